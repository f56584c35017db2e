import Dispatch
import Foundation
import LMDB
import Logging
import Synchronization
import TransparencyLog

/// Finds events by identity and by stream: sorted runs on disk, and a tail in memory.
///
/// It is derived: the directory may be deleted, and comes back from the records. What it says is
/// exact all the same, because the tail holds every record that no run holds, and a write looks into
/// both while it holds the journal's write lock.
///
/// A long tail is set aside ("frozen") and written as a run in the background. Until that run is
/// durable the frozen tail is searched; if it cannot be written, it stays, the tail grows, and the
/// answers are the same. During a write's session nothing is set aside, so that the session, which
/// looks at the runs as they stood at its beginning, misses nothing.
final class JournalIndex: Sendable {
  /// Nil when the journal is open for reading only and has no index that fits: then everything is in
  /// the tail.
  let runs: IndexRuns?
  private let path: String
  private let store: JournalStore
  private let limits: IndexLimits
  private let tails: Mutex<Tails>
  private let queue = DispatchQueue(label: "kontor.index")
  /// What fails in the background changes no answer, only the memory and time it takes.
  private let logger = Logger(label: "kontor.index")

  private struct Tails {
    var live: IndexTail
    var frozen: IndexTail?
    var isInSession = false
    /// A record whose check sum is wrong.
    ///
    /// It is found under whatever it says, as by a scan; but nobody
    /// decides by that, and no run keeps it.
    var damage: JournalError?

    /// Everything from here on is in memory.
    var start: UInt64 { frozen?.start ?? live.start }

    mutating func setAside() {
      frozen = live
      live = IndexTail(start: live.end)
    }
  }

  /// Opens the index beside a journal, or makes it anew when it is missing, damaged or of another
  /// journal.
  init(at path: String, store: JournalStore, limits: IndexLimits) throws(JournalError) {
    self.path = path
    self.store = store
    self.limits = limits
    let opened = try IndexOpening(path: path, store: store, limits: limits).run()
    runs = opened.runs
    tails = Mutex(Tails(live: IndexTail(start: opened.watermark)))
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    try catchUp(transaction, to: try store.head(transaction))
    queue.async { [self] in mergeWhileDue() }
  }

  /// Reads the records that other processes have appended since.
  func catchUp(
    _ transaction: borrowing ReadTransaction, to head: Head
  ) throws(JournalError) {
    while true {
      let start = tails.withLock(\.live.end)
      guard start < head.size else { return }
      let end = min(head.size, start + UInt64(limits.tail))
      var position = start
      try store.scan(transaction, from: start, to: end) { record throws(JournalError) in
        let header = RecordHeader(record)
        // A record that claims another place would never be taken up, and be read again for ever.
        guard header.position == position else {
          throw .damaged(position: position, reason: "it says that its position is another")
        }
        position += 1
        guard let envelope = Envelope(record) else {
          throw .damaged(position: header.position, reason: "its envelope cannot be read")
        }
        if header.check != RecordLayout.checksum(record) {
          tails.withLock { tails in
            tails.damage =
              tails.damage
              ?? .damaged(position: header.position, reason: "its check sum is wrong")
          }
        }
        add(
          header, envelope.identityHash, subject: String(decoding: envelope.subject, as: UTF8.self))
      }
      freezeIfLong()
    }
  }

  /// Takes up a record that was committed; one that another thread took up already is left out.
  func add(_ header: RecordHeader, _ identityHash: UInt64, subject: String) {
    tails.withLock { tails in
      guard header.position == tails.live.end else { return }
      tails.live.add(
        IdentityEntry(hash: identityHash, position: header.position), StreamEntry(header))
      tails.live.note(StreamEnd(header), of: subject)
    }
  }

  /// Takes up what a session has recorded, once it is on disk.
  func add(_ session: WriteSession) {
    tails.withLock { tails in
      session.forEachTaken { header, identityHash in
        guard header.position == tails.live.end else { return }
        tails.live.add(
          IdentityEntry(hash: identityHash, position: header.position), StreamEntry(header))
      }
      session.forEachChanged { subject, end in tails.live.note(end, of: subject) }
    }
  }

