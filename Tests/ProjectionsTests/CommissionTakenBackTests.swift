import Commission
import Money
import Testing

@testable import Projections

private typealias Story = CommissionStory

/// What cancellations, amendments and credit notes leave of an order.
struct CommissionTakenBackTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  @Test func `A cancelled order that is credited as well gives its commission back once`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    try story.cancel("a-1", "2026-03-01")
    try story.credit("i-1", "2026-03-10", "1000.00")
    // 5 % of 1,000.00, taken back, and nothing is left for the credit note.
    #expect(try story.events() == ["50.00", "-50.00", "0.00"])
    let query = try story.query()
    let last = try #require(
      try query.lines(explain: true).first { "\($0.trigger.day)" == "2026-03-10" })
    let base = last.derivation?.children.first { $0.step == .base }
    #expect(base?.inputs.last?.name == "beyond what was left")
    #expect(base?.inputs.last?.value == "net 1000.00, cost 0.00")
    try story.expectStoredRows()
  }

  @Test func `The other way round it is the same`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    try story.cancel("a-1", "2026-03-10")
    try story.credit("i-1", "2026-03-01", "1000.00")
    #expect(try story.events() == ["50.00", "-50.00", "0.00"])
  }

  @Test func `Credited in part before and after, it is taken back once`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    try story.credit("i-1", "2026-03-01", "400.00")
    try story.cancel("a-1", "2026-03-05")
    try story.credit("i-1", "2026-03-10", "600.00")
    // 5 % of 400.00 and of the 600.00 that were left.
    #expect(try story.events() == ["50.00", "-20.00", "-30.00", "0.00"])
  }

  @Test func `What an amendment adds counts before what it takes`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.record(
      "order.amended.v1", "2026-02-15",
      """
      {"order_id":"a-1","changes":[\
      {"product_id":"p-1","quantity_delta":-1,"net_delta":\(euros("-1500.00"))},\
      {"product_id":"p-2","quantity_delta":1,"net_delta":\(euros("1000.00"))}]}
      """)
    // 1,000.00 + 1,000.00 - 1,500.00 = 500.00, 5 % of it 25.00.
    #expect(try story.events() == ["50.00", "-25.00"])
  }

  @Test func `A product on two lines is cancelled on both`() throws {
    try story.publish(
      Story.clause("rate", "rate: 20 %", "margin_floor: per_line", base: "margin"))
    let line = """
      {"product_id":"p-1","quantity":1,"net":\(euros("100.00")),"cost":\(euros("60.00"))}
      """
    try story.record(
      "order.booked.v1", "2026-02-10",
      """
      {"order_id":"a-1","lines":[\(line),\(line)],"net":\(euros("200.00")),"employee_id":"e-1"}
      """)
    try story.record(
      "order.cancelled.v1", "2026-03-01",
      """
      {"order_id":"a-1","cause":"customer","changes":[{"product_id":"p-1","quantity_delta":-2,\
      "net_delta":\(euros("-200.00")),"cost_delta":\(euros("-120.00"))}]}
      """)
    // 20 % of 40.00 + 40.00; nothing is left of either line.
    #expect(try story.events() == ["16.00", "-16.00"])
  }

  @Test func `Cancelled units leave the tier`() throws {
    try story.publish(
      Story.clause(
        "units",
        """
        tiers: {of: units, per: document, mode: reached, bound: upper_inclusive, \
        bands: [{to: 50, rate: 5 %}, {rate: 8 %}]}
        """, "reversal: {attainment: reduce}"))
    try story.record(
      "order.booked.v1", "2026-02-10",
      """
      {"order_id":"a-1","lines":[{"product_id":"p-1","quantity":100,\
      "net":\(euros("1000.00"))}],"net":\(euros("1000.00")),"employee_id":"e-1"}
      """)
    try story.record(
      "order.cancelled.v1", "2026-03-01",
      """
      {"order_id":"a-1","cause":"customer","changes":[{"product_id":"p-1",\
      "quantity_delta":-60,"net_delta":\(euros("-600.00"))}]}
      """)
    // 100 units: 8 % of 1,000.00; 40 units: 5 % of 400.00 = 20.00, so 60.00 go back.
    #expect(try story.events() == ["80.00", "-60.00"])
  }

  @Test func `An order that grows comes into the tier`() throws {
    try story.publish(
      Story.clause(
        "quarter",
        """
        tiers: {of: credited, per: quarter, mode: retroactive, bound: upper_inclusive, \
        bands: [{to: 50000.00, rate: 5 %}, {rate: 8 %}]}
        """))
    try story.order("a-1", "2026-02-10", "10000.00")
    try story.record(
      "order.amended.v1", "2026-02-15",
      """
      {"order_id":"a-1","changes":[{"product_id":"p-1","quantity_delta":6,\
      "net_delta":\(euros("60000.00"))}]}
      """)
    // 5 % of 10,000.00 = 500.00; 8 % of 70,000.00 = 5,600.00, so 5,100.00 more.
    #expect(try story.events() == ["500.00", "5100.00"])
    try story.expectStoredRows()
  }
}
