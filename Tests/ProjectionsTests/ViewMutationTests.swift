import Journal
import LMDB
import LedgerEvents
import Money
import Testing

@testable import Projections

/// Faults that were put in on purpose; each has to be found by verify and by the difference report.
struct ViewMutationTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.appendSample(0..<300)
  }

  private func carriedOn(by view: any AccountView) throws -> Views {
    let broken = Views(ledger.history, in: ledger.path, [view])
    _ = try broken.page(view.name)
    try ledger.appendSample(300..<600)
    _ = try broken.page(view.name)
    return Views(ledger.history, in: ledger.path)
  }

  /// What verify and the report against a right generation say; the first event of a difference.
  private func findings(_ views: Views) throws -> (verify: Int, diff: Int, origins: [UInt64]) {
    let verified = try views.verify("accounts")
    _ = try views.rebuild("accounts")
    let difference = try views.difference("accounts", limit: 1_000)
    return (
      verified.differenceCount, difference.count, difference.changes.compactMap(\.origin)
    )
  }

  @Test func `Without a fault nothing is found`() throws {
    let found = try findings(try carriedOn(by: AccountsView()))
    #expect(found.verify == 0 && found.diff == 0)
  }

  @Test func `A skipped event is found, and the report names it`() throws {
    let views = try carriedOn(by: CarryingView { Array($0.dropLast()) })
    let found = try findings(views)
    #expect(found.verify > 0)
    #expect(found.diff == found.verify)
    // The last event of each account was skipped, and is the first that makes the difference.
    var last: [String: UInt64] = [:]
    try ledger.journal.scan { header, record throws(JournalError) in
      if let envelope = Envelope(record) {
        last[String(decoding: envelope.subject, as: UTF8.self)] = header.position
      }
    }
    let expected = Set(
      try views.difference("accounts", limit: 1_000).changes.compactMap {
        last["account/\($0.key)"]
      })
    #expect(Set(found.origins) == expected)
  }

  @Test func `An event applied twice is found`() throws {
    let found = try findings(try carriedOn(by: CarryingView { $0 + $0.suffix(1) }))
    #expect(found.verify > 0 && found.diff == found.verify)
  }

  @Test func `Rows committed without their cursor are found after the next increment`() throws {
    let views = Views(ledger.history, in: ledger.path)
    let store = try views.running(AccountsView())
    _ = try store.catchUp(AccountsView(), ledger.history)
    try ledger.appendSample(300..<600)
    // A store that commits the rows first dies before its cursor follows.
    try store.write { write in
      try store.update(AccountsView(), ledger.history, &write, 300..<600)
    }
    #expect(try store.cursor()?.size == 300)
    let found = try findings(views)
    #expect(found.verify > 0)
    // Rows ahead of their cursor are taken up again, and counted twice.
    #expect(found.diff > 0)
    #expect(try views.verify("accounts").differenceCount > 0)
  }

  @Test func `A cursor committed before its rows is found`() throws {
    let views = Views(ledger.history, in: ledger.path)
    let store = try views.running(AccountsView())
    _ = try store.catchUp(AccountsView(), ledger.history)
    try ledger.appendSample(300..<600)
    let head = try ledger.journal.head()
    try store.setCursor(
      ViewCursor(size: head.size, root: head.root, format: AccountFold.format))
    let found = try findings(views)
    #expect(found.verify > 0 && found.diff == found.verify)
    #expect(!found.origins.isEmpty)
  }

  @Test func `A row changed on disk is found and named`() throws {
    let views = Views(ledger.history, in: ledger.path)
    _ = try views.digest("health")
    let store = try views.running(HealthView())
    let (key, row) = try #require(try store.allRows().min { $0.key < $1.key })
    let health = try row.withUnsafeBytes { try HealthRow(stored: $0) }
    let better = HealthRow(
      score: 99, exactScore: 9_900, band: health.band, coverageBp: health.coverageBp,
      model: health.model, version: health.version, day: health.day,
      eventCount: health.eventCount, lastPosition: health.lastPosition)
    try store.write { try $0.putChecked(store.rows, Key(key), better.stored) }
    let verified = try views.verify("health")
    #expect(verified.differences.map(\.key) == [key])
    let change = try #require(verified.differences.first?.fields.first)
    #expect(change.name == "score" && change.old == "99")
    #expect(change.new == (health.score.map { "\($0)" } ?? ""))
  }

  @Test func `A broken commission row is found, and its event is named`() throws {
    let views = Views(ledger.history, in: ledger.path)
    try ledger.appendSample(300..<1_200)
    _ = try views.digest("commission")
    let store = try views.running(CommissionView())
    let (key, row) = try #require(
      try store.allRows().filter { $0.key.hasPrefix("line/") }.min { $0.key < $1.key })
    let line = try row.withUnsafeBytes { try CommissionRow(stored: $0) }
    let more = CommissionRow(
      payee: line.payee, account: line.account, deal: line.deal, day: line.day,
      amount: Amount(minor: line.amount.minor + 1, currency: line.amount.currency),
      payable: line.payable, position: line.position, lines: 1)
    try store.write { try $0.putChecked(store.rows, Key(key), more.stored) }
    #expect(try views.verify("commission").differences.map(\.key) == [key])
    _ = try views.digest("accounts")
    var verdicts: [ProjectionVerdict] = []
    views.verdicts { verdicts.append($0) }
    #expect(verdicts.map(\.name) == ["accounts", "commission"])
    guard case .sound(let rows)? = verdicts.first?.outcome, rows > 0,
      case .wrong(let reason)? = verdicts.last?.outcome
    else {
      Issue.record("\(verdicts)")
      return
    }
    #expect(reason.hasPrefix("1 of ") && reason.hasSuffix(key))
    _ = try views.rebuild("commission", workers: 2)
    let change = try #require(try views.difference("commission").changes.first)
    #expect(change.key == key)
    #expect(change.origin == line.position)
    #expect(change.fields.map(\.name) == ["amount"])
    // The sum of its month is named by the first event whose line differs.
    let month = try Period(.month, of: line.day)
    let total = CommissionView.totalKey(line.payee, month, line.amount.currency)
    let sum = try #require(try store.allRows()[total])
    try store.write { try $0.putChecked(store.rows, Key(total), sum + [0]) }
    let changes = try views.difference("commission").changes
    #expect(changes.map(\.key) == [key, total])
    #expect(changes.last?.origin == line.position)
  }

  @Test func `A fold that counts wrong in a rebuild shows in the difference before promotion`()
    throws
  {
    let views = Views(ledger.history, in: ledger.path)
    _ = try views.digest("accounts")
    let made = try Views(ledger.history, in: ledger.path, [MiscountingView()]).rebuild(
      "accounts", workers: 2)
    let difference = try views.difference("accounts", candidate: made)
    #expect(difference.changed == difference.rows && difference.rows > 0)
    #expect(difference.changes.allSatisfy { $0.fields.map(\.name) == ["interactions"] })
    #expect(try !views.verify("accounts", generation: made).isSound)
    #expect(try views.verify("accounts").isSound)
  }
}

