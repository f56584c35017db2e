import Crypto

/// The root of RFC 6962, section 2.1, by its recursive definition: slow, short and shared with nobody.
enum MerkleRoot {
  /// Of records as `kontor export --format records` writes them: four bytes of length, then the record.
  static func of(exported bytes: [UInt8]) -> String {
    hexadecimal(root(records(exported: bytes)[...]))
  }

  static func records(exported bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var records: [ArraySlice<UInt8>] = []
    var start = 0
    while start + 4 <= bytes.count {
      let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      records.append(bytes[start + 4..<start + 4 + length])
      start += 4 + length
    }
    return records
  }

  private static func root(_ leaves: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
    guard leaves.count > 1, let first = leaves.indices.first else {
      return Array(SHA256.hash(data: leaves.first.map { [0x00] + $0 } ?? []))
    }
    // The largest power of two smaller than the count.
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let left = root(leaves[first..<first + split])
    let right = root(leaves[(first + split)...])
    return Array(SHA256.hash(data: [0x01] + left + right))
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }
}
