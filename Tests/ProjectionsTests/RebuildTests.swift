import AccountHealth
import Foundation
import Journal
import LedgerEvents
import Money
import Synchronization
import Testing
import TransparencyLog

@testable import Projections

struct RebuildTests {
  private let ledger: TestLedger

  init() throws { ledger = try TestLedger() }

  @Test(arguments: Views.names)
  func `Increments and rebuilds with 1, 2 and 7 workers end in one digest`(_ name: String) throws {
    let views = Views(ledger.history, in: ledger.path)
    let events = try SampleEvents.some.get().count
    let seed = UInt64.random(in: 1...1_000_000)
    var random = SeededGenerator(seed: seed)
    var next = 0
    while next < events {
      let end = min(events, next + Int.random(in: 1...400, using: &random))
      try ledger.appendSample(next..<end)
      next = end
      _ = try views.digest(name)
    }
    let kept = try views.digest(name)
    let rows = try #require(try views.list(name).first).rows
    #expect(rows >= 12, Comment("seed \(seed)"))
    for workers in [1, 2, 7] {
      let generation = try views.rebuild(name, workers: workers, batch: 3)
      #expect(try views.digest(name, generation) == kept, "\(workers) workers, seed \(seed)")
    }
    #expect(try views.verify(name).isSound, Comment("seed \(seed)"))
  }

