extension SampleAccount {
  mutating func raiseEscalation(_ day: inout SampleDay) {
    schedule(.escalation, in: random.between(120, trend < 0 ? 220 : 420))
    let severity = [1, 2, 2, 3, 3, 3, 4, 4][random.below(8)]
    let target = Self.targetDays(severity)
    let categories: [StaticString] = ["delivery", "delivery", "quality", "service", "price"]
    let escalation = raise(severity: severity, category: categories[random.below(5)], &day)
    guard severity > 1 else {
      // The worst ones are settled at once, so that only the planted one is ever overdue.
      stepEscalation(escalation, "escalation.acknowledged", &day)
      resolveEscalation(escalation, mayReturn: false, &day)
      return
    }
    schedule(.acknowledged(escalation: escalation), in: random.between(1, 2))
    let needed = max(4, target * random.between(50, 170) / 100)
    if needed > 10, random.chance(percent: 40) {
      schedule(.paused(escalation: escalation), in: 4)
      schedule(.resumed(escalation: escalation), in: 8)
    }
    schedule(
      .resolved(escalation: escalation, mayReturn: true), in: max(needed, needed > 10 ? 12 : 4))
  }

  private static func targetDays(_ severity: Int) -> Int { [2, 5, 10, 20][severity - 1] }

  /// Returns the escalation's number.
  mutating func raise(
    severity: Int, category: StaticString, _ day: inout SampleDay
  ) -> Int {
    counts.escalations += 1
    let escalation = counts.escalations
    begin("escalation.raised", &day, by: .support(of: index))
    day.lines.member("escalation_id", id: "esc", number, escalation)
    day.lines.member("severity", number: severity)
    day.lines.member("category", category)
    day.lines.member("contact_id", id: "k", number, slots[2].contact)
    day.lines.member("due", day: day.day + Self.targetDays(severity))
    end(&day)
    return escalation
  }

  mutating func stepEscalation(_ escalation: Int, _ type: StaticString, _ day: inout SampleDay) {
    begin(type, &day, by: .support(of: index))
    day.lines.member("escalation_id", id: "esc", number, escalation)
    end(&day)
  }

  mutating func pauseEscalation(_ escalation: Int, _ day: inout SampleDay) {
    begin("escalation.paused", &day, by: .support(of: index))
    day.lines.member("escalation_id", id: "esc", number, escalation)
    day.lines.member("waiting_on", random.chance(percent: 50) ? "customer" : "supplier")
    end(&day)
  }

  mutating func resolveEscalation(_ escalation: Int, mayReturn: Bool, _ day: inout SampleDay) {
    begin("escalation.resolved", &day, by: .support(of: index))
    day.lines.member("escalation_id", id: "esc", number, escalation)
    day.lines.member("resolution", "Ersatz geliefert und Ursache abgestellt")
    end(&day)
    if mayReturn, random.chance(percent: 10) {
      schedule(.reopened(escalation: escalation), in: random.between(3, 15))
    }
  }

  mutating func reopenEscalation(_ escalation: Int, _ day: inout SampleDay) {
    begin("escalation.reopened", &day, by: .support(of: index))
    day.lines.member("escalation_id", id: "esc", number, escalation)
    day.lines.member("reason", "Fehler ist wieder aufgetreten")
    end(&day)
    schedule(
      .resolved(escalation: escalation, mayReturn: false), in: random.between(2, 12))
  }

  mutating func answerSurvey(_ day: inout SampleDay) {
    schedule(.survey, in: random.between(120, 230))
    counts.surveys += 1
    let isRecommendation = random.chance(percent: 70)
    begin("survey.answered", &day, by: .surveySystem)
    day.lines.member("survey_id", id: "s", number, counts.surveys)
    day.lines.member("instrument", isRecommendation ? "nps" : "csat")
    if isRecommendation {
      day.lines.member("score", number: trend < 0 ? random.between(3, 8) : random.between(6, 10))
      day.lines.member("scale_min", number: 0)
      day.lines.member("scale_max", number: 10)
    } else {
      day.lines.member("score", number: trend < 0 ? random.between(2, 4) : random.between(3, 5))
      day.lines.member("scale_min", number: 1)
      day.lines.member("scale_max", number: 5)
    }
    day.lines.member("contact_id", id: "k", number, slots[[0, 2, 3][random.below(3)]].contact)
    end(&day)
  }

  mutating func rateSentiment(_ day: inout SampleDay) {
    schedule(.sentiment, in: random.between(150, 220))
    begin("sentiment.rated", &day)
    day.lines.member("rating", number: trend < 0 ? random.between(1, 3) : random.between(3, 5))
    end(&day)
  }

  mutating func observeCompetitor(_ day: inout SampleDay) {
    schedule(.competitor, in: random.between(200, 500))
    let competitors: [StaticString] = [
      "Hanseguss AG", "Talform GmbH", "Löwenkraft SE", "Oberbrücke KG",
    ]
    let areas: [StaticString] = ["Ersatzteile", "Neuanlagen", "Wartung"]
    let threats: [StaticString] = ["low", "medium", "high"]
    begin("competitor.observed", &day)
    day.lines.member("competitor", competitors[random.below(4)])
    day.lines.member("area", areas[random.below(3)])
    day.lines.member("threat", threats[random.below(3)])
    end(&day)
  }
}
