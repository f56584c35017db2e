import Crypto

/// The hashing of RFC 6962, section 2.1 (RFC 9162, section 2.1, is the same).
///
/// A leaf is hashed behind a zero byte and a node behind a one, so that neither can pass for the
/// other. With n > 1 leaves the left subtree takes the largest power of two smaller than n.
package enum MerkleTree {
  /// The root of a tree without leaves: SHA-256 of nothing, which is not the hash of an empty leaf.
  package static let emptyRoot = Hash(SHA256().finalize())

  private static let leafPrefix: [UInt8] = [0]
  private static let nodePrefix: [UInt8] = [1]

  /// SHA-256(0x00 ‖ leaf).
  package static func leafHash(_ leaf: UnsafeRawBufferPointer) -> Hash {
    var function = SHA256()
    leafPrefix.withUnsafeBytes { function.update(bufferPointer: $0) }
    function.update(bufferPointer: leaf)
    return Hash(function.finalize())
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  package static func nodeHash(_ left: Hash, _ right: Hash) -> Hash {
    var function = SHA256()
    nodePrefix.withUnsafeBytes { function.update(bufferPointer: $0) }
    left.withUnsafeBytes { function.update(bufferPointer: $0) }
    right.withUnsafeBytes { function.update(bufferPointer: $0) }
    return Hash(function.finalize())
  }
}
