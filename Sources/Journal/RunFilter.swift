import CChecksum

/// Says of an identity that it is surely not in a run, or that it may be.
///
/// A Bloom filter in blocks of 64 bytes, about ten bits an entry, six bits set in one block, so that
/// a question costs one cache line and is wrong about once in a hundred. Without it every new event
/// of an import would search every run. The last four bytes of a block are its check sum; of a block
/// that fails it the filter says "may be", which costs a search and never an answer.
enum RunFilter {
  static let blockBytes = 64
  private static let dataBytes = 60

  static func make(count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: byteCount(of: count))
  }

  /// Bytes of the filter of a run of so many entries.
  static func byteCount(of count: Int) -> Int {
    max(1, (count * 10 + 8 * dataBytes - 1) / (8 * dataBytes)) * blockBytes
  }

  static func insert(_ hash: UInt64, into filter: inout [UInt8]) {
    let block = blockStart(hash, filter.count)
    var bits = Bits(hash)
    for _ in 0..<6 {
      let (byte, bit) = bits.next()
      filter[block + byte] |= bit
    }
  }

  /// Ends the filter: puts the sum of each block at its end.
  static func seal(_ filter: inout [UInt8], run: UInt32) {
    let count = filter.count
    filter.withUnsafeMutableBytes { bytes in
      for block in stride(from: 0, to: count, by: blockBytes) {
        let sum = sum(.init(bytes), block, run)
        bytes.storeBytes(of: sum.bigEndian, toByteOffset: block + dataBytes, as: UInt32.self)
      }
    }
  }

  static func mayContain(
    _ hash: UInt64, _ filter: UnsafeRawBufferPointer, _ run: Manifest.Run
  ) -> Bool {
    guard filter.count == byteCount(of: Int(clamping: run.count)) else { return true }
    let block = blockStart(hash, filter.count)
    guard isSound(filter, block, run.number) else { return true }
    var bits = Bits(hash)
    for _ in 0..<6 {
      let (byte, bit) = bits.next()
      guard filter[block + byte] & bit != 0 else { return false }
    }
    return true
  }

  /// Whether every block has its sum.
  static func isSound(_ filter: UnsafeRawBufferPointer, _ run: Manifest.Run) -> Bool {
    filter.count == byteCount(of: Int(clamping: run.count))
      && stride(from: 0, to: filter.count, by: blockBytes).allSatisfy {
        isSound(filter, $0, run.number)
      }
  }

  private static func isSound(
    _ filter: UnsafeRawBufferPointer, _ block: Int, _ run: UInt32
  ) -> Bool {
    let stored = filter.loadUnaligned(fromByteOffset: block + dataBytes, as: UInt32.self)
    return UInt32(bigEndian: stored) == sum(filter, block, run)
  }

  /// CRC-32C of a block, of its place, and of the run and the filter that it is in.
  private static func sum(_ filter: UnsafeRawBufferPointer, _ block: Int, _ run: UInt32) -> UInt32 {
    let place = ((UInt64(run) << 32 ^ UInt64(filter.count)).bigEndian, UInt64(block).bigEndian)
    let start = withUnsafeBytes(of: place) { kontor_crc32c(0, $0.baseAddress, $0.count) }
    return kontor_crc32c(start, filter.baseAddress.map { $0 + block }, dataBytes)
  }

  /// The block of a hash: its upper half spread evenly over the blocks there are.
  private static func blockStart(_ hash: UInt64, _ byteCount: Int) -> Int {
    Int(((hash >> 32) &* UInt64(byteCount / blockBytes)) >> 32) * blockBytes
  }

  /// The places in a block that belong to a hash, one after the other.
  private struct Bits {
    private var rest: UInt64

    init(_ hash: UInt64) { rest = hash &* 0x9E37_79B9_7F4A_7C15 }

    /// Ten bits give one of 1,024 places, which are folded onto the 480 there are.
    mutating func next() -> (byte: Int, bit: UInt8) {
      let place = Int(((rest >> 54) &* 480) >> 10)
      rest <<= 10
      return (place >> 3, 1 << UInt8(place & 7))
    }
  }
}