  /// What a writer asks while it holds the journal's write lock, until ``endSession()``.
  func beginSession() throws(JournalError) -> IndexView {
    let damage = tails.withLock { tails in
      tails.isInSession = tails.damage == nil
      return tails.damage
    }
    if let damage { throw damage }
    do throws(JournalError) {
      var view = try view()
      try view.keepFilters()
      return view
    } catch {
      endSession()
      throw error
    }
  }

  func endSession() { tails.withLock { $0.isInSession = false } }

  /// The frozen tail and the runs as they stand now.
  func view() throws(JournalError) -> IndexView {
    // The frozen tail first: once it is gone its run is durable, and a later view sees that.
    let (frozen, start) = tails.withLock { ($0.frozen, $0.start) }
    guard let runs else {
      return IndexView(runs: nil, frozen: frozen, manifest: Manifest(), transaction: nil)
    }
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(runs.environment)
    }
    let manifest: Manifest?
    do throws(LMDBError) {
      manifest = try runs.manifest(transaction)
    } catch {
      guard error.isDamage else { throw .storage(error) }
      runs.distrust()
      throw .indexDamaged(reason: error.reason)
    }
    let watermark = manifest?.watermark ?? 0
    guard let manifest, watermark >= start else {
      throw .historyChanged(
        before: "an index up to position \(start)", now: "an index up to position \(watermark)")
    }
    return IndexView(runs: runs, frozen: frozen, manifest: manifest, transaction: transaction)
  }

  func liveState(of subject: String) -> StreamEnd? {
    tails.withLock { $0.live.state(of: subject) }
  }

  func liveStates() -> [String: StreamEnd] { tails.withLock { $0.live.touched } }

  func livePositions(of hash: UInt64) -> [UInt64] {
    tails.withLock { $0.live.positions(of: hash) }
  }

  func liveEntries(of stream: UInt32) -> [StreamEntry] {
    tails.withLock { $0.live.entries(of: stream) }
  }

  /// Hands a long tail to the background; waits for it when a second one has become long.
  func freezeIfLong() {
    guard runs != nil else { return }
    let isLate = tails.withLock { $0.frozen != nil && $0.live.count >= 2 * limits.tail }
    if isLate { queue.sync { writeFrozen() } }
    let isSetAside = tails.withLock { tails in
      guard
        tails.frozen == nil, tails.damage == nil, !tails.isInSession,
        tails.live.count >= limits.tail
      else { return false }
      tails.setAside()
      return true
    }
    guard isSetAside else { return }
    queue.async { [self] in
      writeFrozen()
      mergeWhileDue()
    }
  }

  /// Writes what is worth a run, and waits for what is being written.
  func close() {
    queue.sync {
      writeFrozen()
      let isSetAside = tails.withLock { tails in
        guard
          tails.frozen == nil, tails.damage == nil, tails.live.count >= limits.worthFlushing
        else { return false }
        tails.setAside()
        return true
      }
      if isSetAside { writeFrozen() }
    }
  }

  /// Waits for what is being written in the background.
  func finish() { queue.sync {} }

  /// Runs on the queue only, one after another.
  ///
  /// A failure leaves the frozen tail in memory, where it is searched; the next opening reads its
  /// records again.
  private func writeFrozen() {
    guard let runs, let tail = tails.withLock(\.frozen) else { return }
    do {
      guard try runs.flush(tail, root: try root(at: tail.end)) else { return }
      tails.withLock { $0.frozen = nil }
    } catch {
      if (error as? LMDBError)?.isDamage == true { runs.distrust() }
      logger.warning(
        "the index keeps \(tail.count) entries in memory, no run was written: \(error)")
    }
  }

  private func root(at size: UInt64) throws(JournalError) -> Hash {
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    return try store.root(at: size, transaction)
  }

  /// One process merges at a time: a half-written run looks like a leftover to the others.
  private func mergeWhileDue() {
    guard let runs, !runs.environment.isReadOnly else { return }
    guard let lock = MergeLock(path, waits: false) else { return }
    do {
      while try runs.mergeIfDue() {}
    } catch {
      if error.isDamage { runs.distrust() }
      logger.warning("the index's runs were not merged, lookups take longer: \(error)")
    }
    withExtendedLifetime(lock) {}
  }
}
