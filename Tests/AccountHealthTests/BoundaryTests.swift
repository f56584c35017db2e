import AccountHealth
import Money
import Testing

struct BoundaryTests {
  @Test func `An account nobody knows anything about has no score`() {
    let health = SampleAccount().assess()
    #expect(health.score == nil)
    #expect(health.exactScore == nil)
    #expect(health.coverageBp == 0)
    #expect(health.band == .tooLittleEvidence)
    #expect(health.indicators.count == 12)
    #expect(health.indicators.allSatisfy { $0.worth == nil && $0.effectiveWeight == 0 })
    #expect(health.caps.isEmpty && health.warnings.isEmpty)
  }

  @Test func `Missing evidence lowers the coverage and never the score`() {
    var account = SampleAccount()
    account.answer(10, by: 1, ago: 0)
    let health = account.assess()
    #expect(health.score == 100)
    #expect(health.coverageBp == 1_000)
    #expect(health.band == .tooLittleEvidence)
  }

  @Test func `An answer fades into coverage, not into a bad score`() {
    var account = SampleAccount()
    account.answer(10, by: 1, ago: 360)
    let health = account.assess()
    #expect(health.score == 100)
    // A quarter of 10 %.
    #expect(health.coverageBp == 250)
  }

  /// A model of one indicator shows the score of any worth.
  @Test(arguments: [
    (7_500, HealthAssessment.Band.green), (7_499, .amber), (5_000, .amber), (4_999, .red),
    (10_000, .green), (0, .red),
  ])
  func `A band begins exactly at its boundary`(worth: Int, band: HealthAssessment.Band) {
    var model = HealthModel.keyAccount1
    model.parts = [
      .init(
        .contract, weight: 100,
        [
          .init(
            "contract-end", .daysToContractEnd(secured: 0), weight: 100,
            PiecewiseLinear([.init(0, worth: worth)]))
        ])
    ]
    var account = SampleAccount()
    account.contract(
      1,
      .signed(start: SampleAccount.ago(10), end: nil, renewsItself: false, value: 1), ago: 10)
    let health = account.assess(model)
    #expect(health.exactScore == worth)
    #expect(health.score == worth / 100)
    #expect(health.band == band)
  }

  @Test(arguments: [(29, 0), (30, 0), (31, 66), (96, 4_400), (99, 4_600), (180, 10_000)])
  func `A contract's end is worth its place on the line`(days: Int, worth: Int) {
    // (31 - 30) / 150 = 0.0066, (96 - 30) / 150 = 0.44, (99 - 30) / 150 = 0.46.
    var account = SampleAccount()
    account.contract(
      1,
      .signed(
        start: SampleAccount.ago(10), end: SampleAccount.ago(-days), renewsItself: false, value: 1),
      ago: 10)
    #expect(account.assess().worth("contract-end") == worth)
  }

  @Test func `A window holds exactly its days`() {
    var account = SampleAccount()
    account.contact(1, .purchasing, role: .buyer)
    account.met([1], ago: 180)
    #expect(account.assess().value("buying-centre-coverage") == 0)
    account.met([1], ago: 179)
    #expect(account.assess().value("buying-centre-coverage") == 2_500)
  }

  @Test func `A contact who left covers no role any more`() {
    var account = SampleAccount()
    account.contact(1, .purchasing, role: .buyer)
    account.met([1], ago: 20)
    account.left(1, ago: 10)
    #expect(account.assess().value("buying-centre-coverage") == 0)
  }

  @Test func `Without any top-level contact the oldest interaction is the measure`() {
    var account = SampleAccount()
    account.contact(1, .purchasing, .head)
    account.met([1], ago: 120)
    account.met([1], ago: 5)
    #expect(account.assess().value("top-level-contact") == 120)
    account.facts.reviews.append(
      .init(day: SampleAccount.ago(40), topLevelPresent: true, position: account.next()))
    #expect(account.assess().value("top-level-contact") == 40)
  }