  @Test(arguments: Views.names)
  func `A rebuild beside the running one changes nothing until it is promoted`(
    _ name: String
  ) throws {
    try ledger.appendSample(0..<400)
    let views = Views(ledger.history, in: ledger.path)
    let before = try views.digest(name)
    #expect(try views.runningGeneration(name) == 1)
    #expect(try views.candidate(name) == nil)
    #expect(throws: ProjectionError.noCandidate(name: name, running: 1)) {
      try views.difference(name)
    }
    let made = try views.rebuild(name)
    #expect(made == 2)
    #expect(try views.runningGeneration(name) == 1)
    let difference = try views.difference(name)
    #expect(difference.isEmpty)
    #expect(difference.running.digest.hexadecimal == before)
    #expect(difference.candidate.digest.hexadecimal == before)
    try views.setRunning(name, 2)
    #expect(try views.page(name).generation == 2)
    #expect(throws: ProjectionError.generationRuns(name: name, generation: 2)) {
      try views.discard(name, 2)
    }
    try views.setRunning(name, 1)
    #expect(try views.page(name).generation == 1)
    try views.discard(name, 2)
    #expect(try views.list(name).map(\.generation) == [1])
    #expect(throws: ProjectionError.noGeneration(name: name, generation: 2)) {
      try views.setRunning(name, 2)
    }
  }

  @Test func `A rebuild that stopped goes on where it was, with other workers`() throws {
    try ledger.appendSample()
    let whole = Views(ledger.history, in: ledger.path)
    let expected = try whole.digest("accounts")
    let stopping = StoppingView(after: 5)
    let views = Views(ledger.history, in: ledger.path, [stopping])
    #expect(throws: ProjectionError.journal(.closed)) {
      try views.rebuild("accounts", workers: 1, batch: 1)
    }
    let interrupted = try #require(try whole.list("accounts").last)
    #expect(interrupted.state == .interrupted)
    #expect(interrupted.rows == 5)
    #expect(throws: ProjectionError.notReady(name: "accounts", generation: 2)) {
      try whole.setRunning("accounts", 2)
    }
    #expect(throws: ProjectionError.notReady(name: "accounts", generation: 2)) {
      try whole.verify("accounts", generation: 2)
    }
    let folded = Mutex<UInt64>(0)
    let made = try whole.rebuild("accounts", workers: 2, batch: 1) { progress in
      folded.withLock { $0 = max($0, progress.done) }
    }
    #expect(made == 2)
    #expect(try whole.digest("accounts", 2) == expected)
    #expect(folded.withLock { $0 } == (try AccountRoster(ledger.journal, to: .max)).events)
  }

  @Test func `Two processes do not make one generation at once`() throws {
    try ledger.appendSample(0..<200)
    let views = Views(ledger.history, in: ledger.path, [StoppingView(after: 2)])
    #expect(throws: ProjectionError.journal(.closed)) {
      try views.rebuild("accounts", batch: 1)
    }
    let lock = try RebuildLock(views.folder("accounts"), 2)
    let isHeld = lock != nil
    #expect(isHeld)
    let whole = Views(ledger.history, in: ledger.path)
    #expect(try whole.list("accounts").last?.state == .building)
    #expect(throws: ProjectionError.beingRebuilt(name: "accounts", generation: 2)) {
      try whole.rebuild("accounts")
    }
    #expect(throws: ProjectionError.beingRebuilt(name: "accounts", generation: 2)) {
      try whole.discard("accounts", 2)
    }
    _ = consume lock
    #expect(try whole.rebuild("accounts") == 2)
  }

  @Test func `Questions and appends go on during a rebuild, and are right`() throws {
    let events = try SampleEvents.some.get()
    try ledger.appendSample(0..<events.count / 2)
    let views = Views(ledger.history, in: ledger.path)
    _ = try views.digest("accounts")
    let isMade = Mutex(false)
    let failures = Mutex<[String]>([])
    let asked = Mutex(0)
    nonisolated(unsafe) var rebuilds = 0
    onThreads(3) { number in
      do {
        switch number {
        case 0:
          // At least three, and until somebody has had an answer meanwhile.
          while rebuilds < 3 || (asked.withLock { $0 } == 0 && !isMade.withLock { $0 }) {
            _ = try views.rebuild("accounts", workers: 2, batch: 1)
            rebuilds += 1
          }
          isMade.withLock { $0 = true }
        case 1:
          for unit in Array(events[(events.count / 2)...]).chunks(of: 20) {
            _ = try ledger.append(unit)
          }
        default:
          while !isMade.withLock({ $0 }) {
            let before = try ledger.journal.head().size
            let page = try Accounts(views).list(.init(limit: 1_000))
            asked.withLock { $0 += 1 }
            let folds = try AccountScan.all(
              ledger.history,
              try ledger.history.standpoint(.init(knownAt: .size(page.speaksFor.size))))
            let counts = folds.mapValues(\.eventCount)
            for row in page.rows where counts[row.id] != row.eventCount {
              failures.withLock { $0.append("\(row.id) at \(page.speaksFor.size)") }
            }
            if page.speaksFor.size < before {
              failures.withLock { $0.append("stale: \(page.speaksFor.size) < \(before)") }
            }
          }
        }
      } catch {
        failures.withLock { $0.append("\(number): \(error)") }
        isMade.withLock { $0 = true }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(asked.withLock { $0 } > 0)
    let kept = try views.digest("accounts")
    for generation in 2...UInt32(rebuilds + 1) {
      #expect(try views.digest("accounts", generation) == kept)
    }
  }

  @Test func `An event of a merged account carries on the row of the survivor`() throws {
    for id in ["nordwerk", "altwerk", "ostwerk"] {
      try ledger.record(
        "account.registered.v1", on: "account/\(id)", at: "2026-01-05",
        #"{"account_id":"\#(id)","name":"\#(id)","sector":"Bau","country":"DE"}"#)
    }
    let views = Views(ledger.history, in: ledger.path)
    func lastPosition(_ account: String) throws -> UInt64? {
      _ = try views.digest("health")
      return try views.running(HealthView()).row(account)?.withUnsafeBytes {
        try HealthRow(stored: $0)
      }.lastPosition
    }
    #expect(try lastPosition("nordwerk") == 0)
    let merge = try ledger.record(
      "account.merged.v1", on: "account/altwerk", at: "2026-02-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"altwerk"}"#, id: "merge")
    #expect(try lastPosition("nordwerk") == merge)
    let later = try ledger.record(
      "sentiment.rated.v1", on: "account/altwerk", at: "2026-02-03", #"{"rating":4}"#)
    #expect(try lastPosition("nordwerk") == later)
    #expect(try lastPosition("ostwerk") == 2)
    try ledger.record(
      "event.retracted.v1", on: "account/altwerk", at: "2026-02-04",
      #"{"target_event_id":"merge","reason":"wrong"}"#)
    #expect(try lastPosition("nordwerk") == 0)
    let made = try views.rebuild("health", workers: 2)
    #expect(try views.digest("health", made) == (try views.digest("health")))
  }

  @Test func `A generation of another journal is named in the list and by verify`() throws {
    try ledger.appendSample(0..<100)
    let views = Views(ledger.history, in: ledger.path)
    _ = try views.digest("health")
    let store = try views.running(HealthView())
    let root = try ledger.journal.root(at: 1)
    try store.setCursor(ViewCursor(size: 900, root: root, format: HealthView().format))
    #expect(try views.list("health").first?.state == .fault(.ahead(cursor: 900, size: 100)))
    #expect(try views.verify("health").fault == .ahead(cursor: 900, size: 100))
    try store.setCursor(ViewCursor(size: 3, root: root, format: HealthView().format))
    #expect(try views.list("health").first?.state == .fault(.otherHistory(size: 3)))
    #expect(try !views.verify("health").isSound)
    #expect(try views.page("health").rebuild == .otherHistory(size: 3))
    #expect(try views.verify("health").isSound)
  }

  @Test func `Rows of other rules are compared, and never carried on`() throws {
    try ledger.appendSample(0..<300)
    let views = Views(ledger.history, in: ledger.path)
    _ = try views.digest("health")
    var model = HealthView()
    model.model.version = 2
    let later = Views(ledger.history, in: ledger.path, [model])
    #expect(
      throws: ProjectionError.otherRules(
        name: "health", generation: 1, found: ["ka-1 version 1"], known: ["ka-1 version 2"])
    ) { try later.page("health") }
    let made = try later.rebuild("health")
    let difference = try later.difference("health")
    // Every row names its model.
    #expect(difference.changed == difference.rows && difference.rows > 0)
    try later.setRunning("health", made)
    #expect(try later.page("health").generation == made)
  }
}

/// The list of accounts by a program that dies after so many accounts.
private final class StoppingView: AccountView {
  let name = "accounts"
  let format = AccountFold.format
  let rules: [String] = []
  private let left: Mutex<Int>

  init(after count: Int) { left = Mutex(count) }

  func fold(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws -> FoldedRow {
    let isOver = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw ProjectionError.journal(.closed) }
    return try AccountsView().fold(account, history, standpoint)
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    try AccountsView().fields(key, row)
  }
}

/// Runs `body` so many times at once and returns when all have ended.
///
/// Each has a thread of its own: a pool that is busy with other tests would run one after the other
/// what only ends when they run side by side.
private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let group = DispatchGroup()
  for number in 0..<count {
    group.enter()
    Thread {
      body(number)
      group.leave()
    }.start()
  }
  group.wait()
}
