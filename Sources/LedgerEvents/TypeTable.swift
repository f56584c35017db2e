/// The event types laid out for finding them by name and by number; made once and never freed.
struct TypeTable: @unchecked Sendable {
  static let shared = TypeTable(EventShapes.events)

  /// What is known of one type of the catalogue.
  struct Entry {
    let number: UInt32
    let name: String
    let version: Int
    let outsideName: String
    let utf8: UnsafeBufferPointer<UInt8>
    let message: Int
  }

  private static let placeCount = 512
  private let entries: UnsafeBufferPointer<Entry>
  /// The index of each number's entry, -1 for none.
  private let numbers: UnsafeBufferPointer<Int16>
  /// Open addressing over more than twice as many places as types; -1 is empty.
  private let places: UnsafeBufferPointer<Int16>

  private init(_ events: [EventShape]) {
    let entries = events.map { event in
      let outsideName = "\(EventType.outsidePrefix)\(event.name).v\(event.version)"
      return Entry(
        number: event.number, name: "\(event.name)", version: event.version,
        outsideName: outsideName, utf8: ShapeTable.keep(Array(outsideName.utf8)),
        message: event.message)
    }
    var numbers = [Int16](repeating: -1, count: 2048)
    var places = [Int16](repeating: -1, count: Self.placeCount)
    for (index, entry) in entries.enumerated() {
      numbers[Int(entry.number)] = Int16(index)
      var place = Self.hash(entry.utf8)
      while places[place] >= 0 { place = (place + 1) % Self.placeCount }
      places[place] = Int16(index)
    }
    self.entries = ShapeTable.keep(entries)
    self.numbers = ShapeTable.keep(numbers)
    self.places = ShapeTable.keep(places)
  }

  func entry(_ number: UInt32) -> Entry? { index(number).map { entries[$0] } }

  func shape(of number: UInt32) -> MessageTable? {
    index(number).map { ShapeTable.shared.messages[entries[$0].message] }
  }

  /// The number of the type with this outside name.
  func number(of name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var place = Self.hash(name)
    while places[place] >= 0 {
      let index = Int(places[place])
      if Self.isSame(entries[index].utf8, name) { return entries[index].number }
      place = (place + 1) % Self.placeCount
    }
    return nil
  }

  private func index(_ number: UInt32) -> Int? {
    guard number < numbers.count, numbers[Int(number)] >= 0 else { return nil }
    return Int(numbers[Int(number)])
  }

  private static func isSame(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    // From the end, where names differ first.
    var at = left.count
    while at > 0 {
      at -= 1
      if left[at] != right[at] { return false }
    }
    return true
  }

  /// Mixes the length with the first bytes behind the common beginning and the last ones, which
  /// together tell the names apart.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard name.count >= 20 else { return 0 }
    let bytes = UnsafeRawBufferPointer(name)
    let head = bytes.loadUnaligned(fromByteOffset: 10, as: UInt64.self)
    let tail = bytes.loadUnaligned(fromByteOffset: name.count - 11, as: UInt64.self)
    let mixed = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: (mixed >> 40) &+ UInt64(name.count)) & (placeCount - 1)
  }
}
