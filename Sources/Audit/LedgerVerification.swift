package import Journal
import LMDB
import LedgerEvents
import Projections
import TransparencyLog

/// Verifies a ledger's files from the outside, reading only.
///
/// Verified are the records, the tree above them, what was committed of the streams' heads, the head
/// noted beside them, and that the history begins with every signed checkpoint that is kept here or in
/// a directory named. The index and the rows of projections are derived, and questions of their
/// own: ``Journal/verifyIndex(at:)`` and ``Views/verdicts(begun:each:)``.
package struct LedgerVerification {
  private let path: String
  private let anchors: [AnchorDirectory]
  private let outside: String?

  package init(of path: String, anchors: String? = nil) {
    self.path = path
    outside = anchors
    self.anchors = [path + "/anchors/checkpoints", anchors].compactMap { $0 }.map {
      AnchorDirectory($0)
    }
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
      if case .sound = verdict {
        try Journal.checkAnchor(at: path)
        try checkAnchors()
      }
      return verdict
    } catch {
      guard let position = Self.damage(error, reached: reached) else { throw error }
      return .damaged(position: position, reason: Self.reason(error))
    }
  }

  /// Each checkpoint must be signed by one of the ledger's keys and be the beginning of its history; all
  /// that others said about it must hold.
  private func checkAnchors() throws(JournalError) {
    var entries: [AnchorDirectory.Entry] = []
    for directory in anchors {
      if let outside, directory.path == outside, !FileSystem.exists(outside) {
        throw .anchorUnusable(path: outside, reason: "there is no such directory")
      }
      for entry in try directory.entries() {
        entries.append(entry)
        _ = try directory.words(about: entry)
      }
    }
    guard !entries.isEmpty else { return }
    var history = SigningHistory()
    let types: Set<UInt32> = [SigningKeyIntroduced.typeNumber, SuccessionDeclared.typeNumber]
    for record in try Journal.records(of: types, at: path) {
      guard let event = try? StoredEvent(record) else { continue }
      history.take(event)
    }
    try Journal.check(entries.map(\.checkpoint).filter { !history.isSettled($0) }, at: path)
    for entry in entries {
      do throws(NoteError) {
        try history.verify(entry.signed)
      } catch {
        throw .anchorUnusable(path: entry.file, reason: "\(error)")
      }
    }
  }

  /// Whether an error says that the data are damaged, rather than out of reach.
  package static func isDamage(_ error: JournalError) -> Bool { damage(error, reached: 0) != nil }

  /// The position that damage is reported at; nil where the error says nothing about the data.
  private static func damage(_ error: JournalError, reached: UInt64) -> UInt64? {
    switch error {
    case .damaged(let position, _): position
    case .unreadable, .rolledBack, .historyChanged, .anchorUnusable: reached
    case .storage(.missing): nil
    case .storage(let error): error.isDamage ? reached : nil
    case .missing, .exists, .newerFormat, .outcomeUnknown, .readOnly, .closed, .file,
      .backupDiffers, .beyondHead, .indexDamaged, .notHeld, .rootNotHeld, .writtenMeanwhile:
      nil
    }
  }

  private static func reason(_ error: JournalError) -> String {
    switch error {
    case .damaged(_, let reason), .unreadable(_, let reason): reason
    case .storage(let error) where error.isDamage: error.reason
    default: "\(error)"
    }
  }
}
