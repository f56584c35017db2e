/// The way from a node to the root as RFC 9162 walks it: on which side the next sibling stands.
struct ProofWalk {
  enum Side { case left, right }

  private var first: UInt64
  private var last: UInt64

  init(index: UInt64, last: UInt64) {
    first = index
    self.last = last
  }

  /// Goes up while the node is a right child: where a consistency proof begins.
  mutating func skipRightChildren() {
    while first & 1 == 1 {
      first >>= 1
      last >>= 1
    }
  }

  var isAtRoot: Bool { last == 0 }

  /// Takes up one sibling, and goes up past the levels where there is none.
  mutating func step() throws(ProofError) -> Side {
    guard last != 0 else { throw .rootDiffers }
    let side: Side
    if first & 1 == 1 || first == last {
      side = .left
      while first & 1 == 0 && first != 0 {
        first >>= 1
        last >>= 1
      }
    } else {
      side = .right
    }
    first >>= 1
    last >>= 1
    return side
  }
}
