import Money
import Testing

@testable import AccountHealth

struct KPIFormTests {
  @Test func `Every figure is defined, and one of the thirty stands behind each`() {
    #expect(Set(KPI.allCases.map(\.number)) == Set(1...30))
    for kpi in KPI.allCases {
      #expect(!kpi.formula.isEmpty && !kpi.german.isEmpty && !kpi.events.isEmpty)
      #expect(!kpi.reason.isEmpty && !kpi.source.isEmpty)
    }
  }

  @Test func `Forms without facts have no value`() {
    for form: KPIForm in [
      .sum, .ratio, .change, .quotient, .median, .p90, .largest, .concentration, .topThree,
    ] {
      #expect(form.value(of: KPIPart()) == nil)
    }
    #expect(KPIForm.ratio.value(of: KPIPart(top: 1, bottom: -2, n: 1)) == nil)
  }

  @Test func `Forms by hand`() {
    #expect(KPIForm.ratio.value(of: KPIPart(top: 2, bottom: 3)) == 6_666)
    #expect(KPIForm.change.value(of: KPIPart(top: 2, bottom: 3)) == -3_334)
    #expect(KPIForm.quotient.value(of: KPIPart(top: -7, bottom: 2)) == -4)
    // Of eleven values the tenth is the first that nine in ten do not exceed.
    #expect(KPIForm.p90.value(of: KPIPart(values: Array((1...11).reversed()))) == 10)
    #expect(KPIForm.p90.value(of: KPIPart(values: [7])) == 7)
    // 0.5² + 0.3² + 0.1² + 0.1²; what was only credited is no share.
    #expect(KPIForm.concentration.value(of: KPIPart(values: [5, 3, 1, 1, -4])) == 3_600)
    #expect(KPIForm.topThree.value(of: KPIPart(values: [5, 3, 1, 1])) == 9_000)
    #expect(KPIForm.concentration.value(of: KPIPart(values: [.max, .max])) == 5_000)
  }

  @Test func `Parts add up and keep a reason that all of them have`() {
    var part = KPIPart.missing("nobody asked")
    part.add(.missing("nobody asked"))
    #expect(part.missing == "nobody asked")
    part.add(.missing("another"))
    #expect(part.missing == nil)
    part = KPIPart(top: 1, bottom: 2, values: [3], n: 1, evidence: [4])
    part.add(KPIPart(top: 10, bottom: 20, values: [30], n: 1, evidence: [40]))
    #expect(part == KPIPart(top: 11, bottom: 22, values: [3, 30], n: 2, evidence: [4, 40]))
  }

  @Test func `A case that says nothing leaves the figure undefined for all`() {
    var part = KPIPart(top: 3, bottom: 3, n: 2, evidence: [1])
    var other = KPIPart(n: 1, evidence: [2])
    other.silent = 1
    part.add(other)
    let result = KPIResult(.winRateByValue, part)
    #expect(result.value == nil && result.n == 0)
    #expect(result.reason == "1 of the cases have no known value")
  }

  @Test func `Growth of a fourth in three years is 7.72 percent a year`() throws {
    let (from, due) = (
      try CalendarDay(parsing: "2025-01-01"), try CalendarDay(parsing: "2028-01-01")
    )
    let path = try #require(
      GrowthPath(baseline: 1_000_000, target: 1_250_000, from: from, due: due))
    #expect(path.expected(on: try from.adding(days: -1)) == nil)
    #expect(path.expected(on: from) == 1_000_000)
    #expect(path.expected(on: try from.adding(days: 365)) == 1_077_217)
    #expect(path.expected(on: try from.adding(days: 730)) == 1_160_397)
    #expect(path.expected(on: due) == 1_250_000)
    // Shrinking is the same curve the other way round.
    let falling = try #require(
      GrowthPath(baseline: 1_250_000, target: 1_000_000, from: from, due: due))
    #expect(falling.expected(on: try from.adding(days: 365)) == 1_160_397)
    #expect(GrowthPath(baseline: 0, target: 1, from: from, due: due) == nil)
    #expect(GrowthPath(baseline: 1, target: 1, from: due, due: from) == nil)
  }
}
