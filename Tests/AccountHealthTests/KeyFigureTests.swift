import AccountHealth
import Money
import Testing

struct KeyFigureTests {
  private func figures(_ account: SampleAccount) -> [String: Int] {
    var values: [String: Int] = [:]
    for figure in AccountHealth.keyFigures(account.facts, asOf: SampleAccount.today) {
      if case .known(let reading) = figure.measurement { values[figure.id] = reading.value }
    }
    return values
  }

  @Test func `Nothing known means every figure is missing with a reason`() {
    let figures = AccountHealth.keyFigures(HealthFacts(), asOf: SampleAccount.today)
    #expect(figures.count == 16)
    for figure in figures {
      guard case .missing(let reason) = figure.measurement else {
        Issue.record("\(figure.id) has a value")
        continue
      }
      #expect(!reason.description.isEmpty)
    }
  }

  @Test func `Money figures are computed by their formulas`() {
    var account = SampleAccount()
    account.revenue(100_000, ago: 400)
    account.revenue(110_000, ago: 100)
    account.revenue(-2_000, ago: 90)
    account.revenue(50_000, cost: 33_000, .ordered, ago: 100)
    account.opportunity(1, .won, value: 3_000, ago: 10)
    account.opportunity(2, .lost, value: 1_000, ago: 10)
    account.opportunity(3, .lost, value: 2_000, ago: 10)
    account.facts.offers.append(
      .init(list: 1_000, net: 880, day: SampleAccount.ago(5), position: account.next()))
    let found = figures(account)
    #expect(found["revenue"] == 108_000)
    // 108,000 / 100,000 - 1.
    #expect(found["revenue-growth"] == 800)
    // 17,000 / 50,000.
    #expect(found["contribution-margin"] == 3_400)
    #expect(found["win-rate"] == 3_333)
    #expect(found["win-rate-by-value"] == 5_000)
    #expect(found["discount-depth"] == 1_200)
  }

  @Test func `Relationship and service figures are computed by their formulas`() {
    var account = SampleAccount()
    account.contact(1, .purchasing, role: .buyer)
    account.contact(2, .management, .cLevel, role: .decider)
    account.met([1], ago: 500)
    account.met([1], .visit, topics: [.discount, .offer], ago: 30)
    account.met([2], .visit, ago: 20)
    account.met([2], ago: 10)
    account.plan(published: 30, functions: [1, 2, 2])
    account.answer(9, by: 1, ago: 10)
    account.answer(10, by: 2, ago: 10)
    account.answer(6, by: 3, ago: 10)
    account.answer(7, by: 4, ago: 10)
    for (index, days) in [1, 2, 3, 10].enumerated() {
      account.escalation(UInt32(index), .raised(severity: 4), ago: 50)
      account.escalation(UInt32(index), .resolved, ago: 50 - days)
    }
    let found = figures(account)
    #expect(found["visits"] == 2)
    #expect(found["discount-talk"] == 3_333)
    #expect(found["purchasing-only-share"] == 3_333)
    #expect(found["buying-centre-coverage"] == 5_000)
    #expect(found["days-since-top-level"] == 10)
    // Contact 2 of contacts 1 and 2.
    #expect(found["new-contacts"] == 5_000)
    #expect(found["plan-functions"] == 2)
    // (2 - 1) / 4.
    #expect(found["nps"] == 2_500)
    // The mean of 2 and 3, rounded down; nine in ten of four are all four.
    #expect(found["resolution-median"] == 2)
    #expect(found["resolution-p90"] == 10)
  }
}
