import LedgerEvents
import Money

/// Observations and judgements that follow no state of their own.
enum Observations {
  static func decide(_ observed: CompetitorObserved) throws(Rejection) {
    try Required.text(observed.competitor, at: "competitor")
    try Required.text(observed.area, at: "area")
    try Required.choice(observed.threat, at: "threat")
  }

  static func decide(
    _ answered: SurveyAnswered, of fact: Fact, _ contacts: Contacts
  ) throws(Rejection) {
    try Required.identifier(answered.surveyID, at: "survey_id")
    try Required.choice(answered.instrument, at: "instrument")
    guard answered.scaleMin < answered.scaleMax else {
      throw Rejection(
        .outOfRange, at: "scale_max",
        """
        a scale from \(answered.scaleMin) to \(answered.scaleMax) has no room for an answer; write \
        the lowest and the highest possible answer
        """)
    }
    try Required.range(answered.score, answered.scaleMin...answered.scaleMax, at: "score")
    if answered.hasContactID {
      try contacts.require(answered.contactID, on: fact.day, at: "contact_id")
    }
  }

  static func decide(_ rated: SentimentRated) throws(Rejection) {
    try Required.range(rated.rating, 1...5, at: "rating")
  }
}
