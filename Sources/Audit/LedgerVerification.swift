package import Journal
import LMDB

/// Verifies a ledger's files from the outside, reading only.
///
/// Verified are the records, the tree above them, what was committed of the streams' heads, and the
/// head noted beside them. The index and the
/// views are not looked at: they are derived, and are made again when they do not belong to the
/// journal.
package struct LedgerVerification {
  private let path: String

  package init(of path: String) {
    self.path = path
  }

  /// Verifies; calls `progress` with the number of records read so far.
  ///
  /// Damage of any kind is a verdict, at the position reached. A file with damaged pages can end the
  /// process with a signal, so call this in a process that may end.
  ///
  /// - Throws: when there is no ledger, or its files cannot be read at all.
  package func run(progress: (UInt64) -> Void = { _ in }) throws(JournalError) -> Verdict {
    var reached: UInt64 = 0
    do throws(JournalError) {
      let verdict = try Journal.verify(
        at: path,
        progress: { size in
          reached = size
          progress(size)
        }, commitment: StreamsCommitment.reader)
      // A damaged record also changes the root that the note is compared with; its own position says
      // more than that.
      if case .sound = verdict { try Journal.checkAnchor(at: path) }
      return verdict
    } catch {
      guard let position = Self.damage(error, reached: reached) else { throw error }
      return .damaged(position: position, reason: Self.reason(error))
    }
  }

  /// Whether an error says that the data are damaged, rather than out of reach.
  package static func isDamage(_ error: JournalError) -> Bool { damage(error, reached: 0) != nil }

  /// The position that damage is reported at; nil where the error says nothing about the data.
  private static func damage(_ error: JournalError, reached: UInt64) -> UInt64? {
    switch error {
    case .damaged(let position, _): position
    case .rolledBack, .historyChanged: reached
    case .storage(let error): isDamage(error) ? reached : nil
    case .missing, .exists, .newerFormat, .outcomeUnknown, .readOnly, .closed, .file,
      .backupDiffers, .notHeld, .rootNotHeld, .writtenMeanwhile:
      nil
    }
  }

  private static func reason(_ error: JournalError) -> String {
    if case .damaged(_, let reason) = error { reason } else { "\(error)" }
  }

  private static func isDamage(_ error: LMDBError) -> Bool {
    switch error {
    case .notAnEnvironment, .truncated, .missingDatabase, .corrupted, .other: true
    case .missing, .alreadyOpen, .lockFileReplaced, .beingCreated, .readOnly, .remoteFileSystem,
      .nestedWrite, .mapFull, .transactionFull, .changeFailed, .keyNotRising, .readersFull,
      .mapInUse, .poisoned, .system:
      false
    }
  }
}
