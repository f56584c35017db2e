import LedgerEvents
import Money

/// What was agreed to be done, and whether it still is to be.
struct Actions: Equatable, Sendable {
  /// Whether each action is closed.
  private(set) var isClosed: [String: Bool] = [:]
}

extension Actions {
  mutating func evolve(_ agreed: ActionAgreed) {
    guard isClosed[agreed.actionID] == nil else { return }
    isClosed[agreed.actionID] = false
  }

  mutating func evolve(_ completed: ActionCompleted) { close(completed.actionID) }

  mutating func evolve(_ dropped: ActionDropped) { close(dropped.actionID) }

  private mutating func close(_ id: String) {
    guard isClosed[id] != nil else { return }
    isClosed[id] = true
  }
}

extension Actions {
  func decide(_ agreed: ActionAgreed, of fact: Fact, _ contacts: Contacts) throws(Rejection) {
    try Required.identifier(agreed.actionID, at: "action_id")
    guard isClosed[agreed.actionID] == nil else {
      throw .duplicate(.action, agreed.actionID, at: "action_id")
    }
    switch agreed.owner {
    case .employeeID(let id): try Required.identifier(id, at: "employee_id")
    case .contactID(let id): try contacts.require(id, on: fact.day, at: "contact_id")
    case nil: throw Required.missing("employee_id")
    }
    _ = try Required.day(agreed.due, at: "due")
    try Required.text(agreed.text, at: "text")
  }

  func decide(_ completed: ActionCompleted) throws(Rejection) { try open(completed.actionID) }

  func decide(_ dropped: ActionDropped) throws(Rejection) {
    try open(dropped.actionID)
    try Required.text(dropped.reason, at: "reason")
  }

  private func open(_ id: String) throws(Rejection) {
    guard let closed = isClosed[id] else { throw .unknown(.action, id, at: "action_id") }
    guard !closed else {
      throw Rejection(
        .actionClosed, at: "action_id",
        "action \(id) is completed or dropped already; agree on a new one with an id of its own")
    }
  }
}

extension Actions: Compact {
  func write(to writer: inout StateWriter) { writer.write(isClosed) }

  init(from reader: inout StateReader) { isClosed = reader.read() }
}
