import Commission
import Money
import Testing

@testable import Projections

struct PlanDifferenceTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  private typealias Story = CommissionStory

  private static let first = PlanSource.published(plan: "seller", version: 1)

  private func difference(
    to clauses: String..., scope: DifferenceScope = DifferenceScope()
  ) throws -> PlanDifference {
    let plan = try Plan.parse(
      Story.text(clauses.joined(separator: "\n"), version: 2, from: "2030-01-01"))
    return try story.query().difference(from: Self.first, to: .text(plan), scope)
  }

  @Test func `Another rate changes every line by its part`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.order("a-2", "2026-02-20", "333.33")
    try story.order("a-3", "2026-03-01", "200.00", seller: "e-2")
    let found = try difference(to: Story.clause("rate", "rate: 6 %"))
    // 6 % of 333.33 = 19.9998, half up 20.00; 5 % were 16.6665, half up 16.67.
    #expect(
      found.words == [
        "e-1 a-1 rate: 50.00 → 60.00, rate", "e-1 a-2 rate: 16.67 → 20.00, rate",
        "e-2 a-3 rate: 10.00 → 12.00, rate",
      ])
    #expect(found.lines.map(\.detail) == Array(repeating: "5 % → 6 %", count: 3))
    #expect(found.payeeWords == ["e-1 66.67 → 80.00 = 13.33", "e-2 10.00 → 12.00 = 2.00"])
    #expect(found.totalWords == ["76.67 → 92.00 = 15.33"])
    #expect(found.unchanged == 0)
    #expect(found.lines[0].new[0].derivation?.step(.select)?.inputs[0].position == .max)
  }

  @Test func `Only what is asked for is compared`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.order("a-3", "2026-03-01", "200.00", seller: "e-2")
    let new = Story.clause("rate", "rate: 6 %")
    let march = DifferenceScope(period: try Period(parsing: "2026-03"))
    #expect(try difference(to: new, scope: march).totalWords == ["10.00 → 12.00 = 2.00"])
    let one = DifferenceScope(payee: "e-1")
    #expect(try difference(to: new, scope: one).totalWords == ["50.00 → 60.00 = 10.00"])
    let clocks = Clocks(asOf: try CalendarDay("2026-02-28"))
    let early = try story.query(clocks).difference(
      from: Self.first, to: .text(try Plan.parse(Story.text(new, version: 2))))
    #expect(early.totalWords == ["50.00 → 60.00 = 10.00"])
  }

  @Test func `A version that was not known yet cannot be compared`() throws {
    let position = try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.publish(Story.clause("rate", "rate: 6 %"), version: 2)
    let second = PlanSource.published(plan: "seller", version: 2)
    #expect(try story.query().difference(from: Self.first, to: second).lines.isEmpty)
    let before = try story.query(Clocks(knownAt: .size(position + 1)))
    #expect(throws: ProjectionError.unknownPlan("seller", 2)) {
      try before.difference(from: Self.first, to: second)
    }
  }

  @Test func `A clause that is gone leaves its lines in the old plan only`() throws {
    try story.publish(
      Story.clause("rate", "rate: 5 %"), Story.clause("billed", "rate: 1 %", deal: "invoice"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.invoice("i-1", of: "a-1", "2026-02-20", "400.00")
    let found = try difference(to: Story.clause("rate", "rate: 5 %"))
    #expect(found.words == ["e-1 i-1 billed: 4.00 → 0.00, only-in-old"])
    #expect(found.lines[0].detail == "clause gone")
    #expect(found.unchanged == 1)
    #expect(found.payeeWords == ["e-1 54.00 → 50.00 = -4.00"])
  }

  /// A month's tiers of 4 % below 1,000.00; `above` from there on.
  private static func tiers(_ above: String, mode: String = "retroactive") -> String {
    Story.clause(
      "quota",
      """
      tiers: {of: credited, per: month, target: 1000.00, mode: \(mode), bound: upper_exclusive, \
      bands: [{to: 100 %, rate: 4 %}, {rate: \(above)}]}
      """)
  }

  @Test func `Other tiers change the deal that reaches them and what they true up`() throws {
    try story.publish(Self.tiers("6 %"))
    try story.order("a-1", "2026-02-10", "600.00")
    try story.order("a-2", "2026-02-20", "600.00")
    // a-1 earns 24.00; a-2 lifts all 1,200.00 to the upper band: 36.00 for each at 6 %, 48.00 at 8 %.
    let found = try difference(to: Self.tiers("8 %"))
    #expect(
      found.words == [
        "e-1 a-1 quota: 36.00 → 48.00, tiers +1", "e-1 a-2 quota: 36.00 → 48.00, tiers +1",
      ])
    #expect(found.totalWords == ["72.00 → 96.00 = 24.00"])
    // Slice by slice a-1 keeps 4 %; of a-2 400.00 stay at 4 % and 200.00 have 6 %: 16.00 + 12.00.
    let marginal = try difference(to: Self.tiers("6 %", mode: "marginal"))
    #expect(
      marginal.words == [
        "e-1 a-1 quota: 36.00 → 24.00, tiers", "e-1 a-2 quota: 36.00 → 28.00, tiers +1",
      ])
    #expect(marginal.lines[0].detail == "a-2 on 2026-02-20 only in the old plan")
  }

  @Test func `Tiers that multiply by one are as good as none`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "600.00")
    try story.order("a-2", "2026-02-20", "600.00")
    let tiers = """
      tiers: {of: credited, per: month, target: 1000.00, mode: reached, bound: upper_exclusive, \
      bands: [{to: 100 %, factor: 1}, {factor: 2}]}
      """
    let found = try difference(to: Story.clause("rate", "rate: 4 %", tiers))
    // 4 % of 600.00 = 24.00; the second order reaches 1,200.00 and has twice the rate.
    #expect(
      found.words == [
        "e-1 a-1 rate: 30.00 → 24.00, rate", "e-1 a-2 rate: 30.00 → 48.00, tiers +1",
      ])
  }

  @Test func `A limit is named where it cuts`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "600.00")
    try story.order("a-2", "2026-02-20", "600.00")
    // Of 30.00 + 30.00 a month pays 40.00.
    let month = try difference(
      to: Story.clause("rate", "rate: 5 %", "limits: {month: {cap: 40.00}}"))
    #expect(month.words == ["e-1 a-2 rate: 30.00 → 10.00, limit"])
    #expect(month.lines[0].detail == "cut 0.00 → 20.00")
    #expect(month.unchanged == 1)
    let deal = try difference(
      to: Story.clause("rate", "rate: 5 %", "limits: {deal: {cap: 25.00}}"))
    #expect(
      deal.words == [
        "e-1 a-1 rate: 30.00 → 25.00, limit", "e-1 a-2 rate: 30.00 → 25.00, limit",
      ])
    #expect(deal.lines[0].detail == "cut 0.00 → 5.00")
    // A minimum cuts nothing: 60.00 instead of 30.00.
    let least = try difference(
      to: Story.clause("rate", "rate: 5 %", "limits: {deal: {floor: 60.00}}"))
    #expect(least.words[0] == "e-1 a-1 rate: 30.00 → 60.00, limit")
    #expect(least.lines[0].detail == "at least 60.00 for a deal")
  }

  @Test func `The base goes before the rate, and both are counted`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00", cost: "700.00")
    let base = try difference(
      to: Story.clause("rate", "margin_floor: per_deal", "rate: 5 %", base: "margin"))
    #expect(base.words == ["e-1 a-1 rate: 50.00 → 15.00, base"])
    #expect(base.lines[0].detail == "1000.00 → 300.00")
    let both = try difference(
      to: Story.clause("rate", "margin_floor: per_deal", "rate: 10 %", base: "margin"))
    #expect(both.words == ["e-1 a-1 rate: 50.00 → 30.00, base +1"])
  }

  @Test func `Another share takes from one and gives to the other`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    let parties = "[{to: seller, share: 60 %}, {to: payee, payee: e-9, share: 40 %}]"
    let found = try difference(to: Story.clause("rate", "rate: 5 %", parties: parties))
    #expect(
      found.words == [
        "e-1 a-1 rate: 50.00 → 30.00, credit", "e-9 a-1 rate: 0.00 → 20.00, only-in-new",
      ])
    #expect(found.lines[0].detail == "100 % → 60 %")
    #expect(found.totalWords == ["50.00 → 50.00 = 0.00"])
  }

  @Test func `Paying later changes what may be paid and not what is earned`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    let found = try difference(to: Story.clause("rate", "rate: 5 %", "payable: delivered"))
    #expect(found.words == ["e-1 a-1 rate: 50.00 → 50.00, release"])
    #expect(found.lines[0].payable.difference.minor == -5_000)
    #expect(found.lines[0].detail == "payable 50.00 → 0.00")
  }

  @Test func `A reversal that one of the plans does not know is named`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00")
    try story.cancel("a-1", "2026-02-20", cause: "supplier")
    let found = try difference(
      to: Story.clause("rate", "rate: 5 %", "reversal: {supplier_cause: keep}"))
    #expect(found.words == ["e-1 a-1 rate: 0.00 → 50.00, reversal"])
  }

  @Test func `One plan in the place of another leaves the other out`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.publish(Story.clause("rate", "rate: 7 %"), id: "team")
    try story.publish(Story.clause("other", "rate: 1 %"), id: "stays")
    try story.order("a-1", "2026-02-10", "1000.00")
    let found = try story.query().difference(
      from: Self.first, to: .published(plan: "team", version: 1))
    #expect(found.words == ["e-1 a-1 rate: 50.00 → 70.00, rate"])
    #expect(found.unchanged == 1)
    #expect(found.totalWords == ["60.00 → 80.00 = 20.00"])
  }
}
