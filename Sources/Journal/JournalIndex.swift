import CChecksum
import Dispatch
import Foundation
import LMDB
import Synchronization
import TransparencyLog

/// Finds events by identity and by stream: sorted runs on disk, and a tail in memory.
///
/// It is derived: the directory may be deleted, and comes back from the records. What it says is
/// exact all the same, because the tail holds every record that no run holds, and a write looks into
/// both while it holds the journal's write lock.
///
/// The tail grows by ``catchUp(_:_:to:)`` only. When it is long enough the writer freezes it, and a
/// queue in the background writes it as a run; until that run is durable the frozen tail is still
/// searched.
final class JournalIndex: Sendable {
  static let tailLimit = 65_536
  /// A shorter tail is left to the next opening, which reads these records again in milliseconds.
  static let worthFlushing = 4_096

  let runs: IndexRuns
  private let live: Mutex<IndexTail>
  private let frozen = Mutex<IndexTail?>(nil)
  private let queue = DispatchQueue(label: "kontor.index")
  private let path: String

  /// Opens the index beside a journal, or makes it anew when it is missing, damaged or of another
  /// journal.
  init(
    at path: String, store: JournalStore, head: Head, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) {
    self.path = path
    do throws(LMDBError) {
      let opened = try JournalIndex.open(path)
      let manifest = try opened.manifest(try ReadTransaction(opened.environment))
      runs = opened
      let isOurs =
        manifest.watermark <= head.size
        && (try? store.root(at: manifest.watermark, transaction)) == manifest.root
      if !isOurs { try opened.clear() }
      live = Mutex(IndexTail(start: isOurs ? manifest.watermark : 0))
    } catch {
      throw .storage(error)
    }
    try catchUp(store, transaction, to: head)
  }

  private static func open(_ path: String) throws(LMDBError) -> IndexRuns {
    if FileSystem.exists(path) {
      do throws(LMDBError) {
        return try IndexRuns(try Environment(opening: path))
      } catch {
        switch error {
        case .missing, .notAnEnvironment, .truncated, .corrupted:
          try? FileManager.default.removeItem(atPath: path)
        case .alreadyOpen, .lockFileReplaced, .remoteFileSystem, .nestedWrite, .mapFull,
          .transactionFull, .mapInUse, .poisoned, .system, .other, .beingCreated, .readOnly,
          .missingDatabase, .changeFailed, .keyNotRising, .readersFull:
          throw error
        }
      }
    }
    do throws(LMDBError) {
      try IndexRuns.create(at: path)
    } catch {
      // Another process may have made it a moment ago.
      guard FileSystem.exists(path) else { throw error }
    }
    return try IndexRuns(try Environment(opening: path))
  }

  /// Reads the records that other processes have appended since.
  func catchUp(
    _ store: JournalStore, _ transaction: borrowing ReadTransaction, to head: Head
  ) throws(JournalError) {
    while true {
      let start = live.withLock(\.end)
      guard start < head.size else { return }
      let end = min(head.size, start + UInt64(JournalIndex.tailLimit))
      try store.scan(transaction, from: start, to: end) { record throws(JournalError) in
        let header = RecordHeader(record)
        guard let envelope = Envelope(record) else {
          throw .damaged(position: header.position, reason: "its envelope cannot be read")
        }
        add(
          header, envelope.identityHash, subject: String(decoding: envelope.subject, as: UTF8.self))
      }
      // Only a journal whose index was lost is this long; its root at `end` is recomputed.
      if live.withLock(\.count) >= JournalIndex.tailLimit {
        let root = try store.root(at: end, transaction)
        try flushNow(Head(edge: CompactRange(), recorded: 0, streams: 0, root: root))
      }
    }
  }

  /// Takes up a record that was committed.
  func add(_ header: RecordHeader, _ identityHash: UInt64, subject: String) {
    live.withLock { tail in
      guard header.position == tail.end else { return }
      tail.add(
        IdentityEntry(hash: identityHash, position: header.position),
        StreamEntry(
          stream: header.stream, occurred: header.occurred, position: header.position,
          revision: header.revision),
        subject: subject)
    }
  }

