/// Shows that a leaf stands at its index in a tree (RFC 9162, section 2.1.3).
///
/// In a tree of 6 leaves, the proof for leaf 4 is [leaf 5, hash of leaves 0…3].
package struct InclusionProof: Equatable, Sendable {
  package let index: UInt64
  /// How many leaves the tree has.
  package let size: UInt64
  /// The siblings on the way from the leaf to the root, the leaf's own first.
  package let hashes: [Hash]

  /// Takes up a proof that somebody made; ``verify(leaf:root:)`` judges it.
  package init(index: UInt64, size: UInt64, hashes: [Hash]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Makes the proof for the leaf `index` of the first `size` leaves; `index` must be below `size`.
  ///
  /// `subtree(h, i)` gives the hash of the perfect subtree over leaves i·2ʰ up to (i+1)·2ʰ.
  package init<Failure: Error>(
    index: UInt64, size: UInt64,
    subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) {
    precondition(index < size, "a leaf of the tree")
    self.index = index
    self.size = size
    hashes = try MerkleTree.siblings(ofHeight: 0, index: index, size: size, subtree)
  }

  /// Whether `leaf`, the hash of a leaf, stands at ``index`` in the tree with this root.
  ///
  /// - Throws: why not.
  package func verify(leaf: Hash, root: Hash) throws(ProofError) {
    guard index < size else { throw .indexOutsideTree(index: index, size: size) }
    let expected = MerkleTree.siblingCount(ofHeight: 0, index: index, size: size)
    guard hashes.count == expected else {
      throw .wrongLength(expected: expected, found: hashes.count)
    }
    var walk = ProofWalk(index: index, last: size - 1)
    var hash = leaf
    for sibling in hashes {
      switch try walk.step() {
      case .left: hash = MerkleTree.nodeHash(sibling, hash)
      case .right: hash = MerkleTree.nodeHash(hash, sibling)
      }
    }
    guard walk.isAtRoot, hash == root else { throw .rootDiffers }
  }
}
