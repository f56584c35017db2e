/// Reads what a ``StateWriter`` wrote, and traps rather than reading beyond its end.
struct StateReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  mutating func read<Value: Compact>() -> Value { Value(from: &self) }

  mutating func byte() -> UInt8 {
    let byte = bytes[offset]
    offset += 1
    return byte
  }

  mutating func varint() -> UInt64 {
    let first = byte()
    return first < 0x80 ? UInt64(first) : varint(after: first)
  }

  private mutating func varint(after first: UInt8) -> UInt64 {
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while true {
      let byte = byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func zigzag() -> Int64 {
    let value = varint()
    return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
  }

  /// How many values follow; each of them takes a byte or more.
  mutating func count() -> Int {
    let count = Int(varint())
    precondition(count <= bytes.count - offset, "a state ends before all of it was read")
    return count
  }

  /// Lends the next `count` bytes to the closure.
  mutating func lend<Answer>(
    _ count: Int, to body: (UnsafeBufferPointer<UInt8>) -> Answer
  ) -> Answer {
    let start = offset
    precondition(0...(bytes.count - start) ~= count, "a state ends before all of it was read")
    offset += count
    return bytes.withUnsafeBufferPointer { body(.init(rebasing: $0[start..<(start + count)])) }
  }
}
