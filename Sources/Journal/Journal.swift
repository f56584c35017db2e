import Foundation
package import LMDB
import Synchronization
import TransparencyLog

/// An append-only sequence of records in LMDB, committed to a Merkle tree as it grows.
///
/// It knows streams, identities and bytes, and no domain word. An append that was answered is on
/// disk. Several processes may write to one journal: LMDB lets one of them in at a time, and each
/// reads what the others appended before it decides.
package final class Journal: Sendable {
  /// Of what lies on disk; a journal of another format is refused.
  package static let format = JournalStore.format

  /// The calendar day of an instant (µs since 1970 UTC) as yyyymmdd, for facts whose time is unknown.
  package typealias BusinessDay = @Sendable (_ instant: Int64) -> UInt32

  /// How a journal is opened.
  package struct Options: Sendable {
    package var environment = EnvironmentOptions()
    package var index = IndexLimits()
    package var businessDay: BusinessDay
    /// Opens also a journal that lost its end, to have that said in it.
    package var acceptsRollback = false
    /// Microseconds since 1970 UTC.
    package var clock: @Sendable () -> Int64

    package init(
      businessDay: @escaping BusinessDay,
      clock: @escaping @Sendable () -> Int64 = { Journal.systemClock() }
    ) {
      self.businessDay = businessDay
      self.clock = clock
    }
  }

  /// The ledger's directory, which holds `journal`, `index` and `anchors`.
  package let path: String
  let store: JournalStore
  let index: JournalIndex
  let businessDay: BusinessDay
  private let clock: @Sendable () -> Int64
  let anchor: HeadAnchor
  private let known: Mutex<Head>
  private let writer = Writer()
  private let rollback = Mutex<(@Sendable () -> Void)?>(nil)

  /// Makes an empty journal in the new directory `path`.
  package static func create(at path: String) throws(JournalError) {
    guard !FileSystem.exists(path + "/journal") else { throw .exists(path: path, isLedger: true) }
    try inStorage { () throws(LMDBError) in
      if !FileSystem.exists(path) { try FileSystem.makeDirectory(path) }
    }
    // Of two processes that create the same, the second finds what the first made.
    let lock = try DirectoryLock(path)
    guard !FileSystem.exists(path + "/journal") else { throw .exists(path: path, isLedger: true) }
    try inStorage { () throws(LMDBError) in
      if !FileSystem.exists(path + "/anchors") {
        try FileSystem.makeDirectory(path + "/anchors")
      }
      try JournalStore.create(at: path + "/journal", options: .init())
      try FileSystem.syncDirectory(FileSystem.parent(of: path))
    }
    _ = consume lock
  }

  /// Opens the journal in the directory `path`.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` when the anchor beside it knows a
  ///   head that is not in its history.
  package init(opening path: String, options: Options) throws(JournalError) {
    self.path = path
    store = try JournalStore(opening: path + "/journal", options: options.environment)
    businessDay = options.businessDay
    clock = options.clock
    anchor = HeadAnchor(path: path + "/anchors/heads")
    let head = try Journal.soundHead(store, anchor, options, path: path)
    known = Mutex(head)
    index = try JournalIndex(at: path + "/index", store: store, limits: options.index)
    writer.start(self)
  }

  /// The head at this moment, in the history of the one that was noted.
  ///
  /// Its read ends here: the index begins another, which has to wait for this one when a process made the
  /// map larger in between, and would wait for itself.
  private static func soundHead(
    _ store: JournalStore, _ anchor: HeadAnchor, _ options: Options, path: String
  ) throws(JournalError) -> Head {
    // The note first: another process may append, and note it, between two looks.
    let noted = try anchor.read()
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    let head = try store.head(transaction)
    if let noted, !options.acceptsRollback {
      try store.check(noted, transaction, head, path: path)
    }
    return head
  }

  // A journal that was never closed still has to end its thread.
  deinit {
    writer.close()
    index.finish()
  }

  /// Answers what is queued, writes the anchor durably, and ends the writer's thread.
  package func close() {
    writer.close()
    anchor.close()
    index.close()
  }

  /// The head at this moment, with what other processes have appended.
  package func head() throws(JournalError) -> Head {
    let transaction = try beginRead()
    return try store.head(transaction)
  }

  /// The newest head that this process has written or met; asking for it cannot fail.
  package var newestKnownHead: Head { known.withLock { $0 } }

  /// Decides and appends in one transaction with whoever else is waiting, on this thread or another,
  /// and returns when it is on disk.
  ///
  /// `body` is one unit: if it throws, nothing of it is recorded. It runs again if the map had to
  /// grow, so it must have no effect but the session's.
  ///
  /// - Throws: what `body` throws, or ``JournalError``.
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (WriteSession) throws -> Result
  ) throws -> Result {
    if store.environment.isReadOnly { throw JournalError.readOnly }
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    try writer.perform(
      Writer.Submission { session in
        let savepoint = session.takenCount
        let result = Swift.Result { try body(session) }
        if case .failure = result { session.rollBack(to: savepoint) }
        outcome.withLock { $0 = result }
      })
    guard let result = outcome.withLock({ $0 }) else { throw JournalError.closed }
    return try result.get()
  }

  /// Has `action` called whenever a group was decided but not committed, so that whoever keeps
  /// state between decisions can drop it.
  package func onRollback(_ action: @escaping @Sendable () -> Void) {
    rollback.withLock { $0 = action }
  }

  func beginRead() throws(JournalError) -> ReadTransaction {
    try inStorage { () throws(LMDBError) in try ReadTransaction(store.environment) }
  }

  /// One group, tried again after the map has grown.
  func commit(_ decide: (WriteSession) -> Void) throws(JournalError) {
    while try tryCommit(decide) == .mapFull {
      try inStorage { () throws(LMDBError) in try store.environment.growMap(toAtLeast: 0) }
    }
  }

  private enum Attempt { case done, mapFull }

  /// Begin, catch up, decide, write, commit, and only then make it known.
  private func tryCommit(_ decide: (WriteSession) -> Void) throws(JournalError) -> Attempt {
    var isCommitted = false
    defer { if !isCommitted { rollback.withLock { $0 }?() } }
    var transaction = try inStorage { () throws(LMDBError) in
      try WriteTransaction(store.environment)
    }
    let head = try catchUp(transaction)
    let session = WriteSession(
      journal: self, view: try index.beginSession(), head: head,
      recorded: max(clock(), head.recorded))
    decide(session)
    index.endSession()
    guard session.takenCount > 0 else {
      isCommitted = true
      return .done
    }
    var next = head
    next.recorded = session.recorded
    next.streams = session.headStreams
    do throws(LMDBError) {
      try store.append(session.pending, to: &transaction, head: &next)
    } catch {
      guard error == .mapFull else { throw .storage(error) }
      return .mapFull
    }
    do throws(LMDBError) {
      try transaction.commit()
    } catch {
      switch error {
      case .mapFull: return .mapFull
      case .transactionFull, .changeFailed, .lockFileReplaced: throw .storage(error)
      default: throw .outcomeUnknown(error)
      }
    }
    isCommitted = true
    publish(session, next)
    return .done
  }

  /// Reads what other processes have appended, and makes sure that the journal only grew: what this
  /// process knew must be the beginning of what is there.
  private func catchUp(_ transaction: borrowing WriteTransaction) throws(JournalError) -> Head {
    let before = known.withLock { $0 }
    let head = try store.head(transaction)
    if head == before { return head }
    let read = try beginRead()
    guard head.size > before.size, try store.root(at: before.size, read) == before.root else {
      throw .historyChanged(before: "\(before)", now: "\(head)")
    }
    try index.catchUp(read, to: head)
    known.withLock { $0 = head }
    return head
  }

  private func publish(_ session: WriteSession, _ head: Head) {
    index.add(session)
    known.withLock { $0 = head }
    anchor.note(head)
    index.freezeIfLong()
  }

  /// The time of the machine in microseconds since 1970 UTC.
  package static func systemClock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}

extension Head: CustomStringConvertible {
  /// Size and root, as an answer names the head it speaks for.
  package var description: String { "size \(size), root \(root)" }
}
