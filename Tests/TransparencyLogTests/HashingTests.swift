import Testing
import TransparencyLog

/// The hashes of leaves and nodes against those of the library's general function, which knows
/// nothing of prefixes, pairs and processors.
@Suite struct HashingTests {
  private let text = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  private func expected(_ prefix: UInt8, _ bytes: some Sequence<UInt8>) -> Hash {
    ([prefix] + bytes).withUnsafeBytes { Hash.of($0) }
  }

  @Test(arguments: [0...260, 500...580, 65_480...65_535])
  func `Leaves of every length, alone and in pairs of unequal ones`(lengths: ClosedRange<Int>) {
    text.withUnsafeBytes { text in
      for length in lengths {
        let leaf = UnsafeRawBufferPointer(rebasing: text[3..<3 + length])
        let other = UnsafeRawBufferPointer(rebasing: text[1..<1 + length * 7 % 401])
        #expect(MerkleTree.leafHash(leaf) == expected(0, leaf))
        let pair = MerkleTree.leafHashes(leaf, other)
        #expect(pair.0 == expected(0, leaf) && pair.1 == expected(0, other), "\(length)")
      }
    }
  }

  @Test func `A leaf without bytes`() {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    // SHA-256 of one zero byte.
    let hash = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    #expect(MerkleTree.leafHash(none).hexadecimal == hash)
    #expect(MerkleTree.leafHashes(none, none).1.hexadecimal == hash)
  }

  @Test func `A node is the hash of both below it, in their order`() {
    let left = expected(0, [1])
    let right = expected(0, [2])
    #expect(MerkleTree.nodeHash(left, right) == expected(1, left.bytes + right.bytes))
    #expect(MerkleTree.nodeHash(right, left) == expected(1, right.bytes + left.bytes))
  }
}
