import CChecksum
import Crypto

/// The hashing of RFC 6962, section 2.1 (RFC 9162, section 2.1, is the same).
///
/// A leaf is hashed behind a zero byte and a node behind a one, so that neither can pass for the
/// other. With n > 1 leaves the left subtree takes the largest power of two smaller than n.
package enum MerkleTree {
  /// The root of a tree without leaves: SHA-256 of nothing, which is not the hash of an empty leaf.
  package static let emptyRoot = Hash(SHA256().finalize())

  private static let leafPrefix: UInt8 = 0
  private static let nodePrefix: UInt8 = 1

  /// The processor's own instructions cost half of what the library's general function does, whose
  /// price is mostly that of setting it up.
  private static let hasInstructions = kontor_has_sha256()

  /// SHA-256(0x00 ‖ leaf).
  package static func leafHash(_ leaf: UnsafeRawBufferPointer) -> Hash { hash(leafPrefix, leaf) }

  /// The hashes of two leaves, which together take little longer than that of one.
  package static func leafHashes(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
  ) -> (Hash, Hash) {
    guard hasInstructions else { return (leafHash(first), leafHash(second)) }
    return Hash.pair { one, two in
      kontor_sha256_pair(
        leafPrefix, first.baseAddress, first.count, second.baseAddress, second.count,
        one.baseAddress, two.baseAddress)
    }
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  package static func nodeHash(_ left: Hash, _ right: Hash) -> Hash {
    withUnsafeBytes(of: (left, right)) { hash(nodePrefix, $0) }
  }

  private static func hash(_ prefix: UInt8, _ bytes: UnsafeRawBufferPointer) -> Hash {
    guard hasInstructions else {
      var function = SHA256()
      withUnsafeBytes(of: prefix) { function.update(bufferPointer: $0) }
      function.update(bufferPointer: bytes)
      return Hash(function.finalize())
    }
    return Hash.filled { kontor_sha256(prefix, bytes.baseAddress, bytes.count, $0.baseAddress) }
  }
}
