/// The entries of a block: the first whole, each other by what it differs in from the one before it.
///
/// Sorted entries differ by little: an identity takes 10 bytes instead of 16, a stream entry about as
/// many instead of 24. Numbers are varints as in Protobuf.
enum IndexBlock {
  /// As many of `entries` as fit into `limit` bytes, at least one, and how many they are.
  static func make<Entry: IndexEntry>(
    _ entries: ArraySlice<Entry>, limit: Int
  ) -> (bytes: [UInt8], count: Int) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(limit + Entry.byteCount)
    var before: Entry?
    var count = 0
    for entry in entries {
      let end = bytes.count
      if let before { entry.append(after: before, to: &bytes) } else { entry.append(to: &bytes) }
      if count > 0, bytes.count > limit {
        bytes.removeSubrange(end...)
        break
      }
      before = entry
      count += 1
    }
    return (bytes, count)
  }

  /// Calls `body` with each entry until it returns false; returns false when the bytes are no block.
  static func read<Entry: IndexEntry>(
    _ bytes: UnsafeRawBufferPointer, _ body: (Entry) -> Bool
  ) -> Bool {
    guard bytes.count >= Entry.byteCount else { return false }
    var reader = VarintReader(bytes, at: Entry.byteCount)
    var entry = Entry(bytes, at: 0)
    while true {
      guard body(entry) else { return true }
      if reader.isAtEnd { return true }
      guard let next = Entry(after: entry, &reader), entry < next else { return false }
      entry = next
    }
  }
}

/// Reads numbers of a block one after another.
struct VarintReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset: Int

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  var isAtEnd: Bool { offset == bytes.count }

  /// The next number; nil where the bytes end within it or it is none of 64 bits.
  @inline(__always)
  mutating func next() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// A number that may be negative, as Protobuf's `sint64`.
  @inline(__always)
  mutating func nextSigned() -> Int64? {
    next().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }
}

extension [UInt8] {
  /// A number that may be negative, as Protobuf's `sint64`.
  mutating func append(signedVarint number: Int64) {
    append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
  }
}
