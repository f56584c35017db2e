import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// Amounts that are granted or taken by hand: for whom, and how much.
struct AdjustmentTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
    try temporary.record(
      fact(
        "kam-1", "employee.registered", #"{"employee_id":"kam-1","valid_from":"2026-01-01"}"#,
        on: "employee/kam-1"))
  }

  private func adjust(_ payee: String, _ minor: Int64 = 5_00) throws -> RecordingOutcome {
    try temporary.ledger.adjust(
      Ledger.ManualAmount(
        id: "adj-\(payee)", payee: payee, amount: Amount(minor: minor, currency: .eur),
        reason: "Kulanz", legalGround: nil, period: nil),
      StatementDocument.Signatures(preparer: "ops-1", approver: "fs-1"), actor: "ops-1")
  }

  @Test func `Nobody gets an amount under an id that no record knows`() throws {
    let refusal = try #require(try adjust("kam1").refusal)
    #expect(refusal.code == "unknown-payee" && refusal.member == "employee_id")
    #expect(
      refusal.reason == """
        nobody is known as kam1: no employee is registered under that id, and no commission is \
        theirs; did you mean kam-1?
        """)
    let other = try #require(try adjust("nobody-9").refusal)
    #expect(other.reason.hasSuffix("; record employee.registered first, or name another"))
    #expect(try temporary.ledger.journal.head().size == 3)
    #expect(try adjust("kam-1").receipts?.map(\.position) == [3])
  }

  @Test func `Who holds a role or sold something is known without a registration`() throws {
    try temporary.record(
      fact(
        "as-1", "assignment.started",
        #"{"assignment_id":"as-1","employee_id":"e-7","role":"kam","valid_from":"2026-01-01"}"#),
      fact(
        "or-1", "order.booked",
        #"{"order_id":"or-1","net":{"amount":"1.00","currency":"EUR"},"employee_id":"e-8"}"#))
    #expect(try adjust("e-7").receipts != nil)
    #expect(try adjust("e-8").receipts != nil)
    #expect(try adjust("e-7").receipts?.map(\.isDuplicate) == [true])
  }

  @Test func `An amount of zero is refused, whichever way it comes`() throws {
    let refusal = try #require(try adjust("kam-1", 0).refusal)
    #expect(refusal.code == "wrong-sign" && refusal.member == "amount")
    #expect(
      refusal.reason
        == "the amount is 0.00 EUR; zero neither grants nor takes anything; give the amount")
    #expect(try adjust("kam-1", -5_00).receipts != nil)
    let report = try temporary.importEvents(
      Array(
        line(
          "adj-0", "commission.adjusted",
          #"{"employee_id":"kam-1","amount":{"amount":"0.00","currency":"EUR"},"#
            + #""reason":"Kulanz","approver_id":"fs-1"}"#, on: "employee/kam-1"
        ).utf8))
    #expect(report.accepted == 0 && report.rejected == 1)
  }
}
