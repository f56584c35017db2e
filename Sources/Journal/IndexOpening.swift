import Foundation
import LMDB
import TransparencyLog

/// Finds out whether the index on disk is one of this journal, and makes an empty one when it is not.
///
/// Processes do it one after another, so that none throws away what another has just made. What
/// only keeps this one from looking, as slots for readers that are all taken, says nothing about the
/// index: emptying it then would stop every other process that has it open.
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
        let watermark = try? watermark(of: runs)
      else { return (nil, 0) }
      return (runs, watermark)
    }
    let lock = try DirectoryLock(FileSystem.parent(of: path))
    var runs: IndexRuns? = try inStorage(openOrMake)
    if let runs, let watermark = try watermark(of: runs) { return (runs, watermark) }
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
  private func watermark(of runs: IndexRuns) throws(JournalError) -> UInt64? {
    guard let manifest = try manifest(of: runs) else { return nil }
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    guard manifest.watermark <= (try store.head(transaction)).size else { return nil }
    let root = try store.root(at: manifest.watermark, transaction)
    return root == manifest.root ? manifest.watermark : nil
  }

  /// Nil where it is damaged, or of another program.
  private func manifest(of runs: IndexRuns) throws(JournalError) -> Manifest? {
    do throws(LMDBError) {
      return try runs.manifest(try ReadTransaction(runs.environment))
    } catch {
      guard error.isDamage else { throw .storage(error) }
      return nil
    }
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
