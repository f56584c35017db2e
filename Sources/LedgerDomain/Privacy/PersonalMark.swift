package import LedgerEvents

/// That a fact has values of one class about one person; what they say, no rule ever sees.
package struct PersonalMark: Hashable, Sendable {
  package let person: PersonID
  package let retention: RetentionClass

  package init(person: PersonID, retention: RetentionClass) {
    self.person = person
    self.retention = retention
  }
}

/// What a fact has about people beside its data.
package struct PersonalFacts: Hashable, Sendable {
  package var marks: Set<PersonalMark>
  /// The contact whom the values are about, as far as that was said.
  package var contact: String?

  package static let none = PersonalFacts(marks: [])

  package init(marks: Set<PersonalMark>, contact: String? = nil) {
    self.marks = marks
    self.contact = contact
  }

  /// What digests say; those that name nobody are left to whoever verifies the records.
  package init(_ digests: [PersonalDigest], contact: String? = nil) {
    self.init(
      marks: Set(
        digests.compactMap { digest in
          digest.personID.map { PersonalMark(person: $0, retention: digest.retention) }
        }),
      contact: contact)
  }
}

extension Record.OneOf_Data {
  /// The contact whom values beside the data are about, where the data name just one.
  package var onlyContact: String? {
    let named: [String] =
      switch self {
      case .contactAdded(let data): [data.contactID]
      case .contactRoleAssessed(let data): [data.contactID]
      case .contactLeft(let data): [data.contactID]
      case .interactionRecorded(let data): data.contactIds
      case .visitRecorded(let data): data.contactIds
      case .reviewHeld(let data): data.contactIds
      case .actionAgreed(let data): [data.contactID].filter { !$0.isEmpty }
      case .handoverCustomerIntroduced(let data): [data.contactID]
      case .escalationRaised(let data): data.hasContactID ? [data.contactID] : []
      case .surveyAnswered(let data): data.hasContactID ? [data.contactID] : []
      default: []
      }
    return named.count == 1 ? named[0] : nil
  }
}
