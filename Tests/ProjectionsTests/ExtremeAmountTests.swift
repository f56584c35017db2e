import AccountHealth
import Money
import Testing

@testable import Projections

/// Amounts at the end of their range: the program goes on, and figures stay what they are.
struct ExtremeAmountTests {
  private func line(_ product: String, _ net: String) -> String {
    #"{"product_id":"\#(product)","quantity":1,"net":\#(euros(net))}"#
  }

  @Test func `An order with a line of the smallest amount can be cancelled`() throws {
    let ledger = try TestLedger()
    try ledger.register("nordwerk", "Nordwerk", at: "2025-01-02")
    for (id, day, net, lines) in [
      ("o-1", "2025-03-01", "1.00", [line("known", "1.00")]),
      (
        "o-2", "2026-01-10", "0.00",
        [
          line("p-1", "-92233720368547758.08"), line("p-2", "92233720368547758.07"),
          line("p-3", "0.01"),
        ]
      ),
      ("o-3", "2026-02-01", "400.00", [line("known", "300.00"), line("p-4", "100.00")]),
    ] {
      try ledger.record(
        "order.booked.v1", on: "account/nordwerk", at: day,
        #"{"order_id":"\#(id)","lines":[\#(lines.joined(separator: ","))],"net":\#(euros(net))}"#)
    }
    try ledger.record(
      "order.cancelled.v1", on: "account/nordwerk", at: "2026-01-11",
      #"{"order_id":"o-2","changes":[]}"#)
    let answer = try KPIQuery(ledger.history).figures(
      of: .account("nordwerk"), in: .period(try Period(parsing: "2026-Q1")),
      clocks: Clocks(asOf: try CalendarDay("2026-03-31")))
    #expect(answer.quarantined.isEmpty)
    let found = Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
    #expect(found[.orderIntake]?.value == 400_00)
    // Of o-2 nothing is left of any product; p-4 is new: 100.00 of 400.00.
    #expect(found[.newProductShare]?.value == 2_500)
    #expect(found[.newProductShare]?.n == 3)
  }

  /// Two payees with 90,000,000,000,000,000.00 each: their sum fits no amount.
  @Test func `Commission beyond the range of an amount is still held against each other`() throws {
    let story = try CommissionStory()
    try story.publish(
      CommissionStory.clause(
        "all", "rate: 100 %", parties: "[{to: seller}, {to: payee, payee: house}]",
        mode: "full_each"))
    try story.ledger.register("nordwerk", "Nordwerk", at: "2026-01-02")
    try story.order("a-1", "2026-02-10", "90000000000000000.00")
    let answer = try KPIQuery(story.ledger.history).figures(
      of: .account("nordwerk"), in: .period(try Period(parsing: "2026-Q1")),
      clocks: Clocks(asOf: try CalendarDay("2026-03-31")))
    let found = Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
    #expect(found[.doubleCreditRate]?.value == 10_000)
    // All less the largest: one of the two.
    #expect(found[.doubleCreditPremium]?.value == 9_000_000_000_000_000_000)
  }
}
