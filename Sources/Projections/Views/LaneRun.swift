import LMDB
import Synchronization

/// What the workers of one rebuild share.
final class LaneRun: Sendable {
  private let view: any AccountView
  private let history: History
  private let standpoint: Standpoint
  private let store: ViewStore
  private let batch: Int
  private let roster: AccountRoster
  private let done: [Int]
  private let progress: @Sendable (RebuildProgress) -> Void
  private let shared = Mutex<(next: Int, failure: ProjectionError?)>((0, nil))

  init(
    view: any AccountView, history: History, standpoint: Standpoint, store: ViewStore, batch: Int,
    roster: AccountRoster, done: [Int], progress: @escaping @Sendable (RebuildProgress) -> Void
  ) {
    self.view = view
    self.history = history
    self.standpoint = standpoint
    self.store = store
    self.batch = batch
    self.roster = roster
    self.done = done
    self.progress = progress
  }

  var failure: ProjectionError? { shared.withLock { $0.failure } }

  /// Rows that are folded and not yet written, with how far their lanes are.
  private struct Pending {
    var rows: [(account: String, folded: FoldedRow)] = []
    var lanes: [Int: Int] = [:]
    var events: UInt64 = 0
  }

  /// Takes lanes until there is none left, or a worker failed.
  func work() {
    var pending = Pending()
    do throws(ProjectionError) {
      while let lane = next() {
        let accounts = roster.lanes[lane]
        for index in min(done[lane], accounts.count)..<accounts.count {
          if failure != nil { return }
          let account = accounts[index].account
          pending.rows.append((account, try view.settled(account, history, standpoint)))
          pending.lanes[lane] = index + 1
          pending.events += accounts[index].events
          if pending.rows.count >= batch { try write(&pending) }
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
    guard !pending.rows.isEmpty else { return }
    let ready = pending
    pending = Pending()
    let state = try store.write { write in
      for (account, folded) in ready.rows { try self.store.put(folded, account, &write) }
      for (lane, done) in ready.lanes { try self.store.put(lane: lane, done: done, &write) }
      guard var state = try self.store.rebuildState(write) else {
        throw ProjectionError.notReady(
          name: self.store.folder.name, generation: self.store.generation)
      }
      state.accountsDone += UInt64(ready.rows.count)
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
