import Journal
import LMDB
import LedgerEvents

/// The stored views of a ledger and their generations.
///
/// One generation of each view runs: it answers, and is brought to the head of the journal before it
/// does. Others lie beside it until they are promoted or discarded.
package final class Views: Sendable {
  let history: History
  let definitions: [any ViewDefinition]
  private let ledger: String

  /// The names of the views, in their order.
  package static let names = ["accounts", "health", "commission"]

  /// Those kept in the ledger's directory `ledger`.
  package convenience init(_ history: History, in ledger: String) {
    self.init(history, in: ledger, [AccountsView(), HealthView(), CommissionView()])
  }

  /// With other definitions in place of the standing ones.
  init(_ history: History, in ledger: String, _ definitions: [any ViewDefinition]) {
    self.history = history
    self.ledger = ledger
    self.definitions = definitions
  }

  func definition(_ name: String) throws(ProjectionError) -> any ViewDefinition {
    guard let found = definitions.first(where: { $0.name == name }) else {
      throw .unknownView(name)
    }
    return found
  }

  func folder(_ name: String) -> ViewFolder {
    ViewFolder(ledger: ledger, name: name)
  }

  /// The number of the generation that answers.
  ///
  /// The file beside the generations says so. Where it was deleted with them, the journal does: its
  /// last word is the promotion or rollback that was recorded last.
  package func runningGeneration(_ name: String) throws(ProjectionError) -> UInt32 {
    _ = try definition(name)
    if let pointer = folder(name).pointer() { return pointer }
    return try ViewRecords(history, name).running ?? 1
  }

  /// The generation that answers, as it stands.
  func running(_ view: any ViewDefinition) throws(ProjectionError) -> ViewStore {
    try undamaged(view).store
  }

  /// The same, and why it was made anew, if its files were damaged.
  private func undamaged(
    _ view: any ViewDefinition
  ) throws(ProjectionError) -> (store: ViewStore, rebuild: ViewRebuild?) {
    let (folder, generation) = (folder(view.name), try runningGeneration(view.name))
    do throws(ProjectionError) {
      let store = try ViewStore.open(folder, generation)
      try store.checkEntries()
      return (store, nil)
    } catch {
      guard case .view(_, let reason) = error, reason.isDamage else { throw error }
      try ViewStore.remove(folder, generation)
      return (try ViewStore.open(folder, generation), .damaged(reason.reason))
    }
  }

  /// The generation that answers, brought to the head, and why its rows were made anew, if so.
  func current(
    _ view: any ViewDefinition
  ) throws(ProjectionError) -> (store: ViewStore, rebuild: ViewRebuild?) {
    let (store, reason) = try made(view)
    let rebuild = try store.catchUp(view, history)
    return (store, reason ?? rebuild)
  }

  /// The generation that answers, with rows that can be carried on.
  func made(
    _ view: any ViewDefinition
  ) throws(ProjectionError) -> (store: ViewStore, rebuild: ViewRebuild?) {
    let (store, damage) = try undamaged(view)
    let fault = try store.makeFirstRows(view, history)
    return (store, damage ?? fault)
  }

  /// A generation that is there.
  func store(_ name: String, _ generation: UInt32) throws(ProjectionError) -> ViewStore {
    guard folder(name).exists(generation) else {
      throw .noGeneration(name: name, generation: generation)
    }
    return try ViewStore.open(folder(name), generation)
  }

  /// The newest generation that is not the running one; nil where there is none.
  package func candidate(_ name: String) throws(ProjectionError) -> UInt32? {
    let running = try runningGeneration(name)
    return folder(name).generations().last { $0 != running }
  }

  /// Makes the next generation beside the running one, or goes on with an unfinished one.
  package func rebuild(
    _ name: String, workers: Int = 1, batch: Int = 256,
    progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
  ) throws(ProjectionError) -> UInt32 {
    let view = try definition(name)
    let running = try running(view).generation
    var generation: UInt32?
    for number in folder(name).generations() where number != running {
      if try !isReady(name, number) { generation = number }
    }
    let number: UInt32
    if let generation {
      number = generation
    } else {
      let told = try ViewRecords(history, name).highest
      number = max(folder(name).generations().last ?? 0, told) + 1
    }
    let store = try ViewStore.open(folder(name), number)
    let lock = try RebuildLock.taken(folder(name), number)
    try Rebuild(view: view, history: history, store: store, workers: workers, batch: batch)
      .run(progress)
    _ = consume lock
    return number
  }

  /// Lets another generation answer.
  package func setRunning(_ name: String, _ generation: UInt32) throws(ProjectionError) {
    guard folder(name).exists(generation) else {
      throw .noGeneration(name: name, generation: generation)
    }
    guard try isReady(name, generation) else {
      throw .notReady(name: name, generation: generation)
    }
    try folder(name).setPointer(generation)
  }

  /// To be called where a switch finds that it was carried out already.
  package func removeUnfinishedSwitch(_ name: String) { folder(name).removeUnfinishedPointer() }

  /// Whether the rows of a generation are made.
  package func isReady(_ name: String, _ generation: UInt32) throws(ProjectionError) -> Bool {
    guard folder(name).exists(generation) else { return false }
    let store = try store(name, generation)
    // One that was made a directory and nothing more has neither.
    guard try store.rebuildState() == nil else { return false }
    return try store.cursor() != nil
  }

  /// Removes a generation that does not answer.
  package func discard(_ name: String, _ generation: UInt32) throws(ProjectionError) {
    guard try runningGeneration(name) != generation else {
      throw .generationRuns(name: name, generation: generation)
    }
    guard folder(name).exists(generation) else {
      throw .noGeneration(name: name, generation: generation)
    }
    let lock = try RebuildLock.taken(folder(name), generation)
    try folder(name).remove(generation)
    _ = consume lock
  }

  /// Folds the quarantined accounts of the running generation again.
  package func retry(
    _ name: String, account: String? = nil
  ) throws(ProjectionError) -> (retried: [String], left: [QuarantinedAccount]) {
    let view = try definition(name)
    return try made(view).store.retry(view, history, account)
  }
}

