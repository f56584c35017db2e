import LedgerEvents
import Money

/// The handovers of the account from one employee to another.
struct Handovers: Equatable, Sendable {
  struct Handover: Equatable, Sendable {
    let receiver: String
    let initiated: CalendarDay?
    /// The checklist's items that are done, one bit each.
    var items: UInt16 = 0
    var completed: Closing?
  }

  private(set) var handovers: [String: Handover] = [:]
}

extension Handovers {
  mutating func evolve(_ initiated: HandoverInitiated, on day: CalendarDay?) {
    guard handovers[initiated.handoverID] == nil else { return }
    handovers[initiated.handoverID] = Handover(receiver: initiated.toEmployeeID, initiated: day)
  }

  mutating func evolve(_ completed: HandoverItemCompleted) {
    handovers[completed.handoverID]?.items |= Self.bit(completed.item)
  }

  mutating func evolve(_ completed: HandoverCompleted, on day: CalendarDay?) {
    handovers[completed.handoverID]?.completed = Closing(day: day)
  }

  /// A bit above all items stands for those a later release may add.
  private static func bit(_ item: HandoverItemCompleted.Item) -> UInt16 {
    UInt16(1) << UInt16(min(max(item.rawValue, 0), 15))
  }
}

extension Handovers {
  func decide(_ initiated: HandoverInitiated) throws(Rejection) {
    let id = initiated.handoverID
    try Required.identifier(id, at: "handover_id")
    guard handovers[id] == nil else { throw .duplicate(.handover, id, at: "handover_id") }
    try Required.identifier(initiated.fromEmployeeID, at: "from_employee_id")
    try Required.identifier(initiated.toEmployeeID, at: "to_employee_id")
    guard initiated.fromEmployeeID != initiated.toEmployeeID else {
      throw Rejection(
        .handoverToSelf, at: "to_employee_id",
        "\(initiated.toEmployeeID) cannot hand over to the same person; name who takes over")
    }
    try Required.choice(initiated.kind, at: "kind")
    if initiated.hasPlanned { _ = try Required.day(initiated.planned, at: "planned") }
  }

  func decide(_ completed: HandoverItemCompleted, of fact: Fact) throws(Rejection) {
    let handover = try open(completed.handoverID, on: fact.day)
    try Required.choice(completed.item, at: "item")
    guard handover.items & Self.bit(completed.item) == 0 else {
      throw Rejection(
        .itemCompleted, at: "item",
        "this item of handover \(completed.handoverID) is done already; it counts only once")
    }
  }

  func decide(
    _ introduced: HandoverCustomerIntroduced, of fact: Fact, _ contacts: Contacts
  ) throws(Rejection) {
    _ = try open(introduced.handoverID, on: fact.day)
    try contacts.require(introduced.contactID, on: fact.day, at: "contact_id")
    try Required.choice(introduced.mode, at: "mode")
  }

  func decide(_ completed: HandoverCompleted, of fact: Fact) throws(Rejection) {
    guard let handover = handovers[completed.handoverID] else {
      throw .unknown(.handover, completed.handoverID, at: "handover_id")
    }
    if let done = handover.completed { throw over(completed.handoverID, done) }
    guard completed.acceptedBy == handover.receiver else {
      throw Rejection(
        .wrongReceiver, at: "accepted_by",
        """
        handover \(completed.handoverID) goes to \(handover.receiver), so \
        \(handover.receiver) has to accept it, not \(completed.acceptedBy)
        """)
    }
    try Rejection.check(
      fact.day, notBefore: handover.initiated, of: "handover \(completed.handoverID)")
  }

  /// A handover that a step of it can still belong to on a day.
  private func open(_ id: String, on day: CalendarDay?) throws(Rejection) -> Handover {
    guard let handover = handovers[id] else { throw .unknown(.handover, id, at: "handover_id") }
    if let done = handover.completed, done.isPast(on: day) { throw over(id, done) }
    return handover
  }

  private func over(_ id: String, _ done: Closing) -> Rejection {
    Rejection(
      .handoverCompleted, at: "handover_id",
      "handover \(id) is complete\(done.since); initiate a new one")
  }
}

extension Handovers: Compact {
  func write(to writer: inout StateWriter) { writer.write(handovers) }

  init(from reader: inout StateReader) { handovers = reader.read() }
}

extension Handovers.Handover: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(receiver)
    writer.write(initiated)
    writer.write(items)
    writer.write(completed)
  }

  init(from reader: inout StateReader) {
    receiver = reader.read()
    initiated = reader.read()
    items = reader.read()
    completed = reader.read()
  }
}
