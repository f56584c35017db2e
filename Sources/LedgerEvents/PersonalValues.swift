/// Values about one person as they came in, in the clear: for the vault, and for nobody else.
///
/// Whatever prints one, or anything that holds one, shows names of values and no value.
package struct PersonalValues: Hashable, Sendable {
  /// Whom they are about; nil where the ledger finds it by the contact.
  package let person: PersonID?
  /// The contact of the account whom they are about; nil where the event's data name just one.
  package let contact: String?
  /// In the order of their names; at least one.
  package let values: [Value]

  /// One value under its name.
  package struct Value: Hashable, Sendable {
    package let name: String
    package let text: String
    package let retention: RetentionClass
  }

  init(person: PersonID?, contact: String?, values: [Value]) {
    self.person = person
    self.contact = contact
    self.values = values.sorted { $0.name < $1.name }
  }
}

extension PersonalValues: CustomStringConvertible, CustomReflectable {
  package var description: String {
    "values withheld: " + values.map(\.name).joined(separator: ", ")
  }
  package var customMirror: Mirror { Mirror(self, children: ["values": description]) }
}

extension PersonalValues.Value: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(name) withheld" }
  package var customMirror: Mirror { Mirror(self, children: ["value": description]) }
}

/// What an event has about a person beside its data.
package enum PersonalPart: Hashable, Sendable {
  case none
  /// The values themselves, on their way to the vault.
  case values(PersonalValues)
  /// What commits to values, in the order of their names; the values lie in a vault, or nowhere.
  case digests([PersonalDigest])
}