  @Test func `Levels nobody knows say nothing about the top level`() {
    var account = SampleAccount()
    account.met([9], ago: 5)
    #expect(
      account.assess().indicator("top-level-contact")?.measurement == .missing(.noKnownLevel))
    #expect(
      account.assess().indicator("buying-centre-coverage")?.measurement == .missing(.noBuyingRole))
    #expect(
      account.assess().indicator("purchasing-only")?.measurement
        == .missing(.tooFewInteractions(found: 0, needed: 5)))
  }

  @Test func `A plan by one function is worth nothing however young it is`() {
    var account = SampleAccount()
    account.plan(published: 1, functions: [3, 3])
    #expect(account.assess().worth("account-plan") == 0)
    account.plan(published: 1, functions: [3, 4])
    #expect(account.assess().worth("account-plan") == 10_000)
  }

  @Test func `A later target replaces an earlier one on the days both cover`() {
    var account = SampleAccount()
    // The year asks for 365,000; its last 73 days were set again to 36,500 instead of 73,000.
    account.target(365_000, from: 364, to: -1, set: 364)
    account.target(36_500, from: 72, to: -1, set: 100)
    account.revenue(328_500, ago: 10)
    // Expected 292,000 + 36,500 = 328,500.
    #expect(account.assess().value("revenue-path") == 0)
  }

  @Test func `A target that covers too little of the window leaves the path to the plan's goal`() {
    var account = SampleAccount()
    account.target(1, from: 88, to: -1, set: 364)
    account.revenue(105_000, ago: 10)
    #expect(account.assess().value("revenue-path") == nil)
    // 365 of 730 days of the way from 100,000 to 120,000: 110,000. -5,000 / 110,000 = -4.545 %.
    account.facts.revenueGoals.append(
      .init(
        from: SampleAccount.ago(365), due: SampleAccount.ago(-365), baseline: 100_000,
        target: 120_000, set: SampleAccount.ago(365), position: account.next()))
    #expect(account.assess().value("revenue-path") == -455)
    account.target(1, from: 89, to: 88, set: 364)
    // Ninety covered days are enough, and 105,000 is far above 2.
    #expect((account.assess().value("revenue-path") ?? 0) > 0)
  }

  @Test func `A goal that is due asks for its target from then on`() {
    var account = SampleAccount()
    account.revenue(60_000, ago: 10)
    account.facts.revenueGoals.append(
      .init(
        from: SampleAccount.ago(800), due: SampleAccount.ago(70), baseline: 1, target: 120_000,
        set: SampleAccount.ago(800), position: account.next()))
    #expect(account.assess().value("revenue-path") == -5_000)
  }

  @Test func `Reopening lets the clock go on and a pause stops it`() {
    var account = SampleAccount()
    account.escalation(1, .raised(severity: 3), ago: 50)
    account.escalation(1, .resolved, ago: 45)
    account.escalation(1, .reopened, ago: 40)
    account.escalation(1, .paused, ago: 39)
    account.escalation(1, .resumed, ago: 33)
    account.escalation(1, .resolved, ago: 30)
    // 50 - 30 days, 6 of them paused, of a target of 10 days.
    #expect(account.assess().value("resolution-time") == 14_000)
  }

  @Test func `Only the newest answer of a contact counts`() {
    var account = SampleAccount()
    account.answer(0, by: 1, ago: 30)
    account.answer(10, by: 1, ago: 20)
    #expect(account.assess().value("survey-answers") == 10_000)
    account.answer(0, ago: 20)
    #expect(account.assess().value("survey-answers") == 5_000)
  }

  @Test func `The largest amounts are measured without a trap`() {
    var account = SampleAccount()
    for day in 0..<20 {
      account.revenue(.max, cost: .min, ago: day)
      account.revenue(.max, cost: .min, .ordered, ago: day)
      account.revenue(.min, ago: 365 + day)
    }
    account.target(.max, from: 364, to: -1, set: 10)
    account.contract(
      1, .signed(start: SampleAccount.ago(500), end: nil, renewsItself: true, value: .max),
      ago: 500)
    account.contract(1, .changed(value: .min), ago: 3)
    account.facts.surveys.append(
      .init(
        instrument: .csat, score: .max, worst: .min, best: .max, contact: nil,
        day: SampleAccount.today, position: account.next()))
    account.escalation(1, .raised(severity: .max), ago: 0)
    #expect(account.assess().score != nil)
    #expect(!AccountHealth.keyFigures(account.facts, asOf: SampleAccount.today).isEmpty)
  }
}
