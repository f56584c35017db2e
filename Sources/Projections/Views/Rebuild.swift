import Dispatch
import Journal
import LMDB

/// Folds the journal into a new generation beside the running one.
///
/// The accounts are spread over lanes; each worker takes a lane, folds its accounts one after the
/// other from their own streams, and writes their rows together with how far the lane is. So memory
/// holds one account and one batch of rows a worker, whatever the journal's size, and what a kill
/// leaves is a generation that the next rebuild carries on, with any number of workers.
///
/// Rows that depend on many accounts at once are made when all are read, some holders at a time, from
/// what was noted beside the rows; see ``LedgerRebuild``.
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
  ///
  /// One that has not counted the accounts yet has no checkpoint to go on from.
  private func begun() throws(ProjectionError) -> RebuildState {
    if let state = try store.rebuildState(), state.accounts > 0, state.format == view.format,
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
    try fold(
      try begunRoster(state),
      by: AccountWork(view: view, history: history, standpoint: standpoint, store: store), progress)
  }

  private func fold(
    _ view: any LedgerView, _ state: RebuildState,
    _ progress: @escaping @Sendable (RebuildProgress) -> Void
  ) throws(ProjectionError) {
    let standpoint = Standpoint(size: state.size, root: state.root, asOf: nil)
    let making = try view.making(history, standpoint)
    let rebuild = LedgerRebuild(making: making, store: store, workers: workers)
    try fold(try begunRoster(state), by: rebuild, progress)
    try rebuild.settle(progress)
  }

  /// The accounts, and their number noted beside the rows.
  private func begunRoster(_ state: RebuildState) throws(ProjectionError) -> AccountRoster {
    let roster = try AccountRoster(history.records, to: state.size)
    try store.write { write in
      var state = try store.rebuildState(write) ?? state
      state.accounts = UInt64(roster.count)
      state.events = roster.events
      state.workers = UInt64(workers)
      state.heartbeat = UInt64(machineTime())
      try store.put(state, &write)
    }
    return roster
  }

  private func fold(
    _ roster: AccountRoster, by work: some LaneWork,
    _ progress: @escaping @Sendable (RebuildProgress) -> Void
  ) throws(ProjectionError) {
    let run = LaneRun(
      work, store: store, batch: max(1, batch), roster: roster, done: try store.lanesDone(),
      progress: progress)
    DispatchQueue.concurrentPerform(iterations: max(1, workers)) { _ in run.run() }
    try run.finish()
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
