import Commission
import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// Statements in another currency than the ledger's.
@Suite struct `Statements in the currency of the payout` {
  private let temporary: TemporaryLedger
  private let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
  }

  private var ledger: Ledger { temporary.ledger }

  /// A plan in EUR that gives parties 10 % of each order; `terms` are further keys of the plan.
  private func publish(
    _ id: String = "export", _ terms: String = "payout: {currency: USD, rate_of: anchor}",
    parties: String = "[{to: seller}]"
  ) throws {
    let text = """
      plan: \(id)
      version: 1
      effective_from: 2025-01-01
      currency: EUR
      rounding: half_up
      legal_type: provision
      \(terms)
      clauses:
        - id: grund
          applies_to: {deal: order}
          anchor: booked
          credit: {mode: split, parties: \(parties)}
          base: net
          rate: 10 %
      """
    let outcome = try ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2")
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  private func record(
    _ id: String, _ type: String, _ data: String, on subject: String, at day: String
  ) throws {
    let outcome = try temporary.record(fact(id, type, data, on: subject, at: day))
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  /// One euro costs so many millionths of a dollar from a day on.
  private func fix(_ millionths: Int, on day: String) throws {
    try record(
      "rate-\(day)", "exchange_rate.fixed",
      #"{"currency":"USD","day":"\#(day)","rate_millionths":\#(millionths),"source":"EZB"}"#,
      on: "ledger", at: day)
  }

  private func book(_ euros: String, on day: String) throws {
    try record(
      "order-1", "order.booked",
      #"{"order_id":"o-1","net":{"amount":"\#(euros)","currency":"EUR"},"employee_id":"anna"}"#,
      on: "account/nordwerk", at: day)
  }

  private static func adjustment(_ amount: String, _ currency: String = "EUR") -> String {
    #"{"employee_id":"anna","amount":{"amount":"\#(amount)","currency":"\#(currency)"},"#
      + #""reason":"Kulanz","approver_id":"e-1"}"#
  }

  private func adjust(_ amount: String, on day: String) throws {
    try record(
      "adj-1", "commission.adjusted", Self.adjustment(amount), on: "employee/anna", at: day)
  }

  private func computed(_ period: String) throws -> StatementDocument {
    try StatementQuery(History(ledger.journal)).statement(
      of: "anna", for: Period(parsing: period)
    ).document
  }

  /// At 1.10 USD for one euro: 10 % of 10,000.00 are 1,100.00, a bonus of 1,000.00 is 1,100.00, and
  /// −100.00 by hand are −110.00: 2,090.00, to which a draw of 3,000.00 adds 910.00.
  @Test func `Deals, bonuses, draws and amounts by hand come into one statement`() throws {
    try publish(
      "export",
      """
      payout: {currency: USD, rate_of: anchor}
      draws: [{amount: 3000.00, kind: recoverable, payees: [anna], from: 2025-01-01}]
      bonuses:
        - id: ziele
          period: month
          target: 1000.00
          payees: [anna]
          prorate: none
          goals: [{kpi: visits, of: payee, weight: 100 %}]
      """)
    try fix(1_100_000, on: "2025-01-02")
    try book("10000.00", on: "2025-01-20")
    try adjust("-100.00", on: "2025-01-25")
    for (id, type) in [("target", "target.set"), ("found", "target.attained")] {
      try record(
        id, type,
        #"{"scope":"employee/anna","kpi":"visits","period":"2025-01","value":{"count":8},"#
          + #""version":1}"#, on: "employee/anna", at: "2025-01-31")
    }
    let closed = try ledger.closePeriod(Period(parsing: "2025-01"), signatures, actor: "e-2")
    let statement = try #require(closed.documents.first, "\(closed.outcome)")
    #expect(statement.lines.map(\.amount.description) == ["1100.00", "-110.00", "1100.00"])
    #expect(statement.lines.map(\.base.currency.code) == ["EUR", "EUR", "EUR"])
    #expect(
      statement.lines.map(\.exchange) == [
        "1000.00 EUR at 1.1 of 2025-01-02 (EZB)", "-100.00 EUR at 1.1 of 2025-01-02 (EZB)",
        "1000.00 EUR at 1.1 of 2025-01-02 (EZB)",
      ])
    #expect(statement.currency.code == "USD")
    #expect(statement.balance.payable.description == "2090.00")
    #expect(statement.balance.payout.description == "3000.00")
    #expect(statement.balance.owed.description == "910.00")
  }

  /// 50.00 EUR of 5 January wait for a rate; when 1.20 is known they are 60.00 USD.
  @Test func `An amount by hand without a rate waits and holds nobody up`() throws {
    try publish()
    try fix(1_100_000, on: "2025-01-10")
    try book("10000.00", on: "2025-01-20")
    try adjust("50.00", on: "2025-01-05")
    let waiting = try CommissionQuery(History(ledger.journal)).waiting(of: "anna")
    #expect(
      waiting == [
        """
        adjustment adj-1: anna gets it as soon as it can be converted: no exchange rate between \
        EUR and USD is known for 2025-01-05 or before; record exchange_rate.fixed
        """
      ])
    let closed = try ledger.closePeriod(Period(parsing: "2025-01"), signatures, actor: "e-2")
    #expect(closed.documents.map { $0.lines.map(\.amount.description) } == [["1100.00"]])
    try fix(1_200_000, on: "2025-01-04")
    #expect(try CommissionQuery(History(ledger.journal)).waiting(of: "anna").isEmpty)
    let february = try computed("2025-02")
    #expect(february.lines.map(\.amount.description) == ["60.00"])
    #expect(february.lines.first?.correction?.reason == "learnt after 2025-01 was settled")
  }

  /// Anna is paid 110.00 USD by one plan and was granted 5.00 EUR; Bert has 100.00 EUR by another.
  @Test func `Who earned in several currencies is left out, and the others are not`() throws {
    try publish()
    try publish("inland", "works_agreement: BV", parties: "[{to: payee, payee: bert}]")
    try fix(1_100_000, on: "2025-01-02")
    try book("1000.00", on: "2025-01-20")
    try adjust("5.00", on: "2025-01-25")
    var leftOut: [Ledger.LeftOut] = []
    let closed = try ledger.closePeriod(Period(parsing: "2025-01"), signatures, actor: "e-2") {
      leftOut.append($0)
    }
    #expect(closed.outcome.receipts != nil, "\(closed.outcome)")
    #expect(closed.documents.map(\.payee) == ["bert"])
    #expect(closed.documents.map(\.balance.payout.description) == ["100.00"])
    #expect(leftOut.map(\.payee) == ["anna"])
    #expect(leftOut.first?.reason.hasPrefix("USD and EUR cannot be combined") ?? false)
    // Said in dollars, it comes with all the rest in the next statement: 110.00 and 5.50.
    let granted = Self.adjustment("5.50", "USD")
    try record(
      "fix-1", "event.corrected",
      #"{"target_event_id":"adj-1","reason":"in USD zugesagt","replacement":"#
        + #"{"type":"de.kontor.commission.adjusted.v1","data":\#(granted)}}"#,
      on: "employee/anna", at: "2025-02-03")
    let february = try computed("2025-02")
    #expect(february.lines.map(\.amount.description) == ["110.00", "5.50"])
    #expect(february.balance.payout.description == "115.50")
  }
}
