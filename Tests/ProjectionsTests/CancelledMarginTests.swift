import AccountHealth
import Money
import Testing

@testable import Projections

/// The margin (Deckungsbeitrag) of orders that are cancelled or changed, in health and figures.
struct CancelledMarginTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.register("nordwerk", "Nordwerk", at: "2025-01-02")
  }

  private func book(_ id: String, _ net: String, cost: String, on day: String) throws {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: day,
      """
      {"order_id":"\(id)","lines":[{"product_id":"p-1","quantity":1,"net":\(euros(net)),\
      "cost":\(euros(cost))}],"net":\(euros(net))}
      """)
  }

  private func amend(_ id: String, _ net: String, cost: String? = nil, on day: String) throws {
    let cost = cost.map { #","cost_delta":\#(euros($0))"# } ?? ""
    try ledger.record(
      "order.amended.v1", on: "account/nordwerk", at: day,
      """
      {"order_id":"\(id)","changes":[{"product_id":"p-1","quantity_delta":0,\
      "net_delta":\(euros(net))\(cost)}]}
      """)
  }

  private func cancel(_ id: String, on day: String) throws {
    try ledger.record(
      "order.cancelled.v1", on: "account/nordwerk", at: day, #"{"order_id":"\#(id)","changes":[]}"#)
  }

  /// The margin of health as a part of the net value, in basis points; nil where there is none.
  private func health(_ day: String) throws -> Int? {
    let answer = try HealthQuery(ledger.history).assess(
      "nordwerk", clocks: Clocks(asOf: try CalendarDay(day)))
    let found = try #require(
      answer.assessment.indicators.first { $0.id == "contribution-margin" })
    guard case .known(let reading) = found.measurement else { return nil }
    return reading.value
  }

  private func figures(_ day: String) throws -> [KPI: KPIResult] {
    let answer = try KPIQuery(ledger.history).figures(
      of: .account("nordwerk"), in: .period(try Period(parsing: "2026-Q1")),
      clocks: Clocks(asOf: try CalendarDay(day)))
    #expect(answer.quarantined.isEmpty)
    return Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
  }

  @Test func `An order that was cancelled in full has no margin`() throws {
    try book("a", "100000.00", cost: "95000.00", on: "2026-01-10")
    try cancel("a", on: "2026-01-20")
    try book("b", "10000.00", cost: "5000.00", on: "2026-02-01")
    // Before the cancellation: 5,000.00 of 100,000.00.
    #expect(try health("2026-01-15") == 500)
    #expect(try figures("2026-01-15")[.contributionMargin]?.value == 5_000_00)
    // Nothing is left to have a margin of.
    #expect(try health("2026-01-20") == nil)
    let none = try figures("2026-01-20")
    #expect(none[.contributionMargin]?.value == 0)
    #expect(none[.contributionMarginRate]?.value == nil)
    // 10,000.00 less 5,000.00, which are 50.00 % of 10,000.00.
    #expect(try health("2026-03-31") == 5_000)
    let found = try figures("2026-03-31")
    #expect(found[.orderIntake]?.value == 10_000_00)
    #expect(found[.contributionMargin]?.value == 5_000_00)
    #expect(found[.contributionMarginRate]?.value == 5_000)
    #expect(found[.customerValue]?.value == 5_000_00)
  }

  @Test func `A cancellation takes back what was amended with it`() throws {
    // 1,000.00 at 600.00 grow to 1,500.00 at 800.00: a margin of 700.00, 46.66 %.
    try book("a", "1000.00", cost: "600.00", on: "2026-01-10")
    try amend("a", "500.00", cost: "200.00", on: "2026-01-12")
    #expect(try health("2026-01-12") == 4_666)
    #expect(try figures("2026-01-12")[.contributionMargin]?.value == 700_00)
    try cancel("a", on: "2026-01-20")
    try book("b", "400.00", cost: "300.00", on: "2026-02-01")
    // 100.00 of 400.00.
    #expect(try health("2026-03-31") == 2_500)
    #expect(try figures("2026-03-31")[.contributionMargin]?.value == 100_00)
  }

  @Test func `An order with a part of unknown cost is left out with all its parts`() throws {
    try book("a", "1000.00", cost: "600.00", on: "2026-01-10")
    try book("b", "400.00", cost: "300.00", on: "2026-01-11")
    try amend("a", "-200.00", on: "2026-01-12")
    // Both orders while the cost of both is known: 500.00 of 1,400.00, 35.71 %.
    #expect(try health("2026-01-11") == 3_571)
    #expect(try figures("2026-01-11")[.contributionMargin]?.value == 500_00)
    // Then the other one alone, 100.00 of 400.00; the order intake has both: 1,200.00.
    #expect(try health("2026-01-12") == 2_500)
    let found = try figures("2026-01-12")
    #expect(found[.contributionMargin]?.value == 100_00)
    #expect(found[.contributionMarginRate]?.value == 2_500)
    #expect(found[.contributionMargin]?.n == 1)
    #expect(found[.orderIntake]?.value == 1_200_00)
    // It is not known what the cancellation of all of it gives back, and it need not be.
    try cancel("a", on: "2026-01-20")
    #expect(try health("2026-03-31") == 2_500)
    #expect(try figures("2026-03-31")[.orderIntake]?.value == 400_00)
  }
}
