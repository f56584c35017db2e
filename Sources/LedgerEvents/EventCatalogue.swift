/// All event types the ledger knows from the start.
package struct EventCatalogue: Sendable {
  package static let shared = EventCatalogue(EventShapes.events)

  /// In the order of their numbers.
  package let types: [EventType]
  private let shapes: [Int]
  private let numbers: [UInt32: Int]
  /// Open addressing over twice as many places as types or more; -1 is empty.
  private let places: [Int16]

  init(_ events: [EventShape]) {
    let types = events.compactMap { event in
      EventFamily(rawValue: event.number / 100).map { family in
        EventType(
          number: event.number, name: "\(event.name)", version: event.version, family: family)
      }
    }
    var places = [Int16](repeating: -1, count: 512)
    for (index, type) in types.enumerated() {
      var name = type.outsideName
      var place = name.withUTF8 { Self.hash($0) } % places.count
      while places[place] >= 0 { place = (place + 1) % places.count }
      places[place] = Int16(index)
    }
    self.types = types
    self.places = places
    shapes = events.map(\.message)
    numbers = Dictionary(uniqueKeysWithValues: zip(types.map(\.number), types.indices))
  }

  /// The type with this number, nil for the user's own types and unknown ones.
  package subscript(number number: UInt32) -> EventType? {
    numbers[number].map { types[$0] }
  }

  /// The type with this outside name.
  package subscript(outsideName outsideName: String) -> EventType? {
    var name = outsideName
    return name.withUTF8 { self[utf8: $0] }
  }

  /// The type with this outside name, found without making a string.
  package subscript(utf8 name: UnsafeBufferPointer<UInt8>) -> EventType? {
    find(name).map { types[$0] }
  }

  /// The types of a family in the order of their numbers.
  package func types(of family: EventFamily) -> [EventType] {
    types.filter { $0.family == family }
  }

  /// The shape of the payload of the type with this number.
  func shape(of number: UInt32) -> MessageTable? {
    numbers[number].map { ShapeTable.shared.messages[shapes[$0]] }
  }

  private func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = Self.hash(name) % places.count
    while places[place] >= 0 {
      let index = Int(places[place])
      if types[index].outsideName.utf8.elementsEqual(name) { return index }
      place = (place + 1) % places.count
    }
    return nil
  }

  /// Mixes the length with the first bytes behind the common beginning and the last ones before
  /// the version, which together tell the names apart.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard name.count >= 20 else { return name.count }
    let head = UnsafeRawBufferPointer(name).loadUnaligned(fromByteOffset: 10, as: UInt64.self)
    let tail = UnsafeRawBufferPointer(name).loadUnaligned(
      fromByteOffset: name.count - 11, as: UInt64.self)
    let mixed = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: (mixed >> 40) &+ UInt64(name.count)) & 0x7FFF_FFFF
  }
}
