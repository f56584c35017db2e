import Money
import Testing

@testable import AccountHealth

/// A SplitMix64 generator: the same seed gives the same account everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

struct PropertyTests {
  /// An account with any mixture of facts, sane or not, from two and a half years around the day.
  static func account(seed: UInt64) -> SampleAccount {
    var random = SeededGenerator(seed: seed)
    var account = SampleAccount()
    func day() -> Int { Int.random(in: -60...900, using: &random) }
    func handle() -> HealthFacts.Handle { .random(in: 1...6, using: &random) }
    let functions: [HealthFacts.ContactFunction] = [.purchasing, .management, .it, .unknown]
    let levels: [HealthFacts.Hierarchy] = [.cLevel, .head, .unknown]
    let roles: [HealthFacts.BuyingRole?] = [.decider, .user, .influencer, .buyer, .gatekeeper, nil]
    for _ in 0..<Int.random(in: 0...80, using: &random) {
      switch Int.random(in: 0..<13, using: &random) {
      case 0:
        account.contact(
          handle(), functions.randomElement(using: &random) ?? .unknown,
          levels.randomElement(using: &random) ?? .unknown,
          role: roles.randomElement(using: &random) ?? nil, ago: day())
      case 1: account.left(handle(), successor: Bool.random(using: &random) ? 2 : nil, ago: day())
      case 2, 3, 4:
        account.met(
          [handle(), handle()], Bool.random(using: &random) ? .visit : .call, ago: day())
      case 5: account.plan(published: day(), functions: [handle() % 2, handle() % 2])
      case 6:
        account.revenue(
          .random(in: -5_000...50_000, using: &random),
          cost: .random(in: 0...40_000, using: &random),
          Bool.random(using: &random) ? .ordered : .invoiced, ago: day())
      case 7:
        account.target(.random(in: 0...90_000, using: &random), from: day(), to: -1, set: day())
      case 8:
        account.opportunity(
          handle(),
          [.won, .lost, .identified(renewal: true, contract: nil)].randomElement(using: &random)
            ?? .won, value: 5, ago: day())
      case 9:
        account.contract(
          handle(),
          .signed(
            start: SampleAccount.ago(day()), end: SampleAccount.ago(day() - 500),
            renewsItself: Bool.random(using: &random), value: .random(in: 1...99, using: &random)),
          ago: day())
      case 10:
        account.contract(
          handle(),
          [
            .renewed(end: nil, value: 7), .changed(value: 9), .noticeWithdrawn, .ended,
            .noticeReceived(effective: SampleAccount.ago(day())),
          ].randomElement(using: &random) ?? .ended, ago: day())
      case 11:
        account.escalation(
          handle(),
          [
            .raised(severity: 1), .raised(severity: 3), .acknowledged, .paused, .resumed, .resolved,
            .reopened,
          ].randomElement(using: &random) ?? .resolved, ago: day())
      default: account.answer(.random(in: 0...10, using: &random), by: handle(), ago: day())
      }
    }
    return account
  }

  @Test func `The parts add up to the score for a thousand accounts`() {
    var bands: Set<HealthAssessment.Band> = []
    for seed in 0..<UInt64(1_000) {
      let health = Self.account(seed: seed).assess()
      bands.insert(health.band)
      let note = Comment("seed \(seed)")
      #expect(health.parts == health.exactScore ?? 0, note)
      #expect(health.wholePoints == health.score ?? 0, note)
      #expect((0...10_000).contains(health.exactScore ?? 0), note)
      #expect((0...10_000).contains(health.coverageBp), note)
      #expect((health.score == nil) == (health.coverageBp == 0), note)
      #expect(health.caps.count { $0.isBinding } <= 1, note)
      for indicator in health.indicators {
        #expect(indicator.contribution >= 0, note)
        #expect((indicator.worth == nil) == !indicator.measurement.isKnown, note)
      }
    }
    // The accounts are varied enough to mean something.
    #expect(bands.count == 4)
  }

  @Test func `The order of the facts does not matter`() {
    for seed in 0..<UInt64(300) {
      let account = Self.account(seed: seed)
      var random = SeededGenerator(seed: seed &+ 1_000_000)
      var shuffled = HealthFacts()
      let facts = account.facts
      shuffled.contacts = facts.contacts.shuffled(using: &random)
      shuffled.roleAssessments = facts.roleAssessments.shuffled(using: &random)
      shuffled.departures = facts.departures.shuffled(using: &random)
      shuffled.plans = facts.plans.shuffled(using: &random)
      shuffled.opportunities = facts.opportunities.shuffled(using: &random)
      shuffled.revenue = facts.revenue.shuffled(using: &random)
      shuffled.revenueTargets = facts.revenueTargets.shuffled(using: &random)
      shuffled.contracts = facts.contracts.shuffled(using: &random)
      shuffled.escalations = facts.escalations.shuffled(using: &random)
      shuffled.surveys = facts.surveys.shuffled(using: &random)
      for interaction in facts.interactions.shuffled(using: &random) {
        shuffled.addInteraction(
          day: interaction.day, kind: interaction.kind,
          contacts: Array(facts.contacts(of: interaction)), topics: interaction.topics,
          position: interaction.position)
      }
      let health = AccountHealth.assess(
        shuffled, asOf: SampleAccount.today, model: .keyAccount1)
      let isSameHealth = health == account.assess()
      #expect(isSameHealth, Comment("seed \(seed)"))
      let isSameFigures =
        AccountHealth.keyFigures(shuffled, asOf: SampleAccount.today)
        == AccountHealth.keyFigures(facts, asOf: SampleAccount.today)
      #expect(isSameFigures, Comment("seed \(seed)"))
    }
  }

  @Test func `Facts of the future and strangers change nothing`() {
    for seed in 0..<UInt64(300) {
      let account = Self.account(seed: seed)
      var more = account
      more.contact(900, .management, .cLevel)
      more.met([1], .visit, ago: -1)
      more.left(1, ago: -1)
      more.plan(published: -1, functions: [1])
      more.revenue(1_000_000, cost: 1, ago: -1)
      more.target(1, from: 364, to: -1, set: -1)
      more.opportunity(1, .lost, ago: -1)
      more.contract(1, .ended, ago: -1)
      more.contract(2, .noticeReceived(effective: SampleAccount.today), ago: -1)
      more.escalation(1, .raised(severity: 1), ago: -1)
      more.answer(0, by: 1, ago: -1)
      let isUnchanged = more.assess() == account.assess()
      #expect(isUnchanged, Comment("seed \(seed)"))
    }
  }

  @Test func `More revenue, less cost and a better answer never lower the score`() {
    for seed in 0..<UInt64(300) {
      var worse = Self.account(seed: seed)
      var better = worse
      worse.revenue(1_000, ago: 10)
      better.revenue(9_000, ago: 10)
      worse.revenue(50_000, cost: 50_000, .ordered, ago: 10)
      better.revenue(50_000, cost: 10_000, .ordered, ago: 10)
      worse.answer(5, by: 3, ago: 0)
      better.answer(10, by: 3, ago: 0)
      #expect(
        (worse.assess().exactScore ?? 0) <= (better.assess().exactScore ?? 0),
        Comment("seed \(seed)"))
    }
  }
}
