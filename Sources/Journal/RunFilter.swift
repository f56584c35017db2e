/// Says of an identity that it is surely not in a run, or that it may be.
///
/// A Bloom filter in blocks of 64 bytes, about ten bits an entry, six bits set in one block, so that
/// a question costs one cache line and is wrong about once in a hundred. Without it every new event
/// of an import would search every run.
enum RunFilter {
  static let blockBytes = 64

  static func make(count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: max(1, (count * 10 + 511) / 512) * blockBytes)
  }

  static func insert(_ hash: UInt64, into filter: inout [UInt8]) {
    let block = blockStart(hash, filter.count)
    var bits = hash &* 0x9E37_79B9_7F4A_7C15
    for _ in 0..<6 {
      filter[block + Int(bits >> 58)] |= 1 << UInt8(bits >> 55 & 7)
      bits <<= 9
    }
  }

  static func mayContain(_ hash: UInt64, _ filter: UnsafeRawBufferPointer) -> Bool {
    guard filter.count >= blockBytes else { return true }
    let block = blockStart(hash, filter.count)
    var bits = hash &* 0x9E37_79B9_7F4A_7C15
    for _ in 0..<6 {
      guard filter[block + Int(bits >> 58)] & (1 << UInt8(bits >> 55 & 7)) != 0 else {
        return false
      }
      bits <<= 9
    }
    return true
  }

  /// The block of a hash: its upper half spread evenly over the blocks there are.
  private static func blockStart(_ hash: UInt64, _ byteCount: Int) -> Int {
    Int(((hash >> 32) &* UInt64(byteCount / blockBytes)) >> 32) * blockBytes
  }
}
