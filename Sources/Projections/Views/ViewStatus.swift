import Journal
import LMDB
package import Money
package import TransparencyLog

/// One generation of a view, as the list shows it.
package struct ViewStatus: Sendable {
  package enum State: Equatable, Sendable {
    /// Nobody has asked for it yet; the first question makes it.
    case unmade
    case current
    /// So many records were recorded since; the next question reads them.
    case behind(UInt64)
    /// A process is making it.
    case building
    /// It was being made, and the process has ended; `rebuild` goes on with it.
    case interrupted
    /// Its cursor names no beginning of this journal; the next question makes it anew.
    case fault(ViewRebuild)
    /// Its rows were made under other rules than this program's.
    case otherRules([String])
    /// It cannot be opened; where the system refused, that says nothing about its rows.
    case unreadable(String, isRefused: Bool)
  }

  /// What a generation that is being made says of itself.
  package struct Making: Equatable, Sendable {
    package let eventsDone: UInt64
    package let events: UInt64
    package let workers: UInt64
    package let heartbeat: Instant?
  }

  package let name: String
  package let generation: UInt32
  package let isRunning: Bool
  package var state: State
  package var size: UInt64 = 0
  package var root: Hash?
  package var rows: Int = 0
  package var digest: Hash?
  package var bytes: Int = 0
  package var rules: [String] = []
  package var making: Making?
  package var quarantined: [QuarantinedAccount] = []
}

extension Views {
  /// Every generation on disk, and every view of which there is none.
  ///
  /// Reads only: nothing is brought to the head for it.
  package func list(_ only: String? = nil) throws(ProjectionError) -> [ViewStatus] {
    if let only { _ = try definition(only) }
    var found: [ViewStatus] = []
    for view in definitions where only == nil || view.name == only {
      let running = try runningGeneration(view.name)
      let generations = folder(view.name).generations()
      if !generations.contains(running) {
        found.append(
          ViewStatus(name: view.name, generation: running, isRunning: true, state: .unmade))
      }
      for generation in generations {
        found.append(try status(view, generation, isRunning: generation == running))
      }
    }
    return found
  }

  private func status(
    _ view: any ViewDefinition, _ generation: UInt32, isRunning: Bool
  ) throws(ProjectionError) -> ViewStatus {
    var status = ViewStatus(
      name: view.name, generation: generation, isRunning: isRunning, state: .current)
    do throws(ProjectionError) {
      let store = try store(view.name, generation)
      let making = try store.rebuildState()
      let found = try store.rules()
      status.rules = found ?? view.rules
      status.bytes = store.environment.usedBytes
      let cursor = try store.cursor()
      (status.rows, status.digest, status.quarantined, status.size, status.root) =
        try store.read { transaction, cursor throws(LMDBError) in
          (
            try transaction.count(store.rows), try store.digest(transaction),
            try store.quarantined(transaction), cursor.size, cursor.root
          )
        }
      if let making {
        status.size = making.size
        status.root = making.root
        status.making = .init(
          eventsDone: making.eventsDone, events: making.events, workers: making.workers,
          heartbeat: Instant(microseconds: Int64(making.heartbeat)))
        status.digest = nil
        status.state =
          try RebuildLock(folder(view.name), generation) == nil ? .building : .interrupted
      } else if cursor == nil {
        status.state = .unmade
      } else {
        status.state = try state(store, view, cursor, found)
      }
    } catch {
      guard case .view(_, let reason) = error else { throw error }
      status.state = .unreadable(
        reason.isDamage ? reason.reason : "\(reason)", isRefused: reason.isRefusal)
    }
    return status
  }

  private func state(
    _ store: ViewStore, _ view: any ViewDefinition, _ cursor: ViewCursor?, _ rules: [String]?
  ) throws(ProjectionError) -> ViewStatus.State {
    let fault = try inJournal { () throws(JournalError) in
      try store.fault(of: cursor, view.format, self.history.records)
    }
    if let fault { return .fault(fault) }
    if let rules, rules != view.rules { return .otherRules(rules) }
    let head = try inJournal { () throws(JournalError) in try self.history.records.sizeAndRoot() }
    let size = cursor?.size ?? 0
    return size < head.size ? .behind(head.size - size) : .current
  }
}
