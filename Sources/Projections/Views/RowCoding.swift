import Money

/// Writes a row: numbers as varints, texts with their length before them.
struct RowWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ text: String) {
    write(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  mutating func write(_ day: CalendarDay) { write(UInt64(day.yyyymmdd)) }

  mutating func write(_ flag: Bool) { write(flag ? 1 : 0 as UInt64) }

  /// Whether there is a value, then the value.
  mutating func write<Value>(_ value: Value?, _ body: (inout RowWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  /// How many elements there are, then each.
  mutating func write<Element>(
    _ elements: [Element], _ body: (inout RowWriter, Element) -> Void
  ) {
    write(UInt64(elements.count))
    for element in elements { body(&self, element) }
  }
}

/// Reads what ``RowWriter`` wrote; throws where the bytes end or are none of it.
struct RowReader {
  struct Broken: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func number() throws(Broken) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard offset < bytes.count else { throw Broken() }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Broken()
  }

  mutating func text() throws(Broken) -> String {
    let count = try number()
    guard count <= UInt64(bytes.count - offset) else { throw Broken() }
    defer { offset += Int(count) }
    return String(decoding: bytes[offset..<offset + Int(count)], as: UTF8.self)
  }

  mutating func day() throws(Broken) -> CalendarDay {
    guard let day = try? CalendarDay(yyyymmdd: UInt32(truncatingIfNeeded: try number())) else {
      throw Broken()
    }
    return day
  }

  mutating func flag() throws(Broken) -> Bool { try number() != 0 }

  mutating func optional<Value>(
    _ body: (inout RowReader) throws(Broken) -> Value
  ) throws(Broken) -> Value? {
    try flag() ? try body(&self) : nil
  }

  mutating func list<Element>(
    _ body: (inout RowReader) throws(Broken) -> Element
  ) throws(Broken) -> [Element] {
    var elements: [Element] = []
    for _ in 0..<(try number()) { elements.append(try body(&self)) }
    return elements
  }
}
