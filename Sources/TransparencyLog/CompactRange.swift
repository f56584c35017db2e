/// The right edge of a growing tree: one hash per perfect subtree, the largest first.
///
/// There is one for each one-bit of ``size``, so at most 64. That is all an append needs, and
/// enough to name the root.
///
///     size 6 = 110₂  →  [hash of leaves 0…3, hash of leaves 4…5]
package struct CompactRange: Equatable, Sendable {
  /// How many leaves the tree has.
  package private(set) var size: UInt64

  /// The roots of the perfect subtrees, from left to right.
  package private(set) var subtrees: [Hash]

  package init() {
    size = 0
    subtrees = []
  }

  /// Takes up a stored edge; nil when the number of hashes does not fit the size.
  package init?(size: UInt64, subtrees: [Hash]) {
    guard subtrees.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.subtrees = subtrees
  }

  /// Adds a leaf, and tells of each node that it completes: height 1 and above, and its index at
  /// that height, so that node (h, i) covers leaves i·2ʰ up to (i+1)·2ʰ.
  package mutating func append(
    leaf: Hash, completed: (_ height: Int, _ index: UInt64, _ hash: Hash) -> Void
  ) {
    var hash = leaf
    var height = 0
    while size >> UInt64(height) & 1 == 1 {
      hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
      height += 1
      completed(height, size >> UInt64(height), hash)
    }
    subtrees.append(hash)
    size += 1
  }

  /// Adds a leaf.
  package mutating func append(leaf: Hash) { append(leaf: leaf) { _, _, _ in } }

  /// Adds a perfect subtree of 2^height leaves where the size is a multiple of as many.
  package mutating func append(subtree hash: Hash, height: Int) {
    precondition(size.trailingZeroBitCount >= height || size == 0, "a subtree starts at its size")
    var hash = hash
    var height = height
    let added = UInt64(1) << UInt64(height)
    while size >> UInt64(height) & 1 == 1 {
      hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
      height += 1
    }
    subtrees.append(hash)
    size += added
  }

  /// The root of the tree.
  package var root: Hash {
    guard var root = subtrees.last else { return MerkleTree.emptyRoot }
    for subtree in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(subtree, root) }
    return root
  }
}