/// The list of accounts whose increments see other records than there are.
private struct CarryingView: AccountView {
  let name = "accounts"
  let format = AccountFold.format
  let rules: [String] = []
  let carriesOn = true
  let change: @Sendable ([AccountScan.Note]) -> [AccountScan.Note]

  init(_ change: @escaping @Sendable ([AccountScan.Note]) -> [AccountScan.Note]) {
    self.change = change
  }

  func fold(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws -> FoldedRow {
    try AccountsView().fold(account, history, standpoint)
  }

  func carryOn(
    _ row: [UInt8]?, _ notes: [AccountScan.Note], _ standpoint: Standpoint
  ) throws -> FoldedRow {
    // The first increment is right, so that the fault is one of carrying on.
    try AccountsView().carryOn(row, row == nil ? notes : change(notes), standpoint)
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    try AccountsView().fields(key, row)
  }
}

/// The list of accounts with one interaction too many in each.
private struct MiscountingView: AccountView {
  let name = "accounts"
  let format = AccountFold.format
  let rules: [String] = []

  func fold(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws -> FoldedRow {
    var fold = try AccountScan.one(account, history, standpoint)
    fold.interactionCount += 1
    return FoldedRow(row: fold.stored, quarantine: nil)
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    try AccountsView().fields(key, row)
  }
}
