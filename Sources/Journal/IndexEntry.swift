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

/// What an index keeps sorted: a fixed number of bytes whose order is the order of the entries.
protocol IndexEntry: Equatable {
  static var byteCount: Int { get }
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int)
  func append(to bytes: inout [UInt8])
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

  @inline(__always)
  package static func < (left: StreamEntry, right: StreamEntry) -> Bool {
    if left.stream != right.stream { return left.stream < right.stream }
    if left.occurred != right.occurred { return left.occurred < right.occurred }
    return left.position < right.position
  }
}
