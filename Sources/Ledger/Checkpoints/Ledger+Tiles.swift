import Foundation
package import Journal
import LMDB
import Projections
import TransparencyLog

/// What an export of tiles wrote.
package struct TileExport: Sendable {
  package let checkpoint: AnchorDirectory.Entry
  /// How many records the directory held before.
  package let oldSize: UInt64
  /// How many files were written.
  package let fileCount: Int
}

extension Ledger {
  /// Signs the head and writes the whole log to the directory `target` as C2SP tlog-tiles says: tiles,
  /// entry bundles, the checkpoint, and its key in `log.vkey`.
  ///
  /// Where `target` holds an earlier export of this log, only what came after it is written. The
  /// checkpoint comes last, when all else is on disk, so a directory is always a whole export of
  /// its checkpoint. `progress` is told how many records are written.
  package func exportTiles(
    to target: String, actor: String, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> TileExport {
    let entry = try checkpoint(actor: actor)
    let size = entry.checkpoint.size
    let oldSize = try heldSize(target, entry.checkpoint)
    var export = TileWriter(target)
    try LedgerError.journal { () throws(JournalError) in
      try DurableFile.makeDirectories(target)
      try writeEntries(from: oldSize & ~255, to: size, &export, progress)
      for tile in Tile.new(since: oldSize, size: size) {
        guard case .hashes(let level) = tile.content, level > 0 else { continue }
        try export.write(tile, try journal.hashes(of: tile).flatMap(\.bytes))
      }
      // The next export goes on from the checkpoint and looks at nothing before it.
      try export.sync()
    }
    let signed = try witnessed(entry)
    let keys = try signingHistory().keys.filter { $0.name.text == entry.checkpoint.origin }
    try LedgerError.journal { () throws(JournalError) in
      try DurableFile.write(
        Array(keys.map { "\($0)\n" }.joined().utf8), to: target + "/log.vkey")
      try DurableFile.write(signed.bytes, to: target + "/checkpoint")
      try export.removePartial(of: oldSize, unlessOf: size)
    }
    return TileExport(checkpoint: entry, oldSize: oldSize, fileCount: export.fileCount)
  }

  /// The size of the export in a directory, which must be the beginning of this log; 0 when there is none.
  private func heldSize(
    _ target: String, _ new: Checkpoint
  ) throws(LedgerError) -> UInt64 {
    let file = target + "/checkpoint"
    let bytes = try LedgerError.journal { () throws(JournalError) in try DurableFile.read(file) }
    guard let bytes else {
      guard (try? FileManager.default.contentsOfDirectory(atPath: target))?.isEmpty ?? true else {
        // An interrupted first export has tiles and no checkpoint.
        guard FileSystem.exists(target + "/tile") else {
          throw .signing(
            .otherExport(path: target, reason: "it holds files that are no export of tiles"))
        }
        return 0
      }
      return 0
    }
    guard let held = try? SignedCheckpoint(bytes).checkpoint else {
      throw .signing(.otherExport(path: file, reason: "no checkpoint can be read from it"))
    }
    guard held.origin == new.origin else {
      throw .signing(
        .otherExport(path: target, reason: "it holds the log \(held.origin), this is \(new.origin)")
      )
    }
    do throws(JournalError) {
      try journal.check([held])
    } catch {
      throw .signing(
        .otherExport(
          path: target,
          reason: "it holds size \(held.size), root \(held.root), which is not in this history"))
    }
    return held.size
  }

  /// Writes the tiles of leaf hashes and the bundles of entries.
  private func writeEntries(
    from start: UInt64, to end: UInt64, _ export: inout TileWriter,
    _ progress: (UInt64) -> Void
  ) throws(JournalError) {
    var hashes: [UInt8] = []
    var bundle = EntryBundle()
    var writer = export
    try journal.scan(from: start, to: end) { header, record throws(JournalError) in
      bundle.append(record)
      hashes += MerkleTree.leafHash(record).bytes
      guard bundle.count == Tile.fullWidth || header.position + 1 == end else { return }
      let number = header.position >> 8
      try writer.write(Tile(.hashes(level: 0), number: number, width: bundle.count), hashes)
      try writer.write(Tile(.entries, number: number, width: bundle.count), bundle.bytes)
      hashes.removeAll(keepingCapacity: true)
      bundle = EntryBundle()
      progress(header.position + 1)
    }
    export = writer
  }
}
