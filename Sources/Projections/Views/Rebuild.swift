import Dispatch
import Journal
import LMDB
import Synchronization

/// Folds the journal into a new generation beside the running one.
///
/// The accounts are spread over lanes; each worker takes a lane, folds its accounts one after the
/// other from their own streams, and writes their rows together with how far the lane is. So memory
/// holds one account and one batch of rows a worker, whatever the journal's size, and what a kill
/// leaves is a generation that the next rebuild carries on, with any number of workers.
///
/// A view over the whole ledger has no rows of accounts: its facts are gathered in parallel and in
/// memory, and a rebuild that was killed gathers them again.
struct Rebuild: Sendable {
  let view: any ViewDefinition
  let history: History
  let store: ViewStore
  var workers = 1
  /// How many accounts, or rows of a whole ledger, are written together.
  var batch = 256

  /// Goes on with what is there, or begins; returns when the generation is made.
  func run(_ progress: @escaping @Sendable (RebuildProgress) -> Void) throws(ProjectionError) {
    let state = try begun()
    switch view {
    case let view as any AccountView: try fold(view, state, progress)
    case let view as any LedgerView: try fold(view, state, progress)
    default: preconditionFailure("\(view.name) is neither of accounts nor of the ledger")
    }
    try store.finish(state)
  }

  /// What is to be made: as an interrupted rebuild began it, unless it can no longer be finished.
  private func begun() throws(ProjectionError) -> RebuildState {
    if let state = try store.rebuildState(), state.format == view.format,
      try store.rules() == view.rules
    {
      let head = try inJournal { () throws(JournalError) in try history.records.sizeAndRoot() }
      if state.size <= head.size {
        let root = try inJournal { () throws(JournalError) in
          try history.records.root(at: state.size)
        }
        if root == state.root { return state }
      }
    }
    let head = try inJournal { () throws(JournalError) in try history.records.sizeAndRoot() }
    var state = RebuildState(size: head.size, root: head.root, format: view.format)
    state.heartbeat = UInt64(machineTime())
    state.workers = UInt64(workers)
    try store.begin(state, rules: view.rules)
    return state
  }

  private func fold(
    _ view: any AccountView, _ state: RebuildState,
    _ progress: @escaping @Sendable (RebuildProgress) -> Void
  ) throws(ProjectionError) {
    let standpoint = Standpoint(size: state.size, root: state.root, asOf: nil)
    let roster = try AccountRoster(history.records, to: state.size)
    try store.write { write in
      var state = try store.rebuildState(write) ?? state
      state.accounts = UInt64(roster.count)
      state.events = roster.events
      state.workers = UInt64(workers)
      state.heartbeat = UInt64(machineTime())
      try store.put(state, &write)
    }
    let run = LaneRun(
      view: view, history: history, standpoint: standpoint, store: store, batch: max(1, batch),
      roster: roster, done: try store.lanesDone(), progress: progress)
    DispatchQueue.concurrentPerform(iterations: max(1, workers)) { _ in run.work() }
    if let failure = run.failure { throw failure }
  }

  private func fold(
    _ view: any LedgerView, _ state: RebuildState,
    _ progress: @escaping @Sendable (RebuildProgress) -> Void
  ) throws(ProjectionError) {
    let standpoint = Standpoint(size: state.size, root: state.root, asOf: nil)
    let ledger = try view.rows(history, standpoint, workers: workers) { done in
      beat(done, of: state.size)
      progress(
        RebuildProgress(
          generation: store.generation, done: done, total: state.size, unit: "event"))
    }
    var next = 0
    // The rows that a killed rebuild left are the same, so writing them again changes nothing.
    while next < ledger.rows.count {
      let end = min(next + max(batch, 1) * 64, ledger.rows.count)
      try store.write { write in
        for (key, row) in ledger.rows[next..<end] {
          try write.putChecked(store.rows, Key(key), row)
        }
        var state = try store.rebuildState(write) ?? state
        state.events = UInt64(ledger.rows.count)
        state.eventsDone = UInt64(end)
        state.heartbeat = UInt64(machineTime())
        try store.put(state, &write)
      }
      next = end
      progress(
        RebuildProgress(
          generation: store.generation, done: UInt64(end), total: UInt64(ledger.rows.count),
          unit: "row"))
    }
    try store.write { write in
      for (account, reason) in ledger.quarantined {
        try write.putChecked(store.quarantine, Key(account), reason.stored)
      }
    }
  }
}

extension Rebuild {
  /// Says that the rebuild is alive.
  ///
  /// If this cannot be written it is no reason to stop: the rows are written by the same means, and
  /// their failure is one.
  private func beat(_ done: UInt64, of total: UInt64) {
    try? store.write { write in
      guard var state = try store.rebuildState(write) else { return }
      (state.events, state.eventsDone) = (total, done)
      state.heartbeat = UInt64(machineTime())
      try store.put(state, &write)
    }
  }
}

/// How far a rebuild is.
package struct RebuildProgress: Equatable, Sendable {
  package let generation: UInt32
  package let done: UInt64
  package let total: UInt64
  /// What is counted, in the singular.
  package let unit: String
}
