import LedgerEvents
import Money

/// Meetings, letters and reviews with the customer.
struct Interactions: Equatable, Sendable {
  private(set) var interactions: Set<String> = []
  private(set) var reviews: Set<String> = []
}

extension Interactions {
  mutating func evolve(_ recorded: InteractionRecorded) {
    interactions.insert(recorded.interactionID)
  }

  mutating func evolve(_ held: ReviewHeld) { reviews.insert(held.reviewID) }
}

extension Interactions {
  func decide(
    _ recorded: InteractionRecorded, of fact: Fact, _ contacts: Contacts,
    _ registration: Registration
  ) throws(Rejection) {
    try Required.identifier(recorded.interactionID, at: "interaction_id")
    guard !interactions.contains(recorded.interactionID) else {
      throw .duplicate(.interaction, recorded.interactionID, at: "interaction_id")
    }
    try Required.choice(recorded.kind, at: "kind")
    if recorded.hasLocationID {
      try registration.requireLocation(recorded.locationID, at: "location_id")
    }
    try contacts.require(recorded.contactIds, on: fact.day, at: "contact_ids")
    try Required.identifiers(recorded.employeeIds, at: "employee_ids")
    if recorded.hasInitiatedBy { try Required.choice(recorded.initiatedBy, at: "initiated_by") }
    for topic in recorded.topics { try Required.choice(topic, at: "topics") }
    if recorded.hasOutcome { try Required.choice(recorded.outcome, at: "outcome") }
  }

  /// The older form of a visit has no id of its own.
  func decide(
    _ visit: VisitRecorded, of fact: Fact, _ contacts: Contacts, _ registration: Registration
  ) throws(Rejection) {
    if visit.hasLocationID {
      try registration.requireLocation(visit.locationID, at: "location_id")
    }
    try contacts.require(visit.contactIds, on: fact.day, at: "contact_ids")
    try Required.identifiers(visit.employeeIds, at: "employee_ids")
    for topic in visit.topics { try Required.choice(topic, at: "topics") }
    if visit.hasOutcome { try Required.choice(visit.outcome, at: "outcome") }
  }

  func decide(_ held: ReviewHeld, of fact: Fact, _ contacts: Contacts) throws(Rejection) {
    try Required.identifier(held.reviewID, at: "review_id")
    guard !reviews.contains(held.reviewID) else {
      throw .duplicate(.review, held.reviewID, at: "review_id")
    }
    try Required.choice(held.kind, at: "kind")
    try Required.period(held.period, at: "period")
    try contacts.require(held.contactIds, on: fact.day, at: "contact_ids")
    guard held.hasNextDue else { return }
    let next = try Required.day(held.nextDue, at: "next_due")
    try Rejection.check(next, notBefore: fact.day, of: "the review that the next one follows")
  }
}

extension Interactions: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(interactions)
    writer.write(reviews)
  }

  init(from reader: inout StateReader) {
    interactions = reader.read()
    reviews = reader.read()
  }
}
