@testable import TransparencyLog

/// A tree as RFC 6962, section 2.1, defines it, word for word and slow, to compare with.
struct DefinedTree {
  let leaves: [Hash]

  init(_ leaves: [Hash]) { self.leaves = leaves }

  /// Leaves of the texts "leaf 0", "leaf 1" and so on.
  init(count: Int) { leaves = (0..<count).map { DefinedTree.leaf("leaf \($0)") } }

  static func leaf(_ text: String) -> Hash {
    Array(text.utf8).withUnsafeBytes { MerkleTree.leafHash($0) }
  }

  func root(_ range: Range<Int>) -> Hash {
    guard range.count > 1 else {
      return range.isEmpty ? MerkleTree.emptyRoot : leaves[range.lowerBound]
    }
    let half = range.lowerBound + DefinedTree.half(range.count)
    return MerkleTree.nodeHash(
      root(range.lowerBound..<half), root(half..<range.upperBound))
  }

  func root(size: Int) -> Hash { root(0..<size) }

  /// PATH(m, D[n]) of section 2.1.1.
  func path(_ index: Int, _ range: Range<Int>) -> [Hash] {
    guard range.count > 1 else { return [] }
    let half = DefinedTree.half(range.count)
    let middle = range.lowerBound + half
    if index < half {
      return path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
    }
    return path(index - half, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
  }

  /// SUBPROOF(m, D[n], b) of section 2.1.2.
  func subproof(_ old: Int, _ range: Range<Int>, _ isWhole: Bool) -> [Hash] {
    if old == range.count { return isWhole ? [] : [root(range)] }
    let half = DefinedTree.half(range.count)
    let middle = range.lowerBound + half
    if old <= half {
      return subproof(old, range.lowerBound..<middle, isWhole) + [root(middle..<range.upperBound)]
    }
    return subproof(old - half, middle..<range.upperBound, false)
      + [root(range.lowerBound..<middle)]
  }

  /// Perfect subtrees, as a proof asks for them.
  func subtree(_ height: Int, _ index: UInt64) -> Hash {
    root(Int(index) << height..<(Int(index) + 1) << height)
  }

  private static func half(_ count: Int) -> Int {
    var half = 1
    while half * 2 < count { half *= 2 }
    return half
  }
}
