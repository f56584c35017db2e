import LMDB
import Synchronization

/// What the workers of a rebuild do with each account.
protocol LaneWork: Sendable {
  associatedtype Part: Sendable
  /// What the events of an account come to.
  func part(of account: String) throws(ProjectionError) -> Part
  /// How many rows that makes.
  func rowCount(_ part: Part) -> Int
  /// Writes it; `place` is the account's own among all.
  func put(
    _ part: Part, of account: String, at place: LanePlace, _ write: inout WriteTransaction) throws
}

/// Where an account stands in the roster.
struct LanePlace: Hashable, Sendable {
  let lane: Int
  let index: Int
}

/// What the workers of one rebuild share.
final class LaneRun<Work: LaneWork>: Sendable {
  /// How many rows are written together at most; so many may each lie on a page of its own.
  private static var rowLimit: Int { 1_024 }

  private let work: Work
  private let store: ViewStore
  private let batch: Int
  private let roster: AccountRoster
  private let done: [Int]
  private let progress: @Sendable (RebuildProgress) -> Void
  private let commits = RowCommits()
  private let shared = Mutex<(next: Int, failure: ProjectionError?)>((0, nil))

  init(
    _ work: Work, store: ViewStore, batch: Int, roster: AccountRoster, done: [Int],
    progress: @escaping @Sendable (RebuildProgress) -> Void
  ) {
    self.work = work
    self.store = store
    self.batch = batch
    self.roster = roster
    self.done = done
    self.progress = progress
  }

  private var failure: ProjectionError? { shared.withLock { $0.failure } }

  /// Waits for what the workers handed over, and says whether one of them failed.
  func finish() throws(ProjectionError) {
    try commits.finish()
    if let failure { throw failure }
  }

  /// Accounts that are folded and not yet written, with how far their lanes are.
  private struct Pending: Sendable {
    var parts: [(account: String, place: LanePlace, part: Work.Part)] = []
    var lanes: [Int: Int] = [:]
    var events: UInt64 = 0
    var rows = 0
  }

  /// Takes lanes until there is none left, or a worker failed.
  func run() {
    var pending = Pending()
    do throws(ProjectionError) {
      while let lane = next() {
        let accounts = roster.lanes[lane]
        for index in min(done[lane], accounts.count)..<accounts.count {
          if failure != nil { return }
          let account = accounts[index].account
          let part = try work.part(of: account)
          pending.rows += work.rowCount(part)
          pending.parts.append((account, LanePlace(lane: lane, index: index), part))
          pending.lanes[lane] = index + 1
          pending.events += accounts[index].events
          if pending.parts.count >= batch || pending.rows >= Self.rowLimit { try write(&pending) }
        }
      }
      try write(&pending)
    } catch {
      shared.withLock { $0.failure = $0.failure ?? error }
    }
  }

  private func next() -> Int? {
    shared.withLock { shared in
      guard shared.failure == nil, shared.next < roster.lanes.count else { return nil }
      defer { shared.next += 1 }
      return shared.next
    }
  }

  /// Rows and checkpoint in one transaction: after a kill both are there, or neither.
  private func write(_ pending: inout Pending) throws(ProjectionError) {
    guard !pending.parts.isEmpty else { return }
    let ready = pending
    pending = Pending()
    try commits.submit { [self] () throws(ProjectionError) in try write(ready) }
  }

  private func write(_ ready: Pending) throws(ProjectionError) {
    let state = try store.write { write in
      for (account, place, part) in ready.parts {
        try self.work.put(part, of: account, at: place, &write)
      }
      for (lane, done) in ready.lanes { try self.store.put(lane: lane, done: done, &write) }
      guard var state = try self.store.rebuildState(write) else {
        throw ProjectionError.notReady(
          name: self.store.folder.name, generation: self.store.generation)
      }
      state.accountsDone += UInt64(ready.parts.count)
      state.eventsDone += ready.events
      state.heartbeat = UInt64(machineTime())
      try self.store.put(state, &write)
      return state
    }
    progress(
      RebuildProgress(
        generation: store.generation, done: state.eventsDone, total: state.events, unit: "event"))
  }
}

/// The rows of a view that has one for each account.
struct AccountWork: LaneWork {
  let view: any AccountView
  let history: History
  let standpoint: Standpoint
  let store: ViewStore

  func part(of account: String) throws(ProjectionError) -> FoldedRow {
    try view.settled(account, history, standpoint)
  }

  func rowCount(_ part: FoldedRow) -> Int { 1 }

  func put(
    _ part: FoldedRow, of account: String, at place: LanePlace, _ write: inout WriteTransaction
  ) throws {
    try store.put(part, account, &write)
  }
}