/// What the journal says of one view's generations.
package struct ViewRecords: Sendable {
  /// The generation that was switched to last.
  package private(set) var running: UInt32?
  /// The generation that ran before the last switch.
  package private(set) var previous: UInt32?
  /// The generations whose rebuild was recorded.
  package private(set) var rebuilt: Set<UInt32> = []
  /// The highest number that was ever named.
  package private(set) var highest: UInt32 = 0

  package init(_ history: History, _ name: String) throws(ProjectionError) {
    let records = try inJournal { () throws(JournalError) in
      try history.records.records(
        at: try history.records.entries(of: "ledger").map(\.position).sorted())
    }
    for bytes in records {
      switch bytes.typeNumber {
      case ProjectionRebuilt.typeNumber, ProjectionPromoted.typeNumber,
        ProjectionRolledBack.typeNumber:
        break
      default: continue
      }
      guard let data = try? StoredEvent(bytes).data() else { continue }
      switch data {
      case .projectionRebuilt(let event) where event.projection == name && event.hasGeneration:
        rebuilt.insert(event.generation)
        highest = max(highest, event.generation)
      case .projectionPromoted(let event) where event.projection == name:
        note(event.generation, event.hasPreviousGeneration ? event.previousGeneration : nil)
      case .projectionRolledBack(let event) where event.projection == name:
        note(event.generation, event.hasPreviousGeneration ? event.previousGeneration : nil)
      default: continue
      }
    }
  }

  private mutating func note(_ generation: UInt32, _ before: UInt32?) {
    previous = before ?? running
    running = generation
    highest = max(highest, generation, before ?? 0)
  }
}
