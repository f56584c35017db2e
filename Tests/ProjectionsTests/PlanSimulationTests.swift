import Commission
import Journal
import Money
import Testing

@testable import Projections

struct PlanSimulationTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  private typealias Story = CommissionStory

  @Test func `A simulated plan holds from its own first day to its last`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-28", "1000.00")
    try story.order("a-2", "2026-03-01", "1000.00")
    try story.order("a-3", "2026-04-01", "1000.00", seller: "e-2")
    let head = try story.ledger.journal.head()
    let plan = try Story.plan(
      Story.clause("rate", "rate: 8 %"), version: 2, from: "2026-03-01", to: "2026-04-01")
    let found = try story.query().difference(publishing: plan)
    #expect(found.words == ["e-1 a-2 rate: 50.00 → 80.00, rate"])
    #expect(found.unchanged == 2)
    #expect(
      found.periodWords == [
        "e-1 2026-02 50.00 → 50.00 = 0.00", "e-1 2026-03 50.00 → 80.00 = 30.00",
        "e-2 2026-04 50.00 → 50.00 = 0.00",
      ])
    #expect(found.unchangedPeriods.map { "\($0.amount.old)" } == ["100.00"])
    #expect(try story.ledger.journal.head() == head)
  }

  @Test func `Totals of a simulation are those of the same plan published`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    var dice = SeededGenerator(seed: 7)
    var expected: [String: Int64] = [:]
    for number in 1...60 {
      let cents = Int64.random(in: 1...900_000, using: &dice)
      let month = Int.random(in: 1...9, using: &dice)
      let seller = "e-\(Int.random(in: 1...4, using: &dice))"
      let amount = Amount(minor: cents, currency: .eur)
      try story.order("a-\(number)", "2026-0\(month)-15", "\(amount)", seller: seller)
      // 7.5 % from July on, 5 % before, each rounded half up.
      let thousandths: Int64 = month < 7 ? 50 : 75
      expected["\(seller) 2026-0\(month)", default: 0] += (cents * thousandths * 2 + 1000) / 2000
    }
    let plan = try Story.plan(
      Story.clause("rate", "rate: 7.5 %"), version: 2, from: "2026-07-01")
    let found = try story.query().difference(publishing: plan)
    let simulated = found.periods.map {
      ("\($0.payee ?? "") \($0.period.map { "\($0)" } ?? "")", $0.amount.new.minor)
    }
    #expect(Dictionary(uniqueKeysWithValues: simulated) == expected)
    try story.publish(Story.clause("rate", "rate: 7.5 %"), version: 2, from: "2026-07-01")
    #expect(
      try story.query().totals().map(\.amount) == found.periods.map(\.amount.new))
  }

  @Test func `From the first day on means by the day of the event`() throws {
    try story.publish(Story.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-28", "1000.00")
    try story.order("a-2", "2026-03-01", "1000.00")
    let plan = try Story.plan(
      Story.clause("rate", "rate: 8 %"), version: 2, from: "2026-03-01")
    let found = try story.query().difference(
      publishing: plan, DifferenceScope(from: plan.effectiveFrom))
    #expect(found.payeeWords == ["e-1 50.00 → 80.00 = 30.00"])
  }
}
