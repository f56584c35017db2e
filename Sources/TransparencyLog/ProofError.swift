/// Why a proof shows nothing.
package enum ProofError: Error, Equatable, Sendable {
  case indexOutsideTree(index: UInt64, size: UInt64)
  case sizesReversed(old: UInt64, new: UInt64)
  case emptyOldTree
  /// A proof between these places has exactly so many hashes.
  case wrongLength(expected: Int, found: Int)
  /// The hashes lead to another root than the (newer) one.
  case rootDiffers
  /// The hashes lead to the newer root and to another old one.
  case oldRootDiffers
}

extension ProofError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .indexOutsideTree(let index, let size):
      "index \(index) lies outside a tree of size \(size)"
    case .sizesReversed(let old, let new):
      "the old size \(old) is larger than the new size \(new)"
    case .emptyOldTree:
      "nothing can be shown from an empty tree"
    case .wrongLength(let expected, let found):
      "the proof has \(found) hashes, between these places it has exactly \(expected)"
    case .rootDiffers:
      "the hashes of the proof do not lead to the root"
    case .oldRootDiffers:
      "the hashes of the proof do not lead to the old root"
    }
  }
}
