/// All event types the ledger knows from the start.
package struct EventCatalogue: Sendable {
  package static let shared = EventCatalogue()

  /// In the order of their numbers.
  package let types = EventShapes.events.map { EventType(number: $0.number) }

  /// The type with this number, nil for the user's own types and unknown ones.
  package subscript(number number: UInt32) -> EventType? {
    TypeTable.shared.shape(of: number) == nil ? nil : EventType(number: number)
  }

  /// The type with this outside name.
  package subscript(outsideName outsideName: String) -> EventType? {
    var name = outsideName
    return name.withUTF8 { self[utf8: $0] }
  }

  /// The type with this outside name, found without making a string.
  package subscript(utf8 name: UnsafeBufferPointer<UInt8>) -> EventType? {
    TypeTable.shared.number(of: name).map(EventType.init(number:))
  }

  /// The types of a family in the order of their numbers.
  package func types(of family: EventFamily) -> [EventType] {
    types.filter { $0.family == family }
  }

  /// The shape of the payload of the type with this number.
  func shape(of number: UInt32) -> MessageTable? { TypeTable.shared.shape(of: number) }
}
