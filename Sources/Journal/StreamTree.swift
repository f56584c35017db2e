package import TransparencyLog

/// The Merkle tree over the heads of all streams, in the order of their subjects' bytes.
///
/// It keeps its nodes, so that the next state of the same streams costs a hash for each head that
/// changed and for each node above one.
package struct StreamTree: Sendable {
  package private(set) var heads: [StreamHead] = []
  /// The leaf hashes, then each level of nodes up to the root; a lone last node stands on the next
  /// level as it is (RFC 6962, section 2.1).
  private var levels: [[Hash]] = [[]]

  package init() {}

  /// Makes the tree over `heads`, which come in the order of their subjects, each once.
  package init(_ heads: [StreamHead]) { update(to: heads) }

  package var count: UInt64 { UInt64(heads.count) }

  /// The root; SHA-256 of nothing where there is no stream.
  package var root: Hash { levels.last?.first ?? MerkleTree.emptyRoot }

  /// What is left of the tree without all heads but those at `places`, which rise and are places of
  /// heads.
  package func pruned(showing places: [UInt64]) -> PrunedTree {
    PrunedTree(size: count, showing: places) { height, index in levels[height][Int(index)] }
  }

  /// Makes it the tree over `heads`, which come in the order of their subjects, each once.
  package mutating func update(to heads: [StreamHead]) {
    var leaves: [Hash] = []
    leaves.reserveCapacity(heads.count)
    var changed: [Bool] = []
    changed.reserveCapacity(heads.count)
    var place = 0
    for (index, head) in heads.enumerated() {
      while place < self.heads.count,
        self.heads[place].subject.lexicographicallyPrecedes(head.subject)
      { place += 1 }
      let isKept = place < self.heads.count && self.heads[place] == head
      leaves.append(isKept ? levels[0][place] : head.leafHash)
      changed.append(!isKept || place != index)
    }
    self.heads = heads
    raise(leaves, changed)
  }

  /// Makes the levels above new leaves, taking over every node below which nothing changed.
  private mutating func raise(_ leaves: [Hash], _ changed: [Bool]) {
    var made = [leaves]
    var changed = changed
    while let below = made.last, below.count > 1 {
      let before = made.count - 1 < levels.count ? levels[made.count - 1].count : 0
      let known = made.count < levels.count ? levels[made.count] : []
      var level: [Hash] = []
      level.reserveCapacity((below.count + 1) / 2)
      var isChanged: [Bool] = []
      isChanged.reserveCapacity((below.count + 1) / 2)
      for left in stride(from: 0, to: below.count, by: 2) {
        let right = left + 1
        // A node changes also where it had a lone child that is now one of two, or the reverse.
        let isSame =
          !changed[left] && (right < below.count ? !changed[right] : true)
          && (right < below.count) == (right < before) && left / 2 < known.count
        level.append(
          isSame
            ? known[left / 2]
            : right < below.count ? MerkleTree.nodeHash(below[left], below[right]) : below[left])
        isChanged.append(!isSame)
      }
      made.append(level)
      changed = isChanged
    }
    levels = made
  }
}
