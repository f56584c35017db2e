import AccountHealth
import Money
import Testing

/// One account computed on paper.
struct WorkedExampleTests {
  /// Every indicator but the win rate is known, and the survey is one half-life old.
  static func account() -> SampleAccount {
    var account = SampleAccount()
    account.contact(1, .purchasing, role: .buyer)
    account.contact(2, .management, .cLevel, role: .decider)
    account.contact(3, .engineering, .head, role: .user)
    account.met([2], ago: 200)
    // Six of ten known interactions with purchasing alone; the decider is met once more.
    for day in 1...6 { account.met([1], ago: day * 10) }
    for day in 1...3 { account.met([1, 4], ago: day * 20 + 5) }
    account.contact(4, .logistics, .operational, role: .decider)
    account.met([4], ago: 100)
    account.plan(published: 400, functions: [1, 2])
    account.target(100_000, from: 364, to: -1, set: 300)
    account.revenue(95_000, ago: 30)
    account.revenue(10_000, cost: 7_600, .ordered, ago: 40)
    account.contract(
      1,
      .signed(
        start: SampleAccount.ago(700), end: SampleAccount.ago(-105), renewsItself: false,
        value: 100_000),
      ago: 700)
    account.contract(1, .changed(value: 90_000), ago: 100)
    account.escalation(1, .raised(severity: 2), ago: 186)
    account.escalation(1, .resolved, ago: 180)
    account.escalation(2, .raised(severity: 3), ago: 15)
    account.answer(8, by: 1, ago: 180)
    return account
  }

  @Test func `Every indicator has the worth computed on paper`() {
    let health = Self.account().assess()
    // Buyer and decider of four roles: 2 / 4.
    #expect(health.worth("buying-centre-coverage") == 5_000)
    // 200 days: (365 - 200) / 275.
    #expect(health.worth("top-level-contact") == 6_000)
    // 6 of 10: (90 - 60) / 60.
    #expect(health.worth("purchasing-only") == 5_000)
    // 400 days: 141 / 176 = 0.80113.
    #expect(health.worth("account-plan") == 8_011)
    // 95,000 of 100,000 is -5 %: 15 / 20.
    #expect(health.worth("revenue-path") == 7_500)
    // 2,400 of 10,000 is 24 %: 9 / 15.
    #expect(health.worth("contribution-margin") == 6_000)
    #expect(health.worth("win-rate") == nil)
    // 105 days: 75 / 150.
    #expect(health.worth("contract-end") == 5_000)
    // -10 %: 20 / 30, rounded down.
    #expect(health.worth("contract-value") == 6_666)
    // Severity 3 open for 15 days: 0.5 × 45/30 = 0.75. Severity 2 resolved three half-lives ago:
    // 1 / 8 = 0.125. (3 - 0.875) / 3 = 0.70833.
    #expect(health.worth("escalation-load") == 7_083)
    // 6 days of 5 is 1.2: 0.8.
    #expect(health.worth("resolution-time") == 8_000)
    // 8 of 10 lies between 6 and 9: 2 / 3.
    #expect(health.worth("survey-answers") == 6_666)
  }

  @Test func `The score is the mean computed on paper`() {
    let health = Self.account().assess()
    // relationship 1200×.5 + 750×.6 + 600×.5 + 450×.8011          = 1710.495
    // commercial   2500 × (45×.75 + 40×.6) / 85                   = 1698.5294
    // contract     1200×.5 + 800×.6666                            = 1133.28
    // service      900×.7083 + 600×.8                             = 1117.47
    // voice        1000 × 1/2 × .6666                             =  333.3
    // sum 5993.0744 over 10000 - 500 = 9500                       = 0.630850
    #expect(health.exactScore == 6_308)
    #expect(health.score == 63)
    #expect(health.band == .amber)
    // Missing: win rate 25 × 15 % = 3.75 %, half of voice 5 %.
    #expect(health.coverageBp == 9_125)
    #expect(health.caps.isEmpty)
    #expect(health.warnings.isEmpty)
    #expect(health.modelID == "ka-1")
    #expect(health.modelVersion == 1)
  }

  @Test func `The parts add up to the score and each is its exact share`() {
    let health = Self.account().assess()
    #expect(health.parts == 6_308)
    #expect(health.wholePoints == 63)
    // 600 / 9500 = 0.063158 and 333.3 / 9500 = 0.035084; a part is at most one above its floor.
    #expect([631, 632].contains(health.indicator("contract-end")?.contribution))
    #expect([350, 351].contains(health.indicator("survey-answers")?.contribution))
    #expect(health.indicator("win-rate")?.contribution == 0)
    #expect(health.indicators.reduce(0) { $0 + $1.effectiveWeight } == 10_000)
    // 500 of 9500.
    #expect([526, 527].contains(health.indicator("survey-answers")?.effectiveWeight))
  }

  @Test func `A missing indicator says why`() {
    let missing = Self.account().assess().indicator("win-rate")?.measurement
    #expect(missing == .missing(.tooFewClosedOpportunities(found: 0, needed: 5)))
  }

  @Test func `An indicator names the events it was computed from`() {
    var account = SampleAccount()
    account.contact(1, .management, .cLevel)
    account.met([1], ago: 60)
    let newest = account.met([1], ago: 50)
    account.met([], ago: 10)
    guard
      case .known(let reading)? = account.assess().indicator("top-level-contact")?.measurement
    else {
      Issue.record("the top level was met")
      return
    }
    #expect(reading.evidence == [newest])
  }

  @Test func `A binding cap is a line of its own and the parts still add up`() {
    var account = Self.account()
    let notice = account.contract(
      1, .noticeReceived(effective: SampleAccount.ago(-105)), ago: 3)
    let health = account.assess()
    #expect(health.score == 39)
    #expect(health.exactScore == 3_900)
    #expect(health.band == .red)
    #expect(health.parts == 3_900)
    #expect(health.wholePoints == 39)
    #expect(health.caps.count == 1)
    #expect(health.caps.first?.isBinding == true)
    #expect(health.caps.first?.effect == 3_900 - 6_308)
    #expect(health.caps.first?.evidence == [notice])
  }
}
