import Commission
import Money
import Testing

@testable import Projections

/// Each reason for which a deal pays somebody nothing, once.
struct WhyNotTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  private typealias Story = CommissionStory

  /// The reasons for `e-1` and the order `a-1`, as words for programs.
  private func reasons(
    _ payee: String = "e-1", deal: String = "a-1", _ clocks: Clocks = Clocks()
  ) throws -> [String] {
    try answer(payee, deal: deal, clocks).answers.map(\.reason.rawValue)
  }

  private func answer(
    _ payee: String = "e-1", deal: String = "a-1", _ clocks: Clocks = Clocks()
  ) throws -> WhyNot {
    let found = try story.query(clocks).whyNot(deal: deal, payee: payee)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  private func facts(_ payee: String = "e-1") throws -> [String] {
    try answer(payee).answers.flatMap(\.facts).map { fact in
      fact.text + (fact.position.map { " [\($0)]" } ?? "")
    }
  }

  @Test func `A deal that nobody recorded is unknown, also before its day`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons(deal: "a-2") == ["deal-unknown"])
    #expect(try answer(deal: "a-2").dealType == nil)
    let early = Clocks(asOf: try CalendarDay("2026-02-09"))
    #expect(try reasons("e-1", deal: "a-1", early) == ["deal-unknown"])
  }

  @Test func `Somebody whom no fact names is unknown`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons("e-7") == ["payee-unknown"])
    // The account is known, but is nobody who is paid.
    #expect(try reasons("nordwerk") == ["payee-unknown"])
  }

  @Test func `Who is paid gets the lines and no reason`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    let position = try story.order("a-1", "2026-02-10", "1000.00")
    let paid = try answer(deal: "order/a-1")
    #expect(paid.isPaid && paid.answers.isEmpty && paid.position == position)
    #expect(paid.lines.map(\.id) == ["order/a-1/seller/rate/seller/e-1"])
    #expect(paid.lines.map { "\($0.amount)" } == ["50.00"])
  }

  @Test func `No plan may be in force on the day`() throws {
    let plan = try story.publish(Story.clause("rate", "rate: 5 %"), from: "2026-03-01")
    try story.order("a-1", "2026-02-28", "1000.00")
    #expect(try reasons() == ["no-plan-in-force"])
    #expect(try facts() == ["seller version 1, in force from 2026-03-01 [\(plan)]"])
  }

  @Test func `Each clause that does not cover says what did not fit`() throws {
    try story.publish(
      Story.clause("billed", "rate: 1 %", deal: "invoice"),
      Story.clause("renewals", "rate: 1 %", mode: "full_each")
        .replacing("deal: order", with: "deal: order, kinds: [new]"),
      Story.clause("pumps", "rate: 1 %", mode: "full_each")
        .replacing("deal: order", with: "deal: order, products: {only: [{product: pump}]}"))
    try story.publish(Story.clause("rate", "rate: 5 %"), id: "swiss", currency: "CHF")
    try story.order("a-1", "2026-02-10", "1000.00")
    let answer = try answer()
    #expect(
      answer.answers.map { "\($0.plan ?? "") \($0.clause ?? "") \($0.reason.rawValue)" } == [
        "seller billed other-deal-type", "seller renewals other-kind",
        "seller pumps no-eligible-product", "swiss rate other-currency",
      ])
    #expect(
      answer.answers[1].text
        == "the clause is for business of kind new; the deal's kind is not recorded")
    #expect(answer.answers[2].facts.map(\.text) == ["product p-1"])
    #expect(answer.answers.allSatisfy { $0.step == .select && $0.line != nil })
  }

  @Test func `Who is not credited learns who is, and which role was held when`() throws {
    try story.publish(
      Story.clause("both", "rate: 2 %", parties: "[{to: role, role: kam}]", mode: "full_each"))
    let one = try story.assign("kam-1", "kam", from: "2026-01-01", id: "as-1")
    let two = try story.assign("kam-2", "kam", from: "2026-03-01", id: "as-2")
    let inside = try story.assign("e-5", "inside_sales", from: "2026-01-01", id: "as-3")
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons("kam-2") == ["not-credited"])
    #expect(
      try facts("kam-2") == [
        "credited: kam-1 as kam [\(one)]", "kam-2 held no role on nordwerk on 2026-02-10",
        "kam-2 was kam from 2026-03-01 on [\(two)]",
      ])
    #expect(
      try facts("e-5") == [
        "credited: kam-1 as kam [\(one)]",
        "e-5 was inside_sales of nordwerk on 2026-02-10 [\(inside)]",
      ])
  }

  @Test func `An agreed split stands in the place of the seller`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    let split = try story.record(
      "commission_split.agreed.v1", "2026-02-11",
      """
      {"order_id":"a-1","shares":[{"employee_id":"e-2","role":"kam","share_bp":10000}],\
      "mode":"split","approver_id":"m-1"}
      """)
    #expect(try reasons() == ["not-credited"])
    #expect(try facts().contains("agreed shares: e-2 [\(split)]"))
  }

  @Test func `A share in a role of another clause is not paid here`() throws {
    try story.publish(
      Story.clause("kam", "rate: 5 %", parties: "[{to: role, role: kam}]"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.record(
      "commission_split.agreed.v1", "2026-02-11",
      """
      {"order_id":"a-1","shares":[{"employee_id":"e-1","role":"field_sales","share_bp":4000},\
      {"employee_id":"e-2","role":"kam","share_bp":6000}],"mode":"split","approver_id":"m-1"}
      """)
    #expect(try reasons() == ["paid-by-another-clause"])
  }

  @Test func `A clause may have no rate for the payee`() throws {
    try story.publish(Story.clause("rate", "rates_by_payee: {e-2: 5 %}"))
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons() == ["no-rate"])
    #expect(try answer().answers[0].text == "there is no rate for e-1")
  }

  @Test func `A gate that is not passed says what was asked for and what it was`() throws {
    let gates = "gates: [{of: margin, at_least: 30 %, otherwise: nothing}]"
    try story.publish(Story.clause("rate", "rate: 5 %", gates))
    try story.order("a-1", "2026-02-10", "1000.00", cost: "800.00")
    #expect(try reasons() == ["gate-failed"])
    #expect(
      try answer().answers[0].text
        == "the gate is not passed: margin at least 30 % is asked for; it is 20 %")
  }

  @Test func `A gate on the size of the deal speaks of money`() throws {
    let gates = "gates: [{of: deal_size, above: 1000.00, otherwise: nothing}]"
    try story.publish(Story.clause("rate", "rate: 5 %", gates))
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(
      try answer().answers[0].text
        == "the gate is not passed: deal size above 1000.00 EUR is asked for; it is 1000.00 EUR")
  }

  @Test func `A gate or a base that cannot be known is named`() throws {
    try story.publish(
      Story.clause(
        "rate", "margin_floor: per_deal", "rate: 5 %", base: "margin"))
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons() == ["base-unknown"])
    #expect(try answer().answers[0].text == "its cost is not recorded, so it has no margin")
  }

  @Test func `A base below the minimum pays nothing`() throws {
    try story.publish(
      Story.clause("rate", "rate: 5 %", "limits: {deal: {minimum_base: 500.00}}"))
    try story.order("a-1", "2026-02-10", "499.99")
    #expect(try reasons() == ["below-minimum"])
    #expect(
      try answer().answers[0].text == "the base of 499.99 lies below the minimum of 500.00")
  }

  @Test func `A margin that counts as zero pays nothing`() throws {
    try story.publish(
      Story.clause("rate", "margin_floor: per_deal", "rate: 5 %", base: "margin"))
    try story.order("a-1", "2026-02-10", "100.00", cost: "130.00")
    #expect(try reasons() == ["base-is-zero"])
  }

  @Test func `Tiers may pay nothing at first, and so may a rate`() throws {
    try story.publish(
      Story.clause(
        "quota",
        """
        tiers: {of: credited, per: month, target: 1000.00, mode: marginal, \
        bound: upper_exclusive, bands: [{to: 100 %, rate: 0 %}, {rate: 6 %}]}
        """))
    try story.order("a-1", "2026-02-10", "600.00")
    #expect(try reasons() == ["tiers-pay-nothing"])
    #expect(try facts() == ["0.00 to 600.00 at 0 % (band 1)"])
    try story.publish(
      Story.clause("rate", "rate: 5 %", "rates_by_payee: {e-1: 0 %}"), version: 2)
    #expect(try reasons() == ["rate-is-zero"])
  }

  @Test func `A cap that was used up by others is named`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %", "limits: {month: {cap: 30.00}}"))
    try story.order("a-0", "2026-02-01", "600.00")
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons() == ["cap-reached"])
    #expect(try answer().answers[0].text == "the cap is reached; 50.00 EUR were cut")
    #expect(try facts() == ["at most 30.00 in a month"])
  }

  @Test func `What waits for delivery says how much is missing`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %", "payable: delivered"))
    try story.order("a-1", "2026-02-10", "1000.00")
    let waiting = try answer()
    #expect(waiting.answers.map(\.reason) == [.notPayableYet])
    #expect(!waiting.isPaid && waiting.lines.map { "\($0.amount)" } == ["50.00"])
    #expect(try facts() == ["delivered so far: 0.00 of 1000.00, missing 1000.00"])
    let delivery = try story.record(
      "delivery.made.v1", "2026-02-20",
      #"{"delivery_id":"d-1","order_id":"a-1","net":\#(euros("400.00"))}"#)
    let part = try answer()
    #expect(part.isPaid && part.answers.isEmpty, "\(part.answers) \(delivery)")
  }

  @Test func `What is earned only when paid says what the customer has paid`() throws {
    try story.publish(
      Story.clause("rate", "rate: 5 %", "earned: paid", deal: "invoice"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "1000.00")
    let waiting = try answer(deal: "i-1")
    #expect(waiting.answers.map(\.reason) == [.notEarnedYet])
    #expect(
      waiting.answers[0].facts.map(\.text) == ["paid so far: 0.00 of 1000.00, missing 1000.00"])
    #expect(
      waiting.answers[0].text
        == "not earned yet: it is earned as far as the customer has paid")
  }

  @Test func `What was taken back names the events that did it`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    let cancelled = try story.cancel("a-1", "2026-03-01")
    let answer = try answer()
    #expect(answer.answers.map(\.reason) == [.takenBack])
    #expect(answer.answers[0].facts.map(\.position) == [cancelled])
    #expect(!answer.isPaid && answer.lines.count == 2)
  }

  @Test func `A target that nobody set is named`() throws {
    try story.publish(
      Story.clause(
        "quota",
        """
        tiers: {of: credited, per: month, target: {kpi: net-revenue}, mode: retroactive, \
        bound: upper_exclusive, bands: [{to: 100 %, rate: 4 %}, {rate: 6 %}]}
        """))
    try story.order("a-1", "2026-02-10", "600.00")
    #expect(try reasons() == ["something-unknown"])
    #expect(try answer().answers[0].text == "e-1 has no target net-revenue for 2026-02")
  }

  @Test func `A deal that cannot be computed says so`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    let most = euros("92233720368547758.07")
    let line = #"{"product_id":"p-1","quantity":1,"net":\#(most)}"#
    try story.record(
      "order.booked.v1", "2026-02-10",
      #"{"order_id":"a-1","employee_id":"e-1","net":\#(most),"lines":[\#(line),\#(line)]}"#)
    #expect(try reasons() == ["not-computed"])
  }

  @Test func `What the levels below get may use a manager's commission up`() throws {
    try story.publish(
      Story.clause(
        "team",
        parties: """
          [{to: seller, rate: 5 %}, {to: manager_of_seller, rate: 4 %, less: lower_levels}]
          """, mode: "full_each"))
    try story.ledger.record(
      "employee.registered.v1", on: "employee/e-1", at: "2026-01-01",
      #"{"employee_id":"e-1","manager_id":"m-1","region":"Nord","valid_from":"2026-01-01"}"#)
    try story.order("a-1", "2026-02-10", "1000.00")
    #expect(try reasons("m-1") == ["levels-below-took-it"])
  }
}
