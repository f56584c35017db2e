import Crypto
import Testing

@testable import TransparencyLog

@Suite struct LeafHashTests {
  /// Bytes that differ from place to place and from text to text.
  private func text(_ length: Int, _ seed: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: ($0 &+ seed) &* 167 &+ $0 >> 3) }
  }

  private func expected(_ prefix: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: [prefix] + bytes))
  }

  @Test func `Hashes by the processor's instructions are those of the library, at every length`() {
    // Padding takes one block or two, and a text fills its last block or not: all of it below 300.
    for length in 0..<300 {
      let bytes = text(length, length)
      let hash = bytes.withUnsafeBytes { MerkleTree.leafHash($0) }
      #expect(hash.bytes == expected(0, bytes), "\(length) bytes")
    }
    let long = text(70_001, 5)
    #expect(long.withUnsafeBytes { MerkleTree.leafHash($0) }.bytes == expected(0, long))
  }

  @Test func `Two leaves hashed together are the two hashed alone`() {
    for first in stride(from: 0, to: 200, by: 7) {
      for second in [0, 1, 54, 55, 56, 63, 64, 119, 120, 1_000] {
        let (one, two) = (text(first, 1), text(second, 2))
        let pair = one.withUnsafeBytes { one in
          two.withUnsafeBytes { two in MerkleTree.leafHashes(one, two) }
        }
        #expect(pair.0.bytes == expected(0, one), "\(first) and \(second) bytes")
        #expect(pair.1.bytes == expected(0, two), "\(first) and \(second) bytes")
      }
    }
  }

  @Test func `A node's hash is that of its two children behind their prefix`() {
    let left = text(10, 1).withUnsafeBytes { MerkleTree.leafHash($0) }
    let right = text(20, 2).withUnsafeBytes { MerkleTree.leafHash($0) }
    #expect(MerkleTree.nodeHash(left, right).bytes == expected(1, left.bytes + right.bytes))
  }
}
