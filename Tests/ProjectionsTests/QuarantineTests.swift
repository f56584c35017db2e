import Journal
import LedgerEvents
import Money
import Synchronization
import Testing

@testable import Projections

struct QuarantineTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    for id in ["nordwerk", "ostwerk", "suedwerk"] {
      try ledger.record(
        "account.registered.v1", on: "account/\(id)", at: "2026-01-05",
        #"{"account_id":"\#(id)","name":"\#(id)","sector":"Bau","country":"DE"}"#, id: "reg-\(id)")
    }
  }

  private func poison(_ type: UInt32) throws -> UInt64 {
    let broken = NewRecord(
      subject: "account/ostwerk", source: "urn:test", id: "broken",
      time: .init(
        occurred: Instant(startOf: try CalendarDay("2026-02-02")).microseconds,
        businessDay: 20_260_202, precision: 3),
      type: type, payload: [0xFF])
    return try ledger.journal.write { try $0.append([broken]) }[0].position
  }

  @Test(arguments: Views.names)
  func `A poison event quarantines its account and nothing else, until it is corrected`(
    _ name: String
  ) throws {
    // Each of the three reads one of these.
    let type = name == "accounts" ? AssignmentStarted.typeNumber : OrderBooked.typeNumber
    let views = Views(ledger.history, in: ledger.path)
    #expect(try views.page(name).quarantined.isEmpty)
    let position = try poison(type)
    let page = try views.page(name)
    #expect(page.quarantined.map(\.account) == ["ostwerk"])
    #expect(page.quarantined.first?.quarantine.positions == [position])
    #expect(page.speaksFor.size == 4)
    #expect(try views.list(name).first?.quarantined.count == 1)
    #expect(try views.retry(name).left.map(\.account) == ["ostwerk"])
    // It is part of the digest, and the same however the view was made.
    let kept = try views.digest(name)
    let made = try views.rebuild(name, workers: 2)
    #expect(try views.digest(name, made) == kept)
    #expect(try views.verify(name).isSound)
    try ledger.record(
      "event.retracted.v1", on: "account/ostwerk", at: "2026-02-04",
      #"{"target_event_id":"broken","reason":"lost in transfer"}"#)
    #expect(try views.page(name).quarantined.isEmpty)
    #expect(try views.digest(name) != kept)
    #expect(try views.verify(name).isSound)
  }

  @Test func `A fold that throws quarantines the account, and a retry frees it`() throws {
    let view = ThrowingView("ostwerk")
    let views = Views(ledger.history, in: ledger.path, [view])
    let page = try views.page("accounts")
    #expect(page.rows.map(\.key) == ["nordwerk", "suedwerk"])
    #expect(page.quarantined.map(\.account) == ["ostwerk"])
    #expect(page.quarantined.first?.quarantine.reason.contains("by design") == true)
    let made = try views.rebuild("accounts", workers: 2)
    #expect(try views.digest("accounts", made) == (try views.digest("accounts")))
    // What is recorded later does not hide it.
    try ledger.record(
      "sentiment.rated.v1", on: "account/ostwerk", at: "2026-02-03", #"{"rating":4}"#)
    #expect(try views.page("accounts").quarantined.map(\.account) == ["ostwerk"])
    let still = try views.retry("accounts", account: "ostwerk")
    #expect(still.retried == ["ostwerk"] && still.left.map(\.account) == ["ostwerk"])
    view.isMended.withLock { $0 = true }
    // Nothing is recorded, so only a retry finds out.
    #expect(try views.page("accounts").quarantined.map(\.account) == ["ostwerk"])
    #expect(try views.retry("accounts").left.isEmpty)
    #expect(try views.page("accounts").rows.map(\.key) == ["nordwerk", "ostwerk", "suedwerk"])
    #expect(
      try views.digest("accounts")
        == (try Views(ledger.history, in: ledger.path).digest("accounts")))
  }

  @Test func `The difference names what one generation answers and the other does not`() throws {
    let views = Views(ledger.history, in: ledger.path)
    _ = try views.page("accounts")
    let broken = Views(ledger.history, in: ledger.path, [ThrowingView("suedwerk")])
    _ = try broken.rebuild("accounts")
    let difference = try broken.difference("accounts")
    #expect(difference.removed == 1)
    #expect(difference.changes.map(\.key) == ["suedwerk"])
    #expect(difference.quarantine.map(\.name) == ["suedwerk"])
    #expect(difference.quarantine.first?.old == "answered")
  }
}

/// The list of accounts by a fold that cannot do one of them.
private final class ThrowingView: AccountView {
  struct Failure: Error {
    let text = "by design"
  }

  let name = "accounts"
  let format = AccountFold.format
  let rules: [String] = []
  let isMended = Mutex(false)
  private let account: String

  init(_ account: String) { self.account = account }

  func fold(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws -> FoldedRow {
    if account == self.account, !isMended.withLock({ $0 }) { throw Failure() }
    return try AccountsView().fold(account, history, standpoint)
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    try AccountsView().fields(key, row)
  }
}
