extension MerkleTree {
  /// The hash of the leaves from `start` up to, not including, `end`, where no perfect subtree that
  /// holds `start` as its first leaf ends before `end`, save at the right edge of a tree.
  ///
  /// `subtree(h, i)` gives the hash of the perfect subtree over leaves i·2ʰ up to (i+1)·2ʰ.
  static func hash<Failure: Error>(
    from start: UInt64, to end: UInt64,
    _ subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) -> Hash {
    var hashes: [Hash] = []
    var start = start
    while start < end {
      let height = 63 - (end - start).leadingZeroBitCount
      hashes.append(try subtree(height, start >> UInt64(height)))
      start += 1 << UInt64(height)
    }
    guard var hash = hashes.popLast() else { return emptyRoot }
    while let left = hashes.popLast() { hash = nodeHash(left, hash) }
    return hash
  }

  /// The root of the tree of the first `size` leaves.
  package static func root<Failure: Error>(
    size: UInt64, _ subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) -> Hash {
    try hash(from: 0, to: size, subtree)
  }

  /// The siblings from node (height, index) up to the root of a tree of `size` leaves, the lowest first.
  ///
  /// A sibling that would begin at or beyond the end does not exist and is left out.
  static func siblings<Failure: Error>(
    ofHeight height: Int, index: UInt64, size: UInt64,
    _ subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> Hash
  ) throws(Failure) -> [Hash] {
    var hashes: [Hash] = []
    var height = UInt64(height)
    var index = index
    while (size - 1) >> height != 0 {
      let sibling = index ^ 1
      let start = sibling << height
      if start < size {
        hashes.append(try hash(from: start, to: min(size, (sibling + 1) << height), subtree))
      }
      index >>= 1
      height += 1
    }
    return hashes
  }

  /// How many siblings ``siblings(ofHeight:index:size:_:)`` gives.
  static func siblingCount(ofHeight height: Int, index: UInt64, size: UInt64) -> Int {
    var count = 0
    var height = UInt64(height)
    var index = index
    while (size - 1) >> height != 0 {
      if (index ^ 1) << height < size { count += 1 }
      index >>= 1
      height += 1
    }
    return count
  }
}
