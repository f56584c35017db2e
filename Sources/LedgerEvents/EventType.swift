/// A kind of event: its number in the journal and its name outside.
package struct EventType: Hashable, Sendable, CustomStringConvertible {
  /// The field number of the payload in ``Record``.
  package let number: UInt32
  /// The outside name of a type of the user's own, empty for the types of the catalogue.
  private let customName: String

  /// What every outside name of the catalogue begins with.
  package static let outsidePrefix = "de.kontor."
  /// The number of all types of the user's own.
  package static let customNumber: UInt32 = 1900

  /// The number is one of the catalogue.
  init(number: UInt32) {
    self.number = number
    customName = ""
  }

  /// A type of the user's own; its name outside holds its version already.
  package init(custom outsideName: String) {
    number = Self.customNumber
    customName = outsideName
  }

  /// The catalogue name, such as `account.registered`; the outside name for the user's own types.
  package var name: String { entry?.name ?? customName }

  package var version: Int { entry?.version ?? 1 }

  package var family: EventFamily { EventFamily(rawValue: number / 100) ?? .custom }

  /// The CloudEvents type, such as `de.kontor.account.registered.v1`.
  package var outsideName: String { entry?.outsideName ?? customName }

  package var description: String { outsideName }

  private var entry: TypeTable.Entry? { TypeTable.shared.entry(number) }
}
