import LedgerEvents
import Money

/// The escalations and where each stands.
struct Escalations: Equatable, Sendable {
  struct Escalation: Equatable, Sendable {
    let raised: CalendarDay?
    var isAcknowledged = false
    var isPaused = false
    var resolved: Closing?
  }

  private(set) var escalations: [String: Escalation] = [:]
}

extension Escalations {
  mutating func evolve(_ raised: EscalationRaised, on day: CalendarDay?) {
    guard escalations[raised.escalationID] == nil else { return }
    escalations[raised.escalationID] = Escalation(raised: day)
  }

  mutating func evolve(_ acknowledged: EscalationAcknowledged) {
    escalations[acknowledged.escalationID]?.isAcknowledged = true
  }

  mutating func evolve(_ paused: EscalationPaused) {
    escalations[paused.escalationID]?.isPaused = true
  }

  mutating func evolve(_ resumed: EscalationResumed) {
    escalations[resumed.escalationID]?.isPaused = false
  }

  mutating func evolve(_ resolved: EscalationResolved, on day: CalendarDay?) {
    escalations[resolved.escalationID]?.resolved = Closing(day: day)
    escalations[resolved.escalationID]?.isPaused = false
  }

  mutating func evolve(_ reopened: EscalationReopened) {
    escalations[reopened.escalationID]?.resolved = nil
    escalations[reopened.escalationID]?.isPaused = false
  }
}

extension Escalations {
  func decide(_ raised: EscalationRaised, of fact: Fact, _ contacts: Contacts) throws(Rejection) {
    let id = raised.escalationID
    try Required.identifier(id, at: "escalation_id")
    guard escalations[id] == nil else { throw .duplicate(.escalation, id, at: "escalation_id") }
    try Required.range(raised.severity, 1...4, at: "severity")
    try Required.choice(raised.category, at: "category")
    if raised.hasContactID {
      try contacts.require(raised.contactID, on: fact.day, at: "contact_id")
    }
    guard raised.hasDue else { return }
    let due = try Required.day(raised.due, at: "due")
    try Rejection.check(due, notBefore: fact.day, of: "escalation \(id)")
  }

  func decide(_ acknowledged: EscalationAcknowledged, of fact: Fact) throws(Rejection) {
    let id = acknowledged.escalationID
    let escalation = try open(id, of: fact)
    guard !escalation.isAcknowledged else {
      throw Rejection(
        .escalationAcknowledged, at: "escalation_id",
        "escalation \(id) is acknowledged already; the first reaction is what counts")
    }
  }

  func decide(_ paused: EscalationPaused, of fact: Fact) throws(Rejection) {
    let escalation = try open(paused.escalationID, of: fact)
    try Required.choice(paused.waitingOn, at: "waiting_on")
    guard !escalation.isPaused else {
      throw Rejection(
        .escalationPaused, at: "escalation_id",
        "escalation \(paused.escalationID) is paused already; record escalation.resumed first")
    }
  }

  func decide(_ resumed: EscalationResumed, of fact: Fact) throws(Rejection) {
    let escalation = try open(resumed.escalationID, of: fact)
    guard escalation.isPaused else {
      throw Rejection(
        .escalationNotPaused, at: "escalation_id",
        "escalation \(resumed.escalationID) is not paused; record escalation.paused first")
    }
  }

  func decide(_ resolved: EscalationResolved, of fact: Fact) throws(Rejection) {
    let escalation = try known(resolved.escalationID)
    if let before = escalation.resolved { throw over(resolved.escalationID, before) }
    try Rejection.check(
      fact.day, notBefore: escalation.raised, of: "escalation \(resolved.escalationID)")
  }

  func decide(_ reopened: EscalationReopened, of fact: Fact) throws(Rejection) {
    let escalation = try known(reopened.escalationID)
    guard let resolved = escalation.resolved else {
      throw Rejection(
        .escalationNotResolved, at: "escalation_id",
        "escalation \(reopened.escalationID) is still open, so it cannot be reopened")
    }
    try Rejection.check(
      fact.day, notBefore: resolved.day,
      of: "the resolution of escalation \(reopened.escalationID)")
  }

  private func known(_ id: String) throws(Rejection) -> Escalation {
    guard let escalation = escalations[id] else {
      throw .unknown(.escalation, id, at: "escalation_id")
    }
    return escalation
  }

  /// An escalation that a fact of its course can still belong to on its day.
  private func open(_ id: String, of fact: Fact) throws(Rejection) -> Escalation {
    let escalation = try known(id)
    if let resolved = escalation.resolved, resolved.isPast(on: fact.day) {
      throw over(id, resolved)
    }
    try Rejection.check(fact.day, notBefore: escalation.raised, of: "escalation \(id)")
    return escalation
  }

  private func over(_ id: String, _ resolved: Closing) -> Rejection {
    Rejection(
      .escalationResolved, at: "escalation_id",
      "escalation \(id) is resolved\(resolved.since); record escalation.reopened first")
  }
}

extension Escalations: Compact {
  func write(to writer: inout StateWriter) { writer.write(escalations) }

  init(from reader: inout StateReader) { escalations = reader.read() }
}

extension Escalations.Escalation: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(raised)
    writer.write(isAcknowledged)
    writer.write(isPaused)
    writer.write(resolved)
  }

  init(from reader: inout StateReader) {
    raised = reader.read()
    isAcknowledged = reader.read()
    isPaused = reader.read()
    resolved = reader.read()
  }
}
