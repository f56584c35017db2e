import Dispatch
import Journal
import LedgerEvents
import Synchronization
import Testing
import TransparencyLog

@testable import Ledger

struct RecordingTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
  }

  private func size() throws -> UInt64 { try temporary.ledger.journal.head().size }

  @Test func `What is committed has a place, and the head speaks for it`() throws {
    guard case .committed(let receipts, let head) = try temporary.record(account(), order("or-1"))
    else {
      Issue.record("the facts were rejected")
      return
    }
    #expect(receipts.map(\.position) == [1, 2])
    #expect(receipts.map(\.revision) == [0, 1])
    #expect(receipts.allSatisfy { !$0.isDuplicate })
    #expect(head.size == 3)
    #expect(try temporary.ledger.journal.head() == head)
    let events = try temporary.ledger.events(of: "account/nordwerk")
    #expect(events.map(\.id) == ["account-nordwerk", "order-or-1"])
    try temporary.reopen()
    #expect(try temporary.ledger.journal.head() == head)
  }

  @Test func `A fact that cannot be is rejected with its code, its member and what to do`() throws {
    #expect(try temporary.record(order("or-1")).code == "account-not-registered")
    try temporary.record(account(), order("or-1", "100.00"))
    let refusal = try #require(try temporary.record(invoice("iv-1", of: "or-1", "100.01")).refusal)
    #expect(refusal.code == "invoice-above-order")
    #expect(refusal.member == "net")
    #expect(refusal.reason.contains("or-1") && refusal.reason.contains("100.01"))
    #expect("\(refusal)" == "net: \(refusal.reason) [invoice-above-order]")
    #expect(try size() == 3)
  }

  @Test func `The same event again gives the first receipt and nothing new`() throws {
    try temporary.record(account(), order("or-1"))
    let before = try temporary.ledger.journal.head()
    for _ in 0..<2 {
      let outcome = try temporary.record(order("or-1"), account())
      #expect(outcome.receipts?.map(\.position) == [2, 1])
      #expect(outcome.receipts?.allSatisfy { $0.isDuplicate } == true)
      #expect(try temporary.ledger.journal.head() == before)
      try temporary.reopen()
    }
  }

  @Test func `The same id with other content is taken`() throws {
    try temporary.record(account(), order("or-1", "100.00"))
    let refusal = try #require(try temporary.record(order("or-1", "100.01")).refusal)
    #expect(refusal.code == "id-taken")
    #expect(refusal.reason.contains("order-or-1") && refusal.reason.contains("position 2"))
    #expect(try size() == 3)
  }

  @Test func `An event may stand twice in a batch and counts once`() throws {
    let receipts = try temporary.record(account(), order("or-1"), order("or-1")).receipts
    #expect(receipts?.map(\.position) == [1, 2, 2])
    #expect(receipts?.map(\.isDuplicate) == [false, false, true])
  }

  @Test func `One bad event takes its whole batch with it, and no memory of it stays`() throws {
    try temporary.record(account("nordwerk"), account("suedbau"))
    // The states of both accounts are kept from here on.
    try temporary.record(order("or-0", on: "nordwerk"), order("or-9", on: "suedbau"))
    let head = try temporary.ledger.journal.head()
    let batch = try [
      order("or-1", on: "nordwerk"), order("or-2", on: "suedbau"), account("westglas"),
      invoice("iv-1", of: "or-1"), invoice("iv-2", of: "unknown", on: "suedbau"),
      order("or-3", on: "westglas"),
    ]
    let refusal = try #require(try temporary.ledger.record(batch).refusal)
    #expect(refusal.code == "unknown-order" && refusal.member == "order_id")
    #expect(try temporary.ledger.journal.head() == head)

    // None of the batch's orders exists, and none of them is a duplicate.
    #expect(try temporary.record(invoice("iv-3", of: "or-1")).code == "unknown-order")
    #expect(
      try temporary.record(order("or-3", on: "westglas")).code == "account-not-registered")
    for event in batch where event.id != "invoice-iv-2" {
      #expect(try temporary.record(event).receipts?.first?.isDuplicate == false, "\(event.id)")
    }
    #expect(try size() == head.size + 5)
    #expect(try temporary.ledger.journal.verify() == .sound(size: size(), root: root()))
  }

  private func root() throws -> Hash { try temporary.ledger.journal.head().root }

  @Test func `Later events of a batch are decided after the earlier ones`() throws {
    let outcome = try temporary.record(
      account(), order("or-1", "100.00"), invoice("iv-1", of: "or-1", "60.00"),
      invoice("iv-2", of: "or-1", "40.01"))
    #expect(outcome.code == "invoice-above-order")
    #expect(try size() == 1)
    let second = try temporary.record(
      account(), order("or-1", "100.00"), invoice("iv-1", of: "or-1", "60.00"),
      invoice("iv-2", of: "or-1", "40.00"))
    #expect(second.receipts?.map(\.revision) == [0, 1, 2, 3])
  }

  @Test func `A writer that was overtaken is told where the stream is`() throws {
    let subject = "account/nordwerk"
    #expect(
      try temporary.record(account(), expecting: [subject: .revision(0)]).code == "wrong-revision")
    #expect(try temporary.record(account(), expecting: [subject: .noStream]).receipts != nil)
    let refusal = try #require(
      try temporary.record(order("or-1"), expecting: [subject: .noStream]).refusal)
    #expect(refusal.code == "wrong-revision")
    #expect(refusal.reason.contains("revision 0") && refusal.reason.contains("no event yet"))
    // Two events of one stream: what is expected holds before the first of them.
    let both = try temporary.record(
      order("or-1"), order("or-2"), expecting: [subject: .revision(0)])
    #expect(both.receipts?.map(\.revision) == [1, 2])
    #expect(
      try temporary.record(order("or-3"), expecting: [subject: .revision(1)]).code
        == "wrong-revision")
    #expect(try temporary.record(order("or-3"), expecting: [subject: .any]).receipts != nil)
  }

  @Test func `Asking again with the same expectation gives the first receipt`() throws {
    let subject = "account/nordwerk"
    try temporary.record(account(), expecting: [subject: .noStream])
    let again = try temporary.record(account(), expecting: [subject: .noStream])
    #expect(again.receipts?.map(\.isDuplicate) == [true])
    try temporary.record(order("or-1"), expecting: [subject: .revision(0)])
    try temporary.record(order("or-2"), expecting: [subject: .revision(1)])
    let late = try temporary.record(order("or-1"), expecting: [subject: .revision(0)])
    #expect(late.receipts?.map(\.position) == [2])
  }

  @Test func `Of many writers with one claim exactly one is right`() throws {
    let ledger = temporary.ledger
    let codes = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 16) { number in
      let outcome = Result {
        try ledger.record([
          try fact(
            "claim-\(number)", "account.registered", accountData("nordwerk"), at: "2026-01-02")
        ])
      }
      let code =
        switch outcome {
        case .success(.committed): "committed"
        case .success(.rejected(let refusal)): refusal.code
        case .failure(let error): "\(error)"
        }
      codes.withLock { $0.append(code) }
    }
    let found = codes.withLock { $0 }
    #expect(found.count { $0 == "committed" } == 1)
    #expect(found.count { $0 == "duplicate-account" } == 15)
    #expect(try size() == 2)
  }

  @Test func `An event too large for a record is refused before it is decided`() throws {
    let long = String(repeating: "x", count: 70_000)
    #expect(throws: EventError.self) {
      try fact(
        "long", "account.registered",
        #"{"account_id":"long","name":"\#(long)","sector":"s","country":"DE"}"#,
        on: "account/long")
    }
    #expect(try size() == 1)
  }

  @Test func `A subject of no kind is refused by name`() throws {
    let event = try fact(
      "x", "account.registered", accountData("x"), on: "customer/x")
    #expect(try temporary.record(event).code == "unknown-subject")
  }

  @Test func `A closed ledger says so`() throws {
    let event = try account()
    temporary.ledger.close()
    let error = #expect(throws: LedgerError.self) { try temporary.ledger.record([event]) }
    guard case .journal(.closed)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
