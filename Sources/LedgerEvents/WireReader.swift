/// Reads Protobuf wire bytes field by field and never beyond their end.
struct WireReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init(bytes, 0..<bytes.count)
  }

  /// The range lies in the bytes.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// One field: its number, and its value as a number or as the place of its bytes.
  struct Field {
    let number: UInt32
    let kind: WireKind
    let value: UInt64
    let range: Range<Int>
  }

  /// The next field, nil at the end.
  mutating func next() throws(EventProblem) -> Field? {
    guard offset < end else { return nil }
    let tag = try varint()
    guard let kind = WireKind(rawValue: UInt8(tag & 7)), tag >> 3 > 0, tag >> 3 < 1 << 29 else {
      throw .brokenRecord("a field's key is malformed at byte \(offset)")
    }
    let number = UInt32(tag >> 3)
    switch kind {
    case .varint:
      let start = offset
      return Field(number: number, kind: kind, value: try varint(), range: start..<offset)
    case .fixed32: return try fixed(number, kind, 4)
    case .fixed64: return try fixed(number, kind, 8)
    case .bytes:
      let length = try varint()
      guard length <= UInt64(end - offset) else {
        throw .brokenRecord("a value ends beyond its message at byte \(offset)")
      }
      let range = offset..<(offset + Int(length))
      offset = range.upperBound
      return Field(number: number, kind: kind, value: 0, range: range)
    }
  }

  /// One number without a key, as packed lists hold them.
  mutating func varint() throws(EventProblem) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw .brokenRecord("a number is cut off at byte \(offset)")
  }

  var isAtEnd: Bool { offset >= end }

  private mutating func fixed(
    _ number: UInt32, _ kind: WireKind, _ size: Int
  ) throws(EventProblem) -> Field {
    guard end - offset >= size else {
      throw .brokenRecord("a number is cut off at byte \(offset)")
    }
    var value: UInt64 = 0
    for index in 0..<size { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    offset += size
    return Field(number: number, kind: kind, value: value, range: (offset - size)..<offset)
  }
}

extension Int64 {
  /// Undoes the zigzag encoding of signed numbers.
  init(zigzag value: UInt64) {
    self = Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
  }
}
