/// A tree of which only some leaves are shown: the hash of every largest subtree without one, from
/// left to right.
///
/// With the hashes of the shown leaves it leads to the root, so it proves all of them at once, with
/// far fewer hashes than a proof for each. The proof of a single one (RFC 6962, section 2.1.1) can be
/// read off it. There is exactly one for a size and a set of leaves.
///
///     size 6, leaf 2 shown  →  [leaves 0…1, leaf 3, leaves 4…5]
package struct PrunedTree: Equatable, Sendable {
  /// How many leaves the tree has.
  package let size: UInt64
  package let hashes: [Hash]

  /// Takes up a tree that somebody pruned; ``root(showing:)`` tells where it leads.
  package init(size: UInt64, hashes: [Hash]) {
    self.size = size
    self.hashes = hashes
  }

  /// Prunes the tree of `size` leaves; `shown` are indices of leaves in rising order, each below `size`.
  ///
  /// `subtree(h, i)` gives the hash of the perfect subtree over leaves i·2ʰ up to (i+1)·2ʰ.
  package init<Failure: Error>(
    size: UInt64, showing shown: [UInt64],
    subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) {
    self.size = size
    var hashes: [Hash] = []
    if size > 0 { try PrunedTree.prune(0, size, shown[...], &hashes, subtree) }
    self.hashes = hashes
  }

  private static func prune<Failure: Error>(
    _ start: UInt64, _ end: UInt64, _ shown: ArraySlice<UInt64>, _ hashes: inout [Hash],
    _ subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) {
    if shown.isEmpty {
      hashes.append(try whole(start, end, subtree))
    } else if end - start > 1 {
      let middle = start + half(of: end - start)
      let place = shown.firstIndex { $0 >= middle } ?? shown.endIndex
      try prune(start, middle, shown[..<place], &hashes, subtree)
      try prune(middle, end, shown[place...], &hashes, subtree)
    }
  }

  private static func whole<Failure: Error>(
    _ start: UInt64, _ end: UInt64,
    _ subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) -> Hash {
    let count = end - start
    if count.nonzeroBitCount == 1 {
      let height = count.trailingZeroBitCount
      return try subtree(height, start >> UInt64(height))
    }
    let middle = start + half(of: count)
    return MerkleTree.nodeHash(
      try whole(start, middle, subtree), try whole(middle, end, subtree))
  }

  /// The largest power of two below `count`, which is at least 2.
  private static func half(of count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  /// The root to which the shown leaves and the hashes lead; nil when they do not fit together: an index
  /// at or beyond the size, indices that do not rise, a hash too few or too many.
  package func root(showing leaves: [(index: UInt64, hash: Hash)]) -> Hash? {
    guard size > 0 else { return leaves.isEmpty && hashes.isEmpty ? MerkleTree.emptyRoot : nil }
    guard zip(leaves, leaves.dropFirst()).allSatisfy({ $0.index < $1.index }),
      leaves.last.map({ $0.index < size }) ?? true
    else { return nil }
    var used = 0
    guard let root = root(0, size, leaves[...], &used), used == hashes.count else { return nil }
    return root
  }

  private func root(
    _ start: UInt64, _ end: UInt64, _ leaves: ArraySlice<(index: UInt64, hash: Hash)>,
    _ used: inout Int
  ) -> Hash? {
    guard let first = leaves.first else {
      guard used < hashes.count else { return nil }
      used += 1
      return hashes[used - 1]
    }
    guard end - start > 1 else { return first.hash }
    let middle = start + PrunedTree.half(of: end - start)
    let place = PrunedTree.place(of: middle, in: leaves)
    guard let left = root(start, middle, leaves[..<place], &used),
      let right = root(middle, end, leaves[place...], &used)
    else { return nil }
    return MerkleTree.nodeHash(left, right)
  }

  /// The place of the first leaf at or beyond an index.
  private static func place(
    of index: UInt64, in leaves: ArraySlice<(index: UInt64, hash: Hash)>
  ) -> Int {
    var (low, high) = (leaves.startIndex, leaves.endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if leaves[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
