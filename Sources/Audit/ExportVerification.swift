import Foundation
import Journal
package import TransparencyLog

/// Verifies a directory that `kontor export --tiles` wrote, from its files and a key alone.
///
/// Every entry is hashed anew; each hash, each tile above it and the root must be what the directory and
/// its signed checkpoint say, and each record must stand at the position it names.
package struct ExportVerification {
  private let directory: String
  private let keys: [VerifierKey]

  package init(of directory: String, keys: [VerifierKey]) {
    self.directory = directory
    self.keys = keys
  }

  /// Ends the walk through the files.
  private enum Finding: Error {
    case wrong(String)
    case missing(String)
  }

  /// Verifies; `progress` is told how many entries were read.
  package func run(progress: (UInt64) -> Void = { _ in }) -> OutsideVerdict {
    let signed: SignedCheckpoint
    switch CheckpointFile.read(directory + "/checkpoint", keys) {
    case .success(let read): signed = read
    case .failure(let refusal): return refusal.verdict
    }
    do throws(Finding) {
      let (root, nodes) = try entries(signed.checkpoint, progress)
      try tiles(signed.checkpoint.size, nodes)
      guard root == signed.checkpoint.root else {
        throw .wrong("the entries hash to the root \(root), signed is \(signed.checkpoint.root)")
      }
    } catch {
      switch error {
      case .wrong(let reason): return .failed(reason: reason)
      case .missing(let file):
        return .undecided(reason: "\(file) is not there; the export is not whole")
      }
    }
    return CheckpointFile.verified(
      signed, keys, what: "every entry, every tile and the checkpoint's signature")
  }

  /// Hashes all entries; gives the root, and the hashes of full tiles by level above 0.
  private func entries(
    _ checkpoint: Checkpoint, _ progress: (UInt64) -> Void
  ) throws(Finding) -> (Hash, [[Hash]]) {
    var range = CompactRange()
    var nodes: [[Hash]] = []
    while range.size < checkpoint.size {
      let number = range.size >> 8
      let width = Int(min(256, checkpoint.size - range.size))
      let bundle = Tile(.entries, number: number, width: width)
      guard let entries = EntryBundle.entries(try bytes(bundle)), entries.count == width else {
        throw .wrong("\(bundle.path) does not hold \(width) entries")
      }
      let tile = Tile(.hashes(level: 0), number: number, width: width)
      let hashes = try bytes(tile)
      guard hashes.count == width * Hash.byteCount else {
        throw .wrong("\(tile.path) does not hold \(width) hashes")
      }
      for (offset, entry) in entries.enumerated() {
        try check(entry, at: range.size)
        let leaf = entry.withUnsafeBytes { MerkleTree.leafHash($0) }
        let start = offset * Hash.byteCount
        guard leaf.bytes.elementsEqual(hashes[start..<start + Hash.byteCount]) else {
          throw .wrong("entry \(range.size) does not have the hash that \(tile.path) gives it")
        }
        range.append(leaf: leaf) { height, _, hash in
          guard height % 8 == 0 else { return }
          let level = height / 8
          while nodes.count < level { nodes.append([]) }
          nodes[level - 1].append(hash)
        }
      }
      progress(range.size)
    }
    return (range.root, nodes)
  }

  /// A record of a ledger says where it stands.
  private func check(_ entry: ArraySlice<UInt8>, at index: UInt64) throws(Finding) {
    let position = entry.withUnsafeBytes {
      $0.count > RecordLayout.headerBytes ? RecordHeader($0).position : nil
    }
    guard position == index else {
      throw .wrong(
        "entry \(index) says that its position is \(position.map(String.init) ?? "none")")
    }
  }

  private func tiles(_ size: UInt64, _ nodes: [[Hash]]) throws(Finding) {
    for tile in Tile.all(size: size) {
      guard case .hashes(let level) = tile.content, level > 0 else { continue }
      let start = Int(tile.number) << 8
      let expected = nodes[level - 1][start..<start + tile.width]
      guard try bytes(tile).elementsEqual(expected.flatMap(\.bytes)) else {
        throw .wrong("\(tile.path) does not hold the hashes of the tiles below it")
      }
    }
  }

  private func bytes(_ tile: Tile) throws(Finding) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: directory + "/" + tile.path) else {
      throw .missing(tile.path)
    }
    return Array(data)
  }
}
