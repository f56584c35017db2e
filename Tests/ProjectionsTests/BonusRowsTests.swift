import Commission
import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

/// Bonuses of people of whom no more is known than their targets, or their place in a plan.
struct BonusRowsTests {
  private static let plan = """
    plan: ziele
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: zielbonus
    bonuses:
      - id: umsatz
        period: month
        target: 1000.00
        payees: [anna]
        prorate: none
        goals: [{kpi: revenue, of: payee, weight: 100 %}]
      - id: firma
        period: month
        target: 500.00
        payees: [bert]
        prorate: none
        goals: [{kpi: revenue, of: ledger, weight: 100 %}]
    """

  private func publish(in ledger: TestLedger) throws {
    _ = try Plan.parse(Self.plan)
    var event = CommissionPlanVersionPublished()
    event.planID = "ziele"
    event.version = 1
    event.effectiveFrom = Day(try CalendarDay("2026-01-01"))
    event.text = Self.plan
    event.sha256 = String(repeating: "0", count: 64)
    _ = try ledger.append([
      try ProposedEvent(
        id: "plan-ziele-1", source: "urn:test", subject: "plan/ziele",
        occurrence: .day(try CalendarDay("2026-01-01")), data: event)
    ])
  }

  private func record(
    _ type: String, _ scope: String, _ amount: String, in ledger: TestLedger
  ) throws {
    try ledger.record(
      "\(type).v1", on: scope, at: "2026-01-31",
      """
      {"scope":"\(scope)","kpi":"revenue","period":"2026-01","version":1,\
      "value":{"money":\(euros(amount))}}
      """)
  }

  @Test func `Who is known by a target or a plan alone has one bonus in lines and rows`() throws {
    let ledger = try TestLedger()
    try ledger.register("nordwerk", "Nordwerk", at: "2026-01-02")
    try publish(in: ledger)
    for (scope, set, found) in [
      ("employee/anna", "900.00", "900.00"), ("ledger", "5000.00", "6000.00"),
    ] {
      try record("target.set", scope, set, in: ledger)
      try record("target.attained", scope, found, in: ledger)
    }
    // 1,000.00 × 900.00 / 900.00, and 500.00 × 6,000.00 / 5,000.00.
    let lines = try CommissionQuery(ledger.history).lines()
    #expect(
      lines.map { "\($0.payee) \($0.clause) \($0.amount)" }.sorted() == [
        "anna umsatz 1000.00", "bert firma 600.00",
      ])
    let view = CommissionView()
    let views = Views(ledger.history, in: ledger.path, [view])
    let kept = try views.digest("commission")
    #expect(
      try views.running(view).allRows() == CommissionRebuildTests.expected(ledger.history))
    let made = try views.rebuild("commission", workers: 2, batch: 1)
    #expect(try views.digest("commission", made) == kept)
    #expect(try views.verify("commission").isSound)
  }
}
