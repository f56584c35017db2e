/// Shows that a tree is the beginning of a larger one (RFC 9162, section 2.1.4).
package struct ConsistencyProof: Equatable, Sendable {
  package let oldSize: UInt64
  package let newSize: UInt64
  /// Empty when the sizes are equal; without the old root when the old size is a power of two.
  package let hashes: [Hash]

  /// Takes up a proof that somebody made; ``verify(oldRoot:newRoot:)`` judges it.
  package init(oldSize: UInt64, newSize: UInt64, hashes: [Hash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Makes the proof from `oldSize` leaves to `newSize`, with 0 < `oldSize` ≤ `newSize`.
  ///
  /// `subtree(h, i)` gives the hash of the perfect subtree over leaves i·2ʰ up to (i+1)·2ʰ.
  package init<Failure: Error>(
    oldSize: UInt64, newSize: UInt64,
    subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) {
    precondition(0 < oldSize && oldSize <= newSize, "an old tree within a new one")
    self.oldSize = oldSize
    self.newSize = newSize
    guard oldSize < newSize else {
      hashes = []
      return
    }
    let height = oldSize.trailingZeroBitCount
    let index = oldSize >> UInt64(height) - 1
    var hashes: [Hash] = []
    if index != 0 { hashes.append(try subtree(height, index)) }
    hashes += try MerkleTree.siblings(ofHeight: height, index: index, size: newSize, subtree)
    self.hashes = hashes
  }

  /// Whether the tree with `oldRoot` is the beginning of the one with `newRoot`.
  ///
  /// - Throws: why not. From an empty tree nothing can be shown, so that is refused as well.
  package func verify(oldRoot: Hash, newRoot: Hash) throws(ProofError) {
    guard oldSize <= newSize else { throw .sizesReversed(old: oldSize, new: newSize) }
    guard oldSize > 0 else { throw .emptyOldTree }
    let expected = ConsistencyProof.length(from: oldSize, to: newSize)
    guard hashes.count == expected else {
      throw .wrongLength(expected: expected, found: hashes.count)
    }
    if oldSize == newSize {
      guard oldRoot == newRoot else { throw .rootDiffers }
      return
    }
    let path = oldSize.nonzeroBitCount == 1 ? [oldRoot] + hashes : hashes
    guard let start = path.first else { throw .wrongLength(expected: expected, found: 0) }
    var walk = ProofWalk(index: oldSize - 1, last: newSize - 1)
    walk.skipRightChildren()
    var (old, new) = (start, start)
    for sibling in path.dropFirst() {
      switch try walk.step() {
      case .left:
        old = MerkleTree.nodeHash(sibling, old)
        new = MerkleTree.nodeHash(sibling, new)
      case .right:
        new = MerkleTree.nodeHash(new, sibling)
      }
    }
    guard walk.isAtRoot, new == newRoot else { throw .rootDiffers }
    guard old == oldRoot else { throw .oldRootDiffers }
  }

  private static func length(from oldSize: UInt64, to newSize: UInt64) -> Int {
    guard oldSize < newSize else { return 0 }
    let height = oldSize.trailingZeroBitCount
    let index = oldSize >> UInt64(height) - 1
    return (index == 0 ? 0 : 1)
      + MerkleTree.siblingCount(ofHeight: height, index: index, size: newSize)
  }
}
