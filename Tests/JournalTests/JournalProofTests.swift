import Foundation
import Testing
import TransparencyLog

@testable import Journal

@Suite struct JournalProofTests {
  private let ledger = TemporaryLedger()

  /// A journal of 1,100 records, so that nodes of height 8 are stored, and its leaves.
  private func filled() throws -> (Journal, [Hash]) {
    let journal = try ledger.create()
    try journal.append((0..<1_100).map { testRecord("e\($0)", on: "account/a-\($0 % 7)") })
    let leaves = try journal.allRecords().map { record in
      record.withUnsafeBytes { MerkleTree.leafHash($0) }
    }
    return (journal, leaves)
  }

  /// The definition of RFC 6962, over leaves in memory.
  private func root(_ leaves: ArraySlice<Hash>) -> Hash {
    guard leaves.count > 1 else {
      return leaves.first ?? MerkleTree.emptyRoot
    }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return MerkleTree.nodeHash(root(leaves.prefix(half)), root(leaves.dropFirst(half)))
  }

  @Test func `Proofs from the store verify against roots computed from the leaves`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("journal proofs: seed \(seed)")
    var random = SeededRandom(seed: seed)
    let (journal, leaves) = try filled()
    defer { journal.close() }
    var sizes: [Int] = [1, 2, 255, 256, 257, 511, 512, 513, 1_024, 1_025, 1_100]
    sizes += (0..<20).map { _ in Int.random(in: 1...1_100, using: &random) }
    for size in sizes {
      let expected = root(leaves.prefix(size))
      var positions = [0, size - 1]
      positions += (0..<5).map { _ in Int.random(in: 0..<size, using: &random) }
      for position in positions {
        let proof = try journal.inclusionProof(of: UInt64(position), size: UInt64(size))
        try proof.verify(leaf: leaves[position], root: expected)
      }
      for old in [1, size, Int.random(in: 1...size, using: &random)] {
        let proof = try journal.consistencyProof(from: UInt64(old), to: UInt64(size))
        try proof.verify(oldRoot: root(leaves.prefix(old)), newRoot: expected)
      }
    }
  }

  @Test func `Tiles hold the hashes of the tree`() throws {
    let (journal, leaves) = try filled()
    defer { journal.close() }
    for tile in Tile.all(size: 1_100) {
      guard case .hashes(let level) = tile.content else { continue }
      let width = level == 0 ? 1 : 256
      let expected = (0..<tile.width).map { offset in
        let start = (Int(tile.number) * 256 + offset) * width
        return root(leaves[start..<start + width])
      }
      #expect(try journal.hashes(of: tile) == expected)
    }
  }

  @Test func `What is not there cannot be proved`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    try journal.append((0..<10).map { testRecord("e\($0)") })
    #expect(throws: JournalError.beyondHead(asked: 11, size: 10)) {
      try journal.inclusionProof(of: 0, size: 11)
    }
    #expect(throws: JournalError.beyondHead(asked: 6, size: 5)) {
      try journal.inclusionProof(of: 5, size: 5)
    }
    #expect(throws: JournalError.beyondHead(asked: 11, size: 10)) {
      try journal.consistencyProof(from: 1, to: 11)
    }
    #expect(throws: JournalError.beyondHead(asked: 0, size: 10)) {
      try journal.consistencyProof(from: 0, to: 10)
    }
  }
}
