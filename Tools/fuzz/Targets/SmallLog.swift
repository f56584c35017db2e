import Foundation
import TransparencyLog

/// A log of thirteen records, signed, so that what is forged can be told from what is true.
struct SmallLog {
  static let size = 13

  let key: SigningKey
  private let leaves = (0..<SmallLog.size).map { SmallLog.leaf($0) }

  init() throws {
    guard let name = KeyName("fuzz.example/log") else { throw FuzzError(what: "no name of a key") }
    key = try SigningKey(name: name, seed: (0..<32).map { UInt8($0) })
  }

  static func leaf(_ index: Int) -> Hash {
    withUnsafeBytes(of: UInt8(index)) { MerkleTree.leafHash($0) }
  }

  /// The root after the first `count` records, by the definition in RFC 6962, 2.1.
  func root(_ count: Int) -> Hash {
    count == 0 ? MerkleTree.emptyRoot : root(leaves[..<count])
  }

  private func root(_ leaves: ArraySlice<Hash>) -> Hash {
    guard leaves.count > 1 else { return leaves[leaves.startIndex] }
    let half = leaves.startIndex + split(leaves.count)
    return MerkleTree.nodeHash(
      root(leaves[leaves.startIndex..<half]), root(leaves[half..<leaves.endIndex]))
  }

  /// The largest power of two below `count`.
  private func split(_ count: Int) -> Int {
    var half = 1
    while half * 2 < count { half *= 2 }
    return half
  }

  /// RFC 6962, 2.1.1.
  private func path(_ index: Int, _ leaves: ArraySlice<Hash>) -> [Hash] {
    guard leaves.count > 1 else { return [] }
    let half = leaves.startIndex + split(leaves.count)
    let (left, right) = (leaves[leaves.startIndex..<half], leaves[half..<leaves.endIndex])
    return index < half ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
  }

  /// RFC 6962, 2.1.2.
  private func subproof(_ old: Int, _ leaves: ArraySlice<Hash>, _ isWhole: Bool) -> [Hash] {
    guard old < leaves.count else { return isWhole ? [] : [root(leaves)] }
    let half = split(leaves.count)
    let middle = leaves.startIndex + half
    let (left, right) = (leaves[leaves.startIndex..<middle], leaves[middle..<leaves.endIndex])
    return old <= half
      ? subproof(old, left, isWhole) + [root(right)]
      : subproof(old - half, right, false) + [root(left)]
  }

  func checkpoint(_ size: Int = SmallLog.size) throws -> SignedCheckpoint {
    try SignedCheckpoint(
      Checkpoint(origin: key.verifier.name, size: UInt64(size), root: root(size)), by: [key])
  }

  func files(for target: Target) throws -> [[UInt8]] {
    switch target {
    case .note: return [try checkpoint().bytes, try checkpoint(0).bytes, try checkpoint(1).bytes]
    case .key: return [Array("\(key.verifier)".utf8), Array(key.secretText.utf8)]
    case .tile:
      var bundle = EntryBundle()
      for length in [0, 1, 300] {
        [UInt8](repeating: 7, count: length).withUnsafeBytes { bundle.append($0) }
      }
      return [bundle.bytes] + Tile.all(size: 70_000).prefix(3).map { Array($0.path.utf8) }
        + ["tile/0/x001/x234/067.p/8", "tile/entries/000"].map { Array($0.utf8) }
    default:
      let signed = try checkpoint()
      let inclusion = [0, 5, 12].map { index in
        InclusionProofFile(
          proof: InclusionProof(
            index: UInt64(index), size: UInt64(SmallLog.size), hashes: path(index, leaves[...])),
          checkpoint: signed, extra: index == 5 ? [1, 2, 3] : nil
        ).bytes
      }
      let consistency = [1, 6, 8, 13].map { old in
        ConsistencyProofFile(
          proof: ConsistencyProof(
            oldSize: UInt64(old), newSize: UInt64(SmallLog.size),
            hashes: subproof(old, leaves[...], true)),
          checkpoint: signed
        ).bytes
      }
      return inclusion + consistency
    }
  }
}
