import LedgerEvents
import Money

/// The customer's people the account knows, without names.
struct Contacts: Equatable, Sendable {
  struct Contact: Equatable, Sendable {
    /// Who it is in the vault; nil for a contact that was recorded without any value.
    var person: PersonID?
    var left: Closing?
    var isErased = false
  }

  private(set) var contacts: [String: Contact] = [:]
}

extension Contacts {
  mutating func evolve(_ added: ContactAdded, _ personal: PersonalFacts) {
    guard contacts[added.contactID] == nil else { return }
    contacts[added.contactID] = Contact(person: personal.marks.first?.person)
  }

  mutating func evolve(_ left: ContactLeft) {
    contacts[left.contactID]?.left = Closing(day: left.date.calendarDay)
  }

  mutating func evolve(_ erased: ContactDataErased) {
    contacts[erased.contactID]?.isErased = true
  }
}

extension Contacts {
  func decide(_ added: ContactAdded, _ registration: Registration) throws(Rejection) {
    try Required.identifier(added.contactID, at: "contact_id")
    guard contacts[added.contactID] == nil else {
      throw .duplicate(.contact, added.contactID, at: "contact_id")
    }
    try Required.choice(added.function, at: "function")
    try Required.choice(added.hierarchy, at: "hierarchy")
    if added.hasLocationID {
      try registration.requireLocation(added.locationID, at: "location_id")
    }
  }

  func decide(_ assessed: ContactRoleAssessed, of fact: Fact) throws(Rejection) {
    try require(assessed.contactID, on: fact.day, at: "contact_id")
    try Required.choice(assessed.buyingRole, at: "buying_role")
    try Required.range(assessed.influence, 1...5, at: "influence")
    try Required.choice(assessed.stance, at: "stance")
  }

  func decide(_ left: ContactLeft) throws(Rejection) {
    guard let contact = contacts[left.contactID] else {
      throw .unknown(.contact, left.contactID, at: "contact_id")
    }
    if let before = contact.left { throw gone(left.contactID, before, "contact_id") }
    _ = try Required.day(left.date, at: "date")
    guard left.hasSuccessorID else { return }
    guard contacts[left.successorID] != nil else {
      throw .unknown(.contact, left.successorID, at: "successor_id")
    }
    guard left.successorID != left.contactID else {
      throw Rejection(
        .ownSuccessor, at: "successor_id",
        "contact \(left.contactID) cannot take over from itself; name another or leave it out")
    }
  }

  func decide(_ erased: ContactDataErased) throws(Rejection) {
    guard let contact = contacts[erased.contactID] else {
      throw .unknown(.contact, erased.contactID, at: "contact_id")
    }
    try Required.text(erased.requestRef, at: "request_ref")
    guard !contact.isErased else {
      throw Rejection(
        .dataErased, at: "contact_id",
        "the personal data of contact \(erased.contactID) is erased already; nothing is left")
    }
  }

  /// A contact that took part in something on a day: known, and not gone by then.
  func require(_ id: String, on day: CalendarDay?, at member: String) throws(Rejection) {
    guard let contact = contacts[id] else { throw .unknown(.contact, id, at: member) }
    if let left = contact.left, left.isOver(on: day) { throw gone(id, left, member) }
  }

  func require(_ ids: [String], on day: CalendarDay?, at member: String) throws(Rejection) {
    for id in ids { try require(id, on: day, at: member) }
  }

  private func gone(_ id: String, _ left: Closing, _ member: String) -> Rejection {
    Rejection(
      .contactLeft, at: member,
      """
      contact \(id) no longer works for the customer\(left.since); name the successor, or correct \
      the contact.left event
      """)
  }
}

extension Contacts: Compact {
  func write(to writer: inout StateWriter) { writer.write(contacts) }

  init(from reader: inout StateReader) { contacts = reader.read() }
}

extension Contacts.Contact: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(person)
    writer.write(left)
    writer.write(isErased)
  }

  init(from reader: inout StateReader) {
    person = reader.read()
    left = reader.read()
    isErased = reader.read()
  }
}
