import Testing

@testable import TransparencyLog

@Suite struct PrunedTreeTests {
  private static let tree = DefinedTree(count: 100)

  private static func leaf(_ index: UInt64) -> Hash { tree.leaves[Int(index)] }

  private static func root(_ start: UInt64, _ end: UInt64) -> Hash {
    tree.root(Int(start)..<Int(end))
  }

  private static func pruned(_ size: UInt64, _ shown: [UInt64]) -> PrunedTree {
    PrunedTree(size: size, showing: shown) { tree.subtree($0, $1) }
  }

  private static func subset(_ size: UInt64, _ mask: UInt64) -> [UInt64] {
    (0..<size).filter { mask >> $0 & 1 == 1 }
  }

  @Test func `Every set of leaves of every small tree leads to the root`() {
    for size in 1...9 as ClosedRange<UInt64> {
      for mask in 0..<(1 << size) as Range<UInt64> {
        let shown = Self.subset(size, mask)
        let tree = Self.pruned(size, shown)
        #expect(tree.root(showing: shown.map { ($0, Self.leaf($0)) }) == Self.root(0, size))
      }
    }
  }

  @Test func `The example of its documentation`() {
    let tree = Self.pruned(6, [2])
    #expect(tree.hashes == [Self.root(0, 2), Self.leaf(3), Self.root(4, 6)])
  }

  @Test func `All leaves need no hash, none need the root alone`() {
    #expect(Self.pruned(13, Array(0..<13)).hashes.isEmpty)
    #expect(Self.pruned(13, []).hashes == [Self.root(0, 13)])
    #expect(PrunedTree(size: 0, hashes: []).root(showing: []) == MerkleTree.emptyRoot)
    #expect(PrunedTree(size: 0, hashes: [Self.leaf(0)]).root(showing: []) == nil)
  }

  @Test func `What was tampered with does not lead to the root`() {
    for size in [1, 2, 3, 7, 8, 12] as [UInt64] {
      let root = Self.root(0, size)
      for mask in stride(from: 1, to: (1 << size) as UInt64, by: 5) {
        let shown = Self.subset(size, mask)
        let leaves = shown.map { ($0, Self.leaf($0)) }
        let tree = Self.pruned(size, shown)
        func fails(_ hashes: [Hash], _ leaves: [(UInt64, Hash)], size other: UInt64? = nil) -> Bool
        {
          PrunedTree(size: other ?? size, hashes: hashes).root(
            showing: leaves.map { (index: $0.0, hash: $0.1) }) != root
        }
        for place in tree.hashes.indices {
          var hashes = tree.hashes
          hashes[place] = Self.leaf(99)
          #expect(fails(hashes, leaves))
          hashes.remove(at: place)
          #expect(fails(hashes, leaves))
          #expect(fails(tree.hashes + [tree.hashes[place]], leaves))
        }
        #expect(fails(tree.hashes + [root], leaves))
        for place in leaves.indices {
          var changed = leaves
          changed[place].1 = Self.leaf(99)
          #expect(fails(tree.hashes, changed))
          changed.remove(at: place)
          #expect(fails(tree.hashes, changed))
          changed = leaves
          changed[place].0 = size
          #expect(fails(tree.hashes, changed))
        }
        if leaves.count > 1 { #expect(fails(tree.hashes, leaves.reversed())) }
      }
    }
  }

  @Test func `Sizes near the end of the numbers do no harm`() {
    let leaves = [(index: UInt64.max - 1, hash: Self.leaf(1))]
    #expect(PrunedTree(size: .max, hashes: []).root(showing: leaves) == nil)
    #expect(PrunedTree(size: 1 << 63, hashes: []).root(showing: leaves) == nil)
  }
}
