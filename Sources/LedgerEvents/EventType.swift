/// A kind of event: its number in the journal and its name outside.
package struct EventType: Hashable, Sendable, CustomStringConvertible {
  /// The field number of the payload in ``Record``.
  package let number: UInt32
  /// The catalogue name, such as `account.registered`; the outside name for the user's own types.
  package let name: String
  package let version: Int
  package let family: EventFamily
  /// The CloudEvents type, such as `de.kontor.account.registered.v1`.
  package let outsideName: String

  /// What every outside name of the catalogue begins with.
  package static let outsidePrefix = "de.kontor."
  /// The number of all types of the user's own.
  package static let customNumber: UInt32 = 1900

  init(number: UInt32, name: String, version: Int, family: EventFamily) {
    self.number = number
    self.name = name
    self.version = version
    self.family = family
    outsideName = "\(Self.outsidePrefix)\(name).v\(version)"
  }

  /// A type of the user's own; its name outside holds its version already.
  package init(custom outsideName: String) {
    number = Self.customNumber
    name = outsideName
    version = 1
    family = .custom
    self.outsideName = outsideName
  }

  package var description: String { outsideName }

  package static func == (left: EventType, right: EventType) -> Bool {
    left.number == right.number
      && (left.number != customNumber || left.outsideName == right.outsideName)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    if number == Self.customNumber { hasher.combine(outsideName) }
  }
}
