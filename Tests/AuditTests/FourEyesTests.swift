import Audit
import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import Testing

/// Who recorded a decision: the ledger's rules take it, and an auditor asks.
@Suite struct FourEyesTests {
  private let story: AuditStory
  private let ownWord = "recorded by the approver, on whose word alone e-2 prepared it"

  init() throws { story = try AuditStory() }

  private var ledger: Ledger { story.ledger }

  private func acts(_ kind: Accountability.Kind) throws -> [Accountability.Act] {
    var scope = Accountability.Scope()
    scope.kinds = [kind]
    return try Accountability(History(ledger.journal), Clocks(), scope).acts
  }

  private func taken(_ outcome: RecordingOutcome) {
    guard case .committed = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  private func adjust(
    _ id: String, preparer: String, approver: String = "chef", actor: String
  ) throws {
    taken(
      try ledger.adjust(
        Ledger.ManualAmount(
          id: id, payee: "anna", amount: Amount(minor: 99_999_00, currency: .eur),
          reason: "Bonus", legalGround: nil, period: nil),
        StatementDocument.Signatures(preparer: preparer, approver: approver), actor: actor))
  }

  @Test func `An approver who recorded a close himself is found and named`() throws {
    let (outcome, _) = try ledger.closePeriod(
      Period(parsing: "2025-01"), AuditStory.signatures, actor: "chef")
    taken(outcome)
    let statement = try #require(try acts(.statement).first)
    #expect(statement.preparer == "e-2" && statement.approver == "chef")
    #expect(statement.recordedBy == "chef")
    #expect(statement.findings == [ownWord])
    #expect(statement.authority == "manager of anna")
  }

  @Test func `Whoever recorded what another one prepared is named, and nothing is asked`() throws {
    try adjust("adj-1", preparer: "e-2", actor: "e-2")
    try adjust("adj-2", preparer: "e-2", actor: "e-3")
    let found = try acts(.adjustment)
    #expect(found.map(\.recordedBy) == [nil, "e-3"])
    #expect(found.allSatisfy { $0.findings.isEmpty })
  }

  @Test func `An actor's name may have more before the id`() throws {
    try adjust("adj-1", preparer: "e-2", actor: "people/chef")
    try adjust("adj-2", preparer: "e-2", actor: "people/e-2")
    let found = try acts(.adjustment)
    #expect(found.map(\.recordedBy) == ["people/chef", nil])
    #expect(found.map(\.findings) == [[ownWord], []])
  }

  @Test func `Whoever gains by an adjustment is found in whichever part`() throws {
    try adjust("adj-1", preparer: "e-2", actor: "anna")
    try adjust("adj-2", preparer: "anna", actor: "anna")
    try adjust("adj-3", preparer: "anna", actor: "e-3")
    try adjust("adj-4", preparer: "e-2", approver: "anna", actor: "e-3")
    try adjust("adj-5", preparer: "e-2", approver: "anna", actor: "anna")
    #expect(
      try acts(.adjustment).map(\.findings) == [
        ["who recorded it gains by it"], ["the preparer gains by it"],
        ["the preparer gains by it"], ["the approver gains by it"],
        [ownWord, "the approver gains by it"],
      ])
  }

  @Test func `A payee who records the payout or settles the dispute is found`() throws {
    try story.issueJanuary()
    for (id, actor) in [("po-1", "e-2"), ("po-2", "anna")] {
      taken(
        try ledger.payOut(
          StatementBook.Payout(
            id: id, payee: "anna", amount: Amount(minor: 100_00, currency: .eur),
            paidOn: CalendarDay(parsing: "2025-02-28"), statements: [AuditStory.statement],
            reference: nil, position: 0), actor: actor))
      taken(
        try ledger.dispute(
          StatementBook.Dispute(
            id: "d-\(actor)", payee: "anna", statement: AuditStory.statement, line: nil,
            reason: "zu wenig", position: 0), actor: "anna"))
      taken(
        try ledger.settle(
          dispute: "d-\(actor)", of: "anna", .amended, resolution: nil, approver: "chef",
          actor: actor))
    }
    let gains = ["who recorded it gains by it"]
    // The statement comes first.
    #expect(try acts(.statement).map(\.findings) == [[], [], gains])
    #expect(try acts(.dispute).map(\.findings) == [[], gains])
  }

  @Test func `Those who share record their own split, and nothing is asked`() throws {
    try story.record(
      "s-1", "commission_split.agreed",
      #"{"order_id":"o-2","mode":"split","reason":"Absprache","approver_id":"chef","shares":["#
        + #"{"employee_id":"anna","role":"kam","share_bp":6000},"#
        + #"{"employee_id":"bert","role":"field_sales","share_bp":4000}]}"#,
      at: "2025-02-11", actor: "anna")
    #expect(try acts(.split).map(\.findings) == [[]])
  }
}
