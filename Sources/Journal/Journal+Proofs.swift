import LMDB
package import TransparencyLog

extension JournalStore {
  /// The hash of the perfect subtree over the positions index·2^height up to (index + 1)·2^height,
  /// all of which must be there.
  ///
  /// Reads one node of a stored height, or the up to 128 nodes or records below one that is not stored.
  func subtree(
    _ height: Int, _ index: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> Hash {
    let steps = height % JournalStore.nodeHeight
    let below = height - steps
    let start = index << UInt64(steps)
    let end = (index + 1) << UInt64(steps)
    var range = CompactRange()
    if below == 0 {
      try scan(transaction, from: start, to: end) { record throws(JournalError) in
        range.append(leaf: MerkleTree.leafHash(record))
      }
    } else {
      for node in start..<end { range.append(leaf: try self.node(below, node, transaction)) }
    }
    return range.root
  }

  private func node(
    _ height: Int, _ index: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> Hash {
    let value: [UInt8]?
    do throws(LMDBError) {
      value = try transaction.value(tree, JournalStore.nodeKey(height: height, index: index))?
        .withUnsafeBytes { Array($0) }
    } catch {
      throw .storage(error)
    }
    guard let value, let hash = Hash(bytes: value) else {
      throw .damaged(
        position: index << UInt64(height), reason: "an inner node of the tree is missing")
    }
    return hash
  }
}

extension JournalStore {
  func consistencyProof(
    from old: UInt64, to new: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> ConsistencyProof {
    let head = try head(transaction)
    guard new <= head.size else { throw .beyondHead(asked: new, size: head.size) }
    guard old > 0, old <= new else { throw .beyondHead(asked: old, size: new) }
    return try ConsistencyProof(oldSize: old, newSize: new) {
      height, index throws(JournalError) in
      try subtree(height, index, transaction)
    }
  }

  /// The subtrees left out do not overlap, so each record is hashed once at most.
  func prunedTree(
    size: UInt64, showing positions: [UInt64], _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> PrunedTree {
    let head = try head(transaction)
    guard size <= head.size else { throw .beyondHead(asked: size, size: head.size) }
    if let last = positions.last, last >= size { throw .beyondHead(asked: last + 1, size: size) }
    return try PrunedTree(size: size, showing: positions) {
      height, index throws(JournalError) in
      try subtree(height, index, transaction)
    }
  }
}

extension Journal {
  /// Shows that the record at `position` is one of the first `size`.
  package func inclusionProof(
    of position: UInt64, size: UInt64
  ) throws(JournalError) -> InclusionProof {
    let transaction = try beginRead()
    let head = try store.head(transaction)
    guard size <= head.size else { throw .beyondHead(asked: size, size: head.size) }
    guard position < size else { throw .beyondHead(asked: position + 1, size: size) }
    return try InclusionProof(index: position, size: size) {
      height, index throws(JournalError) in
      try store.subtree(height, index, transaction)
    }
  }

  /// Shows that the journal of `old` records, at least one, is the beginning of the one of `new` records.
  package func consistencyProof(
    from old: UInt64, to new: UInt64
  ) throws(JournalError) -> ConsistencyProof {
    try store.consistencyProof(from: old, to: new, try beginRead())
  }

  /// The tree of the first `size` records without all but those at `positions`, which rise and lie
  /// below `size`.
  package func prunedTree(
    size: UInt64, showing positions: [UInt64]
  ) throws(JournalError) -> PrunedTree {
    try store.prunedTree(size: size, showing: positions, try beginRead())
  }

  /// The hashes that `tile` holds; the leaves below them must be there.
  package func hashes(of tile: Tile) throws(JournalError) -> [Hash] {
    guard case .hashes(let level) = tile.content else { return [] }
    let transaction = try beginRead()
    let first = tile.number << 8
    var hashes: [Hash] = []
    hashes.reserveCapacity(tile.width)
    for index in first..<first + UInt64(tile.width) {
      hashes.append(try store.subtree(8 * level, index, transaction))
    }
    return hashes
  }
}
