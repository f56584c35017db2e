import LedgerEvents
import Money

/// Whose values were erased, and whose may not be for now.
struct PersonalData: Equatable, Sendable {
  struct Hold: Equatable, Sendable {
    let basis: String
    /// The first day on which it no longer holds.
    let to: CalendarDay?
  }

  private(set) var erased: Set<PersonalMark> = []
  private(set) var holds: [PersonID: Hold] = [:]
}

extension PersonalData {
  mutating func evolve(_ erasure: PersonalDataErased) {
    guard let person = PersonID(erasure.personID) else { return }
    for retention in erasure.classes {
      erased.insert(PersonalMark(person: person, retention: retention))
    }
  }

  mutating func evolve(_ held: PersonalDataHeld) {
    guard let person = PersonID(held.personID) else { return }
    holds[person] = Hold(
      basis: held.basis, to: held.hasValidTo ? held.validTo.calendarDay : nil)
  }
}

extension PersonalData {
  func decide(_ erasure: PersonalDataErased, of fact: Fact) throws(Rejection) {
    let person = try Self.person(erasure.personID)
    guard !erasure.classes.isEmpty else { throw Required.missing("classes") }
    for retention in erasure.classes { try Required.choice(retention, at: "classes") }
    try Required.digest(erasure.disclosuresSha256, at: "disclosures_sha256")
    try Required.text(erasure.legalBasis, at: "legal_basis")
    try Required.approver(erasure.approverID, of: fact)
    let marks = erasure.classes.map { PersonalMark(person: person, retention: $0) }
    guard !erased.isSuperset(of: marks) else {
      throw Rejection(
        .dataErased, at: "person_id", "the values about \(person) are erased already; none is left")
    }
    guard let hold = holds[person] else { return }
    if let to = hold.to, let day = fact.day, to <= day { return }
    throw Rejection(
      .dataHeld, at: "person_id",
      """
      the values about \(person) are held\(hold.to.map { " until \($0)" } ?? ""): \(hold.basis) \
      (GDPR Art. 17 (3)); once that has ended, record personal_data.held with its end
      """)
  }

  func decide(_ held: PersonalDataHeld, of fact: Fact) throws(Rejection) {
    _ = try Self.person(held.personID)
    try Required.text(held.basis, at: "basis")
    if held.hasValidTo { _ = try Required.day(held.validTo, at: "valid_to") }
    try Required.approver(held.approverID, of: fact)
  }

  private static func person(_ id: String) throws(Rejection) -> PersonID {
    guard !id.isEmpty else { throw Required.missing("person_id") }
    guard let person = PersonID(id) else {
      throw Rejection(
        .malformedIdentifier, at: "person_id",
        "that is no person's id; write its 32 digits 0-9 and a-f")
    }
    return person
  }
}

extension PersonalFacts {
  /// Refuses new values about somebody whose values were erased: the next copy of a file must not
  /// bring back what a person had removed.
  func decide(of kind: SubjectKind, _ terms: LedgerTerms) throws(Rejection) {
    guard !marks.isEmpty else { return }
    guard terms.erased.isDisjoint(with: marks) else { throw Self.erased }
    guard kind == .account || marks.allSatisfy({ $0.retention == .employee }) else {
      throw Rejection(
        .wrongSubject, at: "personal",
        "such values belong to a contact, so to an event about an account; leave them out here")
    }
  }

  package static let erased = Rejection(
    .dataErased, at: "personal",
    """
    the values about this person were erased; record the event without them, or the person as a \
    new contact
    """)
}

extension Contacts {
  /// Whether values about a contact of this account are about the person who was recorded as such.
  func decide(_ personal: PersonalFacts, of fact: Fact) throws(Rejection) {
    guard !personal.marks.isEmpty, let id = personal.contact ?? fact.data.onlyContact else {
      return
    }
    if case .contactAdded(let added) = fact.data {
      guard personal.contact.map({ $0 == added.contactID }) ?? true else {
        throw Rejection(
          .unknownContact, at: "personal",
          "the event adds contact \(added.contactID), the values are said to be about \(id)")
      }
      return
    }
    guard let contact = contacts[id] else { throw .unknown(.contact, id, at: "personal") }
    guard !contact.isErased else { throw PersonalFacts.erased }
    guard let person = contact.person else { return }
    guard personal.marks.allSatisfy({ $0.person == person }) else {
      throw Rejection(
        .personDiffers, at: "personal",
        "contact \(id) is the person \(person); leave the person out, or name the right contact")
    }
  }
}
