import CChecksum
package import TransparencyLog

/// The size and root of the journal, and what an append needs to go on from there.
package struct Head: Equatable, Sendable {
  /// The right edge of the tree.
  package internal(set) var edge: CompactRange
  /// The recorded time of the last record, in microseconds since 1970 UTC.
  package internal(set) var recorded: Int64
  /// How many streams there are.
  package internal(set) var streams: UInt32
  package internal(set) var root: Hash

  /// How many records there are; also the position of the next one.
  package var size: UInt64 { edge.size }

  static let empty = Head(
    edge: CompactRange(), recorded: 0, streams: 0, root: MerkleTree.emptyRoot)

  /// Stored form, big-endian: size 8, recorded 8, streams 4, root 32, then the edge, 32 a hash, and
  /// CRC-32C of all that, 4.
  ///
  /// Without the sum a changed bit of the edge would be carried into every root to come, and one of
  /// the number of streams would give two accounts the same number.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: size)
    bytes.append(bigEndian: UInt64(bitPattern: recorded))
    bytes.append(bigEndian: streams)
    bytes += root.bytes
    for subtree in edge.subtrees { bytes += subtree.bytes }
    bytes.append(bigEndian: bytes.withUnsafeBytes { kontor_crc32c(0, $0.baseAddress, $0.count) })
    return bytes
  }

  init(edge: CompactRange, recorded: Int64, streams: UInt32, root: Hash) {
    self.edge = edge
    self.recorded = recorded
    self.streams = streams
    self.root = root
  }

  /// Reads the stored form; nil when it is not one.
  ///
  /// A ledger that has not been written to since heads have a sum has one without.
  init?(stored bytes: UnsafeRawBufferPointer) {
    let hasSum = (bytes.count - 52) % Hash.byteCount == 4
    let end = bytes.count - (hasSum ? 4 : 0)
    guard end >= 52, (end - 52) % Hash.byteCount == 0,
      !hasSum || bytes.bigEndian(at: end) == kontor_crc32c(0, bytes.baseAddress, end)
    else { return nil }
    let subtrees = stride(from: 52, to: end, by: Hash.byteCount).map {
      Hash(.init(rebasing: bytes[$0..<$0 + Hash.byteCount]))
    }
    guard let edge = CompactRange(size: bytes.bigEndian(at: 0), subtrees: subtrees) else {
      return nil
    }
    self.init(
      edge: edge, recorded: Int64(bitPattern: bytes.bigEndian(at: 8)),
      streams: bytes.bigEndian(at: 16),
      root: Hash(.init(rebasing: bytes[20..<52])))
  }
}

extension [UInt8] {
  mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  func bigEndian<Number: FixedWidthInteger>(at offset: Int) -> Number {
    Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
