import Foundation
import LMDB
import TransparencyLog

/// Finds out whether the index on disk is one of this journal, and makes an empty one when it is not.
///
/// Processes do it one after another, so that none throws away what another has just made.
struct IndexOpening {
  let path: String
  let store: JournalStore
  let limits: IndexLimits

  /// The runs, and the position up to which they reach; no runs when an index is of no use to a
  /// journal that is only read.
  func run() throws(JournalError) -> (runs: IndexRuns?, watermark: UInt64) {
    if store.environment.isReadOnly {
      guard
        !FileSystem.exists(path + "/" + IndexRuns.distrusted),
        let runs = try? IndexRuns.open(path, limits, isReadOnly: true),
        let watermark = watermark(of: runs)
      else { return (nil, 0) }
      return (runs, watermark)
    }
    let lock = try DirectoryLock(FileSystem.parent(of: path))
    var runs: IndexRuns? = try inStorage(openOrMake)
    if let runs, let watermark = watermark(of: runs) { return (runs, watermark) }
    let merging = MergeLock(path, waits: true)
    do throws(LMDBError) {
      try runs?.clear()
    } catch {
      guard error.isDamage else { throw .storage(error) }
      // Damaged pages can keep it from being emptied; nothing in it is needed.
      runs = nil
      runs = try inStorage(madeAnew)
    }
    withExtendedLifetime(merging) {}
    _ = consume lock
    return (runs, 0)
  }

  /// Where these runs end, if they were made from this journal.
  ///
  /// The journal is looked at after the manifest: the two may be growing, and the index never reaches
  /// beyond records that are there.
  private func watermark(of runs: IndexRuns) -> UInt64? {
    guard
      let manifest = try? runs.manifest(try ReadTransaction(runs.environment)),
      let root = try? rootNow(at: manifest.watermark), root == manifest.root
    else { return nil }
    return manifest.watermark
  }

  private func rootNow(at size: UInt64) throws -> Hash? {
    let transaction = try ReadTransaction(store.environment)
    guard size <= (try store.head(transaction)).size else { return nil }
    return try store.root(at: size, transaction)
  }

  private func openOrMake() throws(LMDBError) -> IndexRuns {
    if FileSystem.exists(path), !FileSystem.exists(path + "/" + IndexRuns.distrusted) {
      do throws(LMDBError) {
        return try IndexRuns.open(path, limits)
      } catch {
        guard error.isDamage else { throw error }
      }
    }
    return try madeAnew()
  }

  private func madeAnew() throws(LMDBError) -> IndexRuns {
    try? FileManager.default.removeItem(atPath: path)
    try IndexRuns.create(at: path)
    return try IndexRuns.open(path, limits)
  }
}
