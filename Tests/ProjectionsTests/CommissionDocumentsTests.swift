import Commission
import Money
import Testing

@testable import Projections

private typealias Story = CommissionStory

/// What is recorded about one document of a deal, and the commission for its other documents.
struct CommissionDocumentsTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  /// A clause about won opportunities at 5 % for the seller.
  private static let won = """
      - id: won
        applies_to: {deal: opportunity}
        anchor: won
        credit: {mode: split, parties: [{to: seller}]}
        base: net
        rate: 5 %
    """

  private func split(_ deal: String, _ shares: String) throws {
    try story.record(
      "commission_split.agreed.v1", "2026-02-11",
      #"{\#(deal),"shares":[\#(shares)],"mode":"split","approver_id":"m-1"}"#)
  }

  @Test func `A cancelled order takes back what its opportunity earned`() throws {
    try story.publish(Self.won)
    try story.win("10000.00", #""order_id":"a-1""#)
    try story.order("a-1", "2026-02-10", "10000.00")
    try story.cancel("a-1", "2026-03-01")
    // 5 % of 10,000.00, and back.
    #expect(try story.events() == ["500.00", "-500.00"])
    try story.expectStoredRows()
  }

  @Test func `A credit note takes its part from the opportunity behind the invoice`() throws {
    try story.publish(Self.won)
    try story.win("10000.00", #""order_id":"a-1""#)
    try story.order("a-1", "2026-02-10", "10000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "10000.00")
    try story.credit("i-1", "2026-03-01", "2500.00")
    try story.cancel("a-1", "2026-03-05")
    // 5 % of 2,500.00, then of the 7,500.00 that were left.
    #expect(try story.events() == ["500.00", "-125.00", "-375.00"])
  }

  @Test func `An order beside a contract takes from the opportunity what it was worth`() throws {
    try story.publish(Self.won)
    try story.win("10000.00", #""order_id":"a-1","contract_id":"k-1""#)
    try story.order("a-1", "2026-02-10", "6000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "6000.00")
    try story.credit("i-1", "2026-03-01", "1000.00")
    try story.cancel("a-1", "2026-03-05")
    // 5 % of 1,000.00 and of the 5,000.00 that were left of the order; 4,000.00 stay.
    #expect(try story.events() == ["500.00", "-50.00", "-250.00"])
  }

  @Test func `A negative order beside a contract gives back what it was worth`() throws {
    try story.publish(Self.won)
    try story.win("-10000.00", #""order_id":"a-1","contract_id":"k-1""#)
    try story.order("a-1", "2026-02-10", "-6000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "-6000.00")
    try story.credit("i-1", "2026-03-01", "-1000.00")
    try story.cancel("a-1", "2026-03-05")
    // The same with the other sign: 5 % of 1,000.00 and of the 5,000.00 that were left.
    #expect(try story.events() == ["-500.00", "50.00", "250.00"])
  }

  @Test func `An order on the contract of its own opportunity releases it once`() throws {
    try story.publish(Self.won + "\n    payable: paid")
    try story.win("10000.00", #""order_id":"a-1","contract_id":"k-1""#)
    try story.record(
      "order.booked.v1", "2026-02-10",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("4000.00")),"contract_id":"k-1"}"#)
    try story.invoice("i-1", of: "a-1", "2026-02-20", "4000.00")
    try story.record(
      "payment.received.v1", "2026-03-01", #"{"invoice_id":"i-1","amount":\#(euros("4000.00"))}"#)
    // 4,000.00 of 10,000.00 release 40 % of 500.00.
    let payable = try story.query().lines().map(\.payable.minor).reduce(0, +)
    #expect(payable == 200_00)
  }

  @Test func `A split of an order holds for its invoices`() throws {
    try story.publish(
      Story.clause(
        "doubt", deal: "invoice",
        parties: "[{to: role, role: kam, rate: 2 %}, {to: role, role: field_sales, rate: 3 %}]",
        mode: "in_doubt_both"))
    try story.assign("kam-1", "kam", from: "2026-01-01", id: "as-1")
    try story.assign("fs-1", "field_sales", from: "2026-01-01", id: "as-2")
    try story.order("a-1", "2026-02-10", "80000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "80000.00")
    // In doubt each in full: 2 % and 3 % of 80,000.00.
    #expect(try story.amounts() == ["kam-1": "1600.00", "fs-1": "2400.00"])
    try split(
      #""order_id":"a-1""#,
      """
      {"employee_id":"kam-1","role":"kam","share_bp":5000},\
      {"employee_id":"fs-1","role":"field_sales","share_bp":5000}
      """)
    // 2 % and 3 % of 40,000.00 each.
    #expect(try story.amounts() == ["kam-1": "800.00", "fs-1": "1200.00"])
    try story.expectStoredRows()
  }

  @Test func `A split of an opportunity holds for its order and the invoices of it`() throws {
    try story.publish(
      Story.clause("order", "rate: 5 %"), Story.clause("invoice", "rate: 1 %", deal: "invoice"))
    try story.win("1000.00", #""order_id":"a-1""#)
    try split(
      #""opportunity_id":"op-1""#,
      """
      {"employee_id":"e-1","role":"kam","share_bp":6000},\
      {"employee_id":"e-2","role":"field_sales","share_bp":4000}
      """)
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    // 5 % and 1 % of 600.00 and of 400.00.
    #expect(try story.amounts() == ["e-1": "36.00", "e-2": "24.00"])
    try split(
      #""order_id":"a-1""#, #"{"employee_id":"e-3","role":"kam","share_bp":10000}"#)
    // What was agreed about the order itself goes before.
    #expect(try story.amounts() == ["e-3": "60.00"])
    try story.expectStoredRows()
  }

  @Test func `An invoice is sold by who won the opportunity of its order`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %", deal: "invoice"))
    try story.win("1000.00", #""order_id":"a-1""#, seller: "e-7")
    try story.order("a-1", "2026-02-10", "1000.00", seller: nil)
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    // 5 % of 1,000.00.
    #expect(try story.amounts() == ["e-7": "50.00"])
    try story.expectStoredRows()
  }

  @Test func `It is sold by who found the opportunity where no winner is named`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %", deal: "invoice"))
    try story.record(
      "opportunity.identified.v1", "2026-01-10",
      #"{"opportunity_id":"op-1","origin":"proactive","kind":"new","employee_id":"e-8"}"#)
    try story.win("1000.00", #""order_id":"a-1""#, seller: nil)
    try story.order("a-1", "2026-02-10", "1000.00", seller: nil)
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    #expect(try story.amounts() == ["e-8": "50.00"])
  }
}
