import AccountHealth
import Commission
import Foundation
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

struct CommissionKPITests {
  private func usd(_ amount: String) -> String { #"{"amount":"\#(amount)","currency":"USD"}"# }

  @Test func `Commission of several people for one deal`() throws {
    let temporary = try TemporaryLedger(currency: try Currency("USD"))
    try temporary.record(
      account(),
      fact(
        "e-9", "employee.registered", #"{"employee_id":"e-9","valid_from":"2016-01-01"}"#,
        on: "employee/e-9", at: "2016-01-01"),
      fact(
        "e-7", "employee.registered",
        #"{"employee_id":"e-7","manager_id":"e-9","valid_from":"2016-01-01"}"#,
        on: "employee/e-7", at: "2016-01-01"))
    for (opportunity, value) in [("op-1", "1000.00"), ("op-2", "3000.00")] {
      try temporary.record(
        fact(
          "\(opportunity)-identified", "opportunity.identified",
          #"{"opportunity_id":"\#(opportunity)","origin":"tender","kind":"new","#
            + #""employee_id":"e-7"}"#),
        fact(
          "\(opportunity)-won", "opportunity.won",
          #"{"opportunity_id":"\#(opportunity)","value":\#(usd(value)),"employee_id":"e-7"}"#))
    }
    try temporary.record(
      fact(
        "order", "order.booked",
        #"{"order_id":"o-1","net":\#(usd("1500.00")),"lines":[{"product_id":"p","quantity":1,"#
          + #""net":\#(usd("1500.00")),"cost":\#(usd("300.00"))}]}"#))
    let path = DataSets.root.appending(path: "Schemas/plans/examples/agent-and-manager.yaml").path
    let (text, plan) = try Ledger.readPlan(at: path)
    let before = try figures(temporary.ledger)
    #expect(before[.doubleCreditRate]?.value == nil)
    #expect(before[.doubleCreditRate]?.reason == "no commission for the period")
    _ = try temporary.ledger.publishPlan(text: text, plan, actor: "operations-1")
    let found = try figures(temporary.ledger)
    // 5 % for the agent and 1 % for the manager of 1,000 and 3,000: 200 and 40 of 1,200 margin.
    #expect(found[.doubleCreditRate]?.value == 10_000 && found[.doubleCreditRate]?.n == 2)
    #expect(found[.doubleCreditPremium]?.value == 40_00)
    #expect(found[.commissionCostRatio]?.value == 2_000)
  }

  /// 10 % and 5 % of 1,500.00 EUR are 165.00 and 82.50 USD at 1.10: no part of a margin in EUR.
  @Test func `Commission in another currency is counted and not added up`() throws {
    let temporary = try TemporaryLedger()
    func eur(_ amount: String) -> String { #"{"amount":"\#(amount)","currency":"EUR"}"# }
    try temporary.record(
      account(),
      fact(
        "rate", "exchange_rate.fixed",
        #"{"currency":"USD","day":"2026-01-02","rate_millionths":1100000,"source":"EZB"}"#,
        on: "ledger", at: "2026-01-02"))
    try temporary.record(
      fact(
        "order", "order.booked",
        #"{"order_id":"o-1","net":\#(eur("1500.00")),"employee_id":"e-7","lines":[{"#
          + #""product_id":"p","quantity":1,"net":\#(eur("1500.00")),"cost":\#(eur("300.00"))}]}"#))
    let text = """
      plan: export
      version: 1
      effective_from: 2026-01-01
      currency: EUR
      rounding: half_up
      legal_type: provision
      payout: {currency: USD, rate_of: anchor}
      clauses:
        - id: grund
          applies_to: {deal: order}
          anchor: booked
          credit:
            mode: full_each
            parties:
              - {to: seller, rate: 10 %}
              - {to: payee, payee: house, rate: 5 %}
          base: net
      """
    _ = try temporary.ledger.publishPlan(text: text, try Plan.parse(text), actor: "operations-1")
    let lines = try CommissionQuery(History(temporary.ledger.journal)).lines()
    #expect(lines.map { "\($0.amount) \($0.amount.currency)" } == ["82.50 USD", "165.00 USD"])
    let found = try figures(temporary.ledger)
    #expect(found[.contributionMargin]?.value == 1_200_00)
    #expect(found[.doubleCreditRate]?.value == 10_000)
    for kpi in [KPI.doubleCreditPremium, .commissionCostRatio] {
      #expect(found[kpi]?.value == nil)
      #expect(
        found[kpi]?.reason == "commission is paid in another currency than that of the deals")
    }
  }

  private func figures(_ ledger: Ledger) throws -> [KPI: KPIResult] {
    let answer = try KPIQuery(History(ledger.journal)).figures(
      of: .account("nordwerk"), in: .period(try Period(parsing: "2026-Q1")))
    return Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
  }
}