  /// What a writer asks while it holds the journal's write lock.
  func view() throws(LMDBError) -> IndexView {
    // The frozen tail first: once it is gone its run is durable, and a later view sees that.
    let frozen = frozen.withLock { $0 }
    let transaction = try ReadTransaction(runs.environment)
    let manifest = try runs.manifest(transaction)
    return IndexView(index: self, frozen: frozen, manifest: manifest, transaction: transaction)
  }

  func liveState(of subject: String) -> StreamEnd? { live.withLock { $0.state(of: subject) } }
  func livePositions(of hash: UInt64) -> [UInt64] { live.withLock { $0.positions(of: hash) } }
  func liveEntries(of stream: UInt32) -> [StreamEntry] {
    live.withLock { $0.entries(of: stream) }
  }

  /// Hands a long tail to the background; called by the writer after a commit, when the tail ends
  /// where `head` does.
  func freezeIfLong(_ head: Head) {
    let count = live.withLock(\.count)
    guard count >= JournalIndex.tailLimit else { return }
    if frozen.withLock({ $0 != nil }) {
      guard count >= 2 * JournalIndex.tailLimit else { return }
      queue.sync {}
    }
    freeze(head)
    queue.async { [self] in
      writeFrozen(head)
      mergeWhileDue()
    }
  }

  /// Writes what is worth a run; called when the journal is closed.
  func close(_ head: Head) {
    queue.sync {}
    guard live.withLock(\.count) >= JournalIndex.worthFlushing else { return }
    try? flushNow(head)
  }

  private func flushNow(_ head: Head) throws(JournalError) {
    freeze(head)
    writeFrozen(head)
    if frozen.withLock({ $0 != nil }) { throw .storage(.poisoned) }
  }

  private func freeze(_ head: Head) {
    live.withLock { tail in
      let full = tail
      frozen.withLock { $0 = full }
      tail = IndexTail(start: full.end)
    }
  }

  /// A failure leaves the frozen tail in memory, where it is still searched; the next opening reads
  /// its records again.
  private func writeFrozen(_ head: Head) {
    guard let tail = frozen.withLock({ $0 }) else { return }
    guard (try? runs.flush(tail, head: head)) != nil else { return }
    frozen.withLock { $0 = nil }
  }

  /// One process merges at a time: a half-written run looks like a leftover to the others.
  private func mergeWhileDue() {
    let descriptor = Foundation.open(path + "/merge.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { Foundation.close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    while (try? runs.mergeIfDue()) == true {}
  }
}

/// The runs and the frozen tail as they stood at one moment.
///
/// What is newer lies in the live tail. A reader must look there first and make its view afterwards,
/// so that an entry on its way into a run is seen twice rather than not at all.
struct IndexView: ~Copyable {
  let index: JournalIndex
  let frozen: IndexTail?
  let manifest: Manifest
  let transaction: ReadTransaction

  func state(of subject: String) throws(LMDBError) -> StreamEnd? {
    if let state = frozen?.state(of: subject) { return state }
    return try index.runs.state(of: subject, transaction)
  }

  func positions(of hash: UInt64) throws(LMDBError) -> [UInt64] {
    let recent = frozen?.positions(of: hash) ?? []
    return recent + (try index.runs.positions(of: hash, manifest, transaction))
  }

  func entries(of stream: UInt32) throws(LMDBError) -> [StreamEntry] {
    let recent = frozen?.entries(of: stream) ?? []
    return recent + (try index.runs.entries(of: stream, manifest, transaction))
  }
}

extension JournalIndex {
  /// What is known of a stream.
  func state(of subject: String) throws(LMDBError) -> StreamEnd? {
    if let state = liveState(of: subject) { return state }
    return try view().state(of: subject)
  }

  /// The positions of every identity with this hash.
  func positions(of hash: UInt64) throws(LMDBError) -> Set<UInt64> {
    let recent = livePositions(of: hash)
    return Set(recent + (try view().positions(of: hash)))
  }

  /// The entries of a stream in the order of happening.
  func entries(of stream: UInt32) throws(LMDBError) -> [StreamEntry] {
    let recent = liveEntries(of: stream)
    var entries = recent + (try view().entries(of: stream))
    entries.sort { $0 < $1 }
    var unique: [StreamEntry] = []
    unique.reserveCapacity(entries.count)
    for entry in entries where unique.last != entry { unique.append(entry) }
    return unique
  }
}
