import Testing

@testable import TransparencyLog

@Suite struct TamperedProofTests {
  @Test func `No tampered inclusion proof passes`() throws {
    var random = SeededRandom("tampered inclusion proofs")
    let tree = DefinedTree(count: 70)
    for _ in 0..<20 {
      let size = Int.random(in: 1...70, using: &random)
      let index = Int.random(in: 0..<size, using: &random)
      let root = tree.root(size: size)
      let leaf = tree.leaves[index]
      let proof = InclusionProof(index: UInt64(index), size: UInt64(size), subtree: tree.subtree)
      for hashes in changes(of: proof.hashes) {
        let changed = InclusionProof(index: proof.index, size: proof.size, hashes: hashes)
        #expect(throws: ProofError.self) { try changed.verify(leaf: leaf, root: root) }
      }
      for other in 0..<70 where other != index {
        let changed = InclusionProof(
          index: UInt64(other), size: proof.size, hashes: proof.hashes)
        #expect(throws: ProofError.self) { try changed.verify(leaf: leaf, root: root) }
      }
      for wrong in flips(of: root) {
        #expect(throws: ProofError.rootDiffers) { try proof.verify(leaf: leaf, root: wrong) }
      }
      for wrong in flips(of: leaf) {
        #expect(throws: ProofError.rootDiffers) { try proof.verify(leaf: wrong, root: root) }
      }
      // The root of another size is another root, whatever the proof claims its size to be.
      for other in 0...70 where other != size {
        let changed = InclusionProof(
          index: proof.index, size: UInt64(other), hashes: proof.hashes)
        let otherRoot = tree.root(size: other)
        #expect(throws: ProofError.self) { try changed.verify(leaf: leaf, root: otherRoot) }
        #expect(throws: ProofError.self) { try proof.verify(leaf: leaf, root: otherRoot) }
      }
    }
  }

  @Test func `No tampered consistency proof passes`() throws {
    var random = SeededRandom("tampered consistency proofs")
    let tree = DefinedTree(count: 70)
    for _ in 0..<20 {
      let new = Int.random(in: 1...70, using: &random)
      let old = Int.random(in: 1...new, using: &random)
      let (oldRoot, newRoot) = (tree.root(size: old), tree.root(size: new))
      let proof = ConsistencyProof(
        oldSize: UInt64(old), newSize: UInt64(new), subtree: tree.subtree)
      for hashes in changes(of: proof.hashes) {
        let changed = ConsistencyProof(
          oldSize: proof.oldSize, newSize: proof.newSize, hashes: hashes)
        #expect(throws: ProofError.self) {
          try changed.verify(oldRoot: oldRoot, newRoot: newRoot)
        }
      }
      for wrong in flips(of: oldRoot) {
        #expect(throws: ProofError.self) { try proof.verify(oldRoot: wrong, newRoot: newRoot) }
      }
      for wrong in flips(of: newRoot) {
        #expect(throws: ProofError.self) { try proof.verify(oldRoot: oldRoot, newRoot: wrong) }
      }
      for other in 0...70 where other != old {
        let otherRoot = tree.root(size: other)
        let changed = ConsistencyProof(
          oldSize: UInt64(other), newSize: proof.newSize, hashes: proof.hashes)
        #expect(throws: ProofError.self) {
          try changed.verify(oldRoot: otherRoot, newRoot: newRoot)
        }
        #expect(throws: ProofError.self) {
          try proof.verify(oldRoot: otherRoot, newRoot: newRoot)
        }
      }
    }
  }

  @Test func `Between equal sizes only the same root is consistent`() throws {
    let tree = DefinedTree(count: 70)
    for size in 1...70 {
      let proof = ConsistencyProof(oldSize: UInt64(size), newSize: UInt64(size), hashes: [])
      let root = tree.root(size: size)
      try proof.verify(oldRoot: root, newRoot: root)
      for wrong in flips(of: root) {
        #expect(throws: ProofError.rootDiffers) {
          try proof.verify(oldRoot: wrong, newRoot: root)
        }
        #expect(throws: ProofError.rootDiffers) {
          try proof.verify(oldRoot: root, newRoot: wrong)
        }
      }
    }
  }

  @Test func `A refusal says why`() throws {
    let tree = DefinedTree(count: 8)
    let leaf = tree.leaves[5]
    let root = tree.root(size: 8)
    let proof = InclusionProof(index: 5, size: 8, subtree: tree.subtree)
    let outside = InclusionProof(index: 8, size: 8, hashes: proof.hashes)
    #expect(throws: ProofError.indexOutsideTree(index: 8, size: 8)) {
      try outside.verify(leaf: leaf, root: root)
    }
    let short = InclusionProof(index: 5, size: 8, hashes: Array(proof.hashes.dropLast()))
    #expect(throws: ProofError.wrongLength(expected: 3, found: 2)) {
      try short.verify(leaf: leaf, root: root)
    }
    let empty = ConsistencyProof(oldSize: 0, newSize: 8, hashes: [])
    #expect(throws: ProofError.emptyOldTree) {
      try empty.verify(oldRoot: MerkleTree.emptyRoot, newRoot: root)
    }
    let backwards = ConsistencyProof(oldSize: 8, newSize: 6, hashes: [])
    #expect(throws: ProofError.sizesReversed(old: 8, new: 6)) {
      try backwards.verify(oldRoot: root, newRoot: root)
    }
    let whole = ConsistencyProof(oldSize: 6, newSize: 8, subtree: tree.subtree)
    #expect(throws: ProofError.oldRootDiffers) { try whole.verify(oldRoot: leaf, newRoot: root) }
  }

  /// Each bit of each hash turned in one place at a time, and hashes dropped, doubled, added and swapped.
  private func changes(of hashes: [Hash]) -> [[Hash]] {
    var changes: [[Hash]] = []
    for place in hashes.indices {
      for flipped in flips(of: hashes[place]) {
        var changed = hashes
        changed[place] = flipped
        changes.append(changed)
      }
      var dropped = hashes
      dropped.remove(at: place)
      changes.append(dropped)
      var doubled = hashes
      doubled.insert(hashes[place], at: place)
      changes.append(doubled)
      for other in hashes.indices where other > place {
        var swapped = hashes
        swapped.swapAt(place, other)
        changes.append(swapped)
      }
    }
    for place in 0...hashes.count {
      var inserted = hashes
      inserted.insert(MerkleTree.emptyRoot, at: place)
      changes.append(inserted)
    }
    return changes
  }

  private func flips(of hash: Hash) -> [Hash] {
    (0..<256).compactMap { bit in
      var bytes = hash.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      return Hash(bytes: bytes)
    }
  }
}
