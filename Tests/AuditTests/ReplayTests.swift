import Audit
import Foundation
import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import Testing
import TransparencyLog

/// A statement and a year of later events.
@Suite struct ReplayTests {
  @Test func `An issued statement replays byte for byte after a year of later events`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    var before = try StatementReplays(History(story.ledger.journal))
    let issued = try #require(before.issued(AuditStory.statement))
    #expect(issued.document.balance.payout.description == "10000.00")
    let first = try before.replay(issued)
    #expect(first.verdict == .identical)
    #expect(first.sha256 == issued.sha256)

    try story.goOn()
    var after = try StatementReplays(History(story.ledger.journal))
    let again = try #require(after.issued(AuditStory.statement))
    #expect(again.text == issued.text)
    let second = try after.replay(again)
    #expect(second.verdict == .identical)
    #expect(second.sha256 == first.sha256)
  }

  @Test func `Replay at the old pair of times gives the same answer from every source`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    let size = try story.ledger.journal.size()
    let clocks = Clocks(asOf: try CalendarDay(parsing: "2025-02-28"), knownAt: .size(size))
    let asked = try Answers(History(story.ledger.journal), clocks)
    try story.goOn()
    #expect(try Answers(History(story.ledger.journal), clocks) == asked)

    let file = story.path + "/nordwerk.records"
    try story.exportRecords(to: file)
    let tiles = story.path + "/tiles"
    try story.exportTiles(to: tiles)
    let path = try story.copied()
    for source in [path, file, tiles] {
      let opened = try RecordSource(opening: source)
      let history = History(opened.records)
      #expect(try Answers(history, clocks) == asked, "\(source)")
      var replays = try StatementReplays(history)
      let issued = try #require(replays.issued(AuditStory.statement))
      #expect(try replays.replay(issued).verdict == .identical, "\(source)")
    }
  }

  /// What is asked at a pair of times.
  private struct Answers: Equatable {
    let lines: [CommissionEntry]
    let standing: AccountStanding
    let statement: String

    init(_ history: History, _ clocks: Clocks) throws {
      lines = try CommissionQuery(history, clocks).lines(explain: true)
      standing = try StandingQuery(history).standing("nordwerk", clocks: clocks)
      statement = try StatementQuery(history, clocks).statement(
        of: "anna", for: Period(parsing: "2025-01")
      ).document.text
    }
  }

  @Test func `Exactly the events that moved January are named, each with its amount`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    let basis = try #require(
      try StatementReplays(History(story.ledger.journal)).issued(AuditStory.statement)
    ).document.basisSize
    try story.goOn()
    let history = History(story.ledger.journal)
    let size = try story.ledger.journal.size()
    let scope = Movements.Scope(payee: "anna", period: try Period(parsing: "2025-01"))
    for every in [false, true] {
      let moved = try Movements(history).movements(scope, from: basis, to: size, every: every)
      #expect(moved.map(\.event.stored.position) == (try AuditStory.moving.map(story.position)))
      #expect(
        try moved.map { try $0.changes.sums().map(\.description) }
          == [["2000.00"], ["-800.00"], ["400.00"]])
    }
    let changes = try LineChange.between(
      try Movements(history).lines(scope, at: basis), try Movements(history).lines(scope, at: size))
    #expect(try changes.sums().map(\.description) == ["1600.00"])
    #expect(Set(changes.compactMap(\.deal)) == ["o-1", "o-3"])
  }

  @Test func `An effect that was taken back whole is named when every event is looked at`() throws {
    let story = try AuditStory()
    let start = try story.ledger.journal.size()
    try story.book("o-9", "5000.00", at: "2025-01-11")
    try story.record(
      "retraction-9", "event.retracted",
      #"{"target_event_id":"order-o-9","reason":"Doppelt erfasst"}"#, at: "2025-01-12")
    let history = History(story.ledger.journal)
    let size = try story.ledger.journal.size()
    let moved = try Movements(history).movements(.init(), from: start, to: size, every: true)
    #expect(
      moved.map(\.event.stored.position)
        == [try story.position("order-o-9"), try story.position("retraction-9")])
    #expect(try moved.map { try $0.changes.sums()[0].description } == ["500.00", "-500.00"])
  }

  @Test func `From a line to its events, and from an event to every figure`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    try story.goOn()
    let (outcome, february) = try story.ledger.issueStatement(
      of: "anna", for: Period(parsing: "2025-02"), AuditStory.signatures, actor: "e-2")
    guard case .committed = outcome else { Issue.record("\(outcome)"); return }
    // 12 % of o-2 are 6,000.00; the corrections of January are 1,600.00.
    #expect(february.balance.payout.description == "7600.00")

    let history = History(story.ledger.journal)
    let trace = try TraceQuery(history)
    let order = try trace.effects(of: try story.position("order-o-3"))
    #expect(order.lines.map(\.deal) == ["o-3"])
    #expect(try order.lines.sums().map(\.description) == ["2000.00"])
    #expect(order.stated.map(\.statement) == ["st-anna-2025-02"])
    #expect(order.stated.map(\.line.amount.description) == ["2400.00"])

    let correction = try trace.effects(of: try story.position("correction-1"))
    #expect(try correction.lines.sums().map(\.description) == ["-800.00"])
    #expect(correction.stated.map(\.line.amount.description) == ["-800.00"])
    #expect(correction.stated.map(\.line.correction?.statement) == ["st-anna-2025-01"])

    let visit = try trace.effects(of: try story.position("visit-1"))
    #expect(visit.lines.isEmpty && visit.stated.isEmpty)

    let query = try CommissionQuery(history)
    let line = try #require(try query.lines().first { $0.deal == "o-1" })
    let explained = try #require(try query.line(id: line.id))
    #expect(
      Set(try trace.sources(of: explained).map(\.stored.position)).isSuperset(of: [
        try story.position("order-o-1"), try story.position("correction-1"),
        try story.position("grundplan-1"),
      ]))
    #expect(
      trace.statements(with: line.id).map(\.statement) == ["st-anna-2025-01", "st-anna-2025-02"])
  }
}
