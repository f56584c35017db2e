/// The shapes of all payload messages, made from the `.proto` files.
enum EventShapes {}

/// What the JSON form of a field holds.
enum FieldKind: Sendable {
  case text, identifier, eventID, document, period, subject, country, currency, digest
  case bool
  case unsigned(UInt64, UInt64)
  case signed(Int64, Int64)
  case money, day, replacement
  /// An index in ``EventShapes/enumerations``.
  case enumeration(Int)
  /// An index in ``EventShapes/messages``.
  case message(Int)
}

/// How often a field may occur.
enum FieldLabel: Sendable {
  case required, optional, repeated
  /// Exactly one of the message's fields with this label is given.
  case choice
}

/// One field of a payload message.
struct FieldShape: Sendable {
  let number: UInt32
  let name: StaticString
  let label: FieldLabel
  let kind: FieldKind

  init(_ number: UInt32, _ name: StaticString, _ label: FieldLabel, _ kind: FieldKind) {
    self.number = number
    self.name = name
    self.label = label
    self.kind = kind
  }
}

/// One payload message, its fields in the order of their numbers.
struct MessageShape: Sendable {
  let name: StaticString
  let fields: [FieldShape]

  init(_ name: StaticString, _ fields: [FieldShape]) {
    self.name = name
    self.fields = fields
  }
}

/// An enumeration's outside names by number; an empty name is no value.
struct EnumerationShape: Sendable {
  let name: StaticString
  let values: [StaticString]

  init(_ name: StaticString, _ values: [StaticString]) {
    self.name = name
    self.values = values
  }
}

/// One event type and its payload message, an index in ``EventShapes/messages``.
struct EventShape: Sendable {
  let number: UInt32
  let name: StaticString
  let version: Int
  let message: Int

  init(_ number: UInt32, _ name: StaticString, _ version: Int, _ message: Int) {
    self.number = number
    self.name = name
    self.version = version
    self.message = message
  }
}
