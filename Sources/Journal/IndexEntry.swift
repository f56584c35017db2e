/// Where an identity was recorded: 16 bytes, big-endian, so that byte order is number order.
struct IdentityEntry: Equatable {
  static let byteCount = 16
  let hash: UInt64
  let position: UInt64
}

/// One event of one stream, in the order of happening: 24 bytes, big-endian.
///
/// The place in time comes before the position, so that the newest fifty of a stream lie together
/// even when they were recorded late.
package struct StreamEntry: Equatable, Sendable {
  static let byteCount = 24
  package let stream: UInt32
  /// Microseconds since 1970 UTC.
  package let occurred: Int64
  package let position: UInt64
  package let revision: UInt32
}

extension StreamEntry {
  init(_ header: RecordHeader) {
    self.init(
      stream: header.stream, occurred: header.occurred, position: header.position,
      revision: header.revision)
  }
}

/// What an index keeps sorted: a fixed number of bytes whose order is the order of the entries, and in
/// a block, behind another entry, fewer.
protocol IndexEntry: Equatable {
  static var byteCount: Int { get }
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int)
  func append(to bytes: inout [UInt8])
  /// Appends what it differs in from the entry before it in its block.
  func append(after before: Self, to bytes: inout [UInt8])
  /// Reads that; nil when it is not there, or no entry.
  init?(after before: Self, _ reader: inout VarintReader)
  static func < (left: Self, right: Self) -> Bool
}

extension IdentityEntry: IndexEntry {
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    hash = bytes.bigEndian(at: offset)
    position = bytes.bigEndian(at: offset + 8)
  }

  func append(to bytes: inout [UInt8]) {
    bytes.append(bigEndian: hash)
    bytes.append(bigEndian: position)
  }

  func append(after before: IdentityEntry, to bytes: inout [UInt8]) {
    bytes.append(varint: hash - before.hash)
    bytes.append(varint: position)
  }

  @inline(__always)
  init?(after before: IdentityEntry, _ reader: inout VarintReader) {
    guard let step = reader.next(), let position = reader.next() else { return nil }
    self.init(hash: before.hash &+ step, position: position)
  }

  @inline(__always)
  static func < (left: IdentityEntry, right: IdentityEntry) -> Bool {
    left.hash != right.hash ? left.hash < right.hash : left.position < right.position
  }
}

extension StreamEntry: IndexEntry {
  /// Flipping the sign bit makes times before 1970 sort before those after it.
  private static let signBit = UInt64(1) << 63

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    stream = bytes.bigEndian(at: offset)
    let flipped: UInt64 = bytes.bigEndian(at: offset + 4)
    occurred = Int64(bitPattern: flipped ^ StreamEntry.signBit)
    position = bytes.bigEndian(at: offset + 12)
    revision = bytes.bigEndian(at: offset + 20)
  }

  func append(to bytes: inout [UInt8]) {
    bytes.append(bigEndian: stream)
    bytes.append(bigEndian: UInt64(bitPattern: occurred) ^ StreamEntry.signBit)
    bytes.append(bigEndian: position)
    bytes.append(bigEndian: revision)
  }

  /// In the same stream the steps of time, position and revision; of another one all of it.
  func append(after before: StreamEntry, to bytes: inout [UInt8]) {
    bytes.append(varint: UInt64(stream - before.stream))
    if stream == before.stream {
      bytes.append(varint: UInt64(bitPattern: occurred &- before.occurred))
      bytes.append(signedVarint: Int64(bitPattern: position &- before.position))
      bytes.append(signedVarint: Int64(revision) - Int64(before.revision))
    } else {
      bytes.append(signedVarint: occurred)
      bytes.append(varint: position)
      bytes.append(varint: UInt64(revision))
    }
  }

  @inline(__always)
  init?(after before: StreamEntry, _ reader: inout VarintReader) {
    guard let step = reader.next(), let stream = UInt32(exactly: UInt64(before.stream) &+ step)
    else { return nil }
    if step == 0 {
      guard let time = reader.next(), let place = reader.nextSigned(),
        let count = reader.nextSigned(),
        let revision = UInt32(exactly: Int64(before.revision) &+ count)
      else { return nil }
      self.init(
        stream: stream, occurred: before.occurred &+ Int64(bitPattern: time),
        position: before.position &+ UInt64(bitPattern: place), revision: revision)
    } else {
      guard let time = reader.nextSigned(), let position = reader.next(),
        let count = reader.next(), let revision = UInt32(exactly: count)
      else { return nil }
      self.init(stream: stream, occurred: time, position: position, revision: revision)
    }
  }

  @inline(__always)
  package static func < (left: StreamEntry, right: StreamEntry) -> Bool {
    if left.stream != right.stream { return left.stream < right.stream }
    if left.occurred != right.occurred { return left.occurred < right.occurred }
    return left.position < right.position
  }
}
