/// A value about a person that an event can have beside its data.
package struct PersonalField: Hashable, Sendable {
  package let name: String
  package let retention: RetentionClass

  /// The values about a person that events of this type take; none for a type that is not listed.
  package static func taken(by type: UInt32) -> [PersonalField] { taken[type] ?? [] }

  /// The types that take any.
  package static var types: [UInt32] { taken.keys.sorted() }

  private static let notes = PersonalField(name: "notes", retention: .note)

  /// Who a person at the customer is, in the order in which people read it.
  package static let ofContact = ["name", "title", "email", "phone"].map {
    PersonalField(name: $0, retention: .contact)
  }

  private static let taken: [UInt32: [PersonalField]] = [
    ContactAdded.typeNumber: ofContact + [notes],
    // A correction carries what holds instead, as a name does after a marriage.
    EventCorrected.typeNumber: ofContact + [notes],
    ContactRoleAssessed.typeNumber: [notes],
    ContactLeft.typeNumber: [notes],
    InteractionRecorded.typeNumber: [notes],
    VisitRecorded.typeNumber: [notes],
    ReviewHeld.typeNumber: [notes],
    ActionAgreed.typeNumber: [notes],
    ActionCompleted.typeNumber: [notes],
    HandoverCustomerIntroduced.typeNumber: [notes],
    EscalationRaised.typeNumber: [notes],
    SurveyAnswered.typeNumber: [notes],
    SentimentRated.typeNumber: [notes],
    EmployeeRegistered.typeNumber: ["name", "email", "phone"].map {
      PersonalField(name: $0, retention: .employee)
    },
  ]
}
