import AccountHealth
import Money
import Testing

struct WarningTests {
  private func ids(_ account: SampleAccount) -> [String] {
    account.assess().warnings.map(\.id)
  }

  /// Twenty visits in the four quarters before, `visits` in the current one; six won of ten before
  /// and `won` of five now.
  private func effort(visits: Int, won: Int, lost: Int) -> SampleAccount {
    var account = SampleAccount()
    account.met([], ago: 450)
    for index in 0..<20 { account.met([], .visit, ago: 90 + index * 18 + 17) }
    for index in 0..<visits { account.met([], .visit, ago: index) }
    var opportunity: HealthFacts.Handle = 0
    func close(_ count: Int, _ change: HealthFacts.OpportunityStep.Change, ago days: Int) {
      for _ in 0..<count {
        opportunity += 1
        account.opportunity(opportunity, change, ago: days)
      }
    }
    close(6, .won, ago: 200)
    close(4, .lost, ago: 200)
    close(won, .won, ago: 20)
    close(lost, .lost, ago: 20)
    return account
  }

  @Test func `More visits and fewer wins raise the warning with its numbers`() {
    // 6 >= 1.15 × 20/4 = 5.75; 2 of 5 is 40 % against 60 %.
    let account = effort(visits: 6, won: 2, lost: 3)
    guard case .effortUpYieldDown(let found)? = account.assess().warnings.first else {
      Issue.record("the warning is missing")
      return
    }
    #expect(found.visits == 6)
    #expect(found.visitsBefore == 20)
    #expect(found.winRate == 4_000)
    #expect(found.winRateBefore == 6_000)
    #expect(found.isWinRateDown)
    #expect(!found.isRevenueFlat)
    #expect(found.evidence.count == 26 + 15)
  }

  @Test func `As many visits as before, or as many wins, raise none`() {
    #expect(ids(effort(visits: 5, won: 2, lost: 3)) == [])
    // 11 of 20 is 55 %, exactly five points below 60 %; 56 % is not enough.
    #expect(ids(effort(visits: 6, won: 11, lost: 9)) == ["effort-up-yield-down"])
    #expect(ids(effort(visits: 6, won: 14, lost: 11)) == [])
    // Two closed opportunities say nothing.
    #expect(ids(effort(visits: 6, won: 0, lost: 2)) == [])
  }

  @Test func `More visits without growth raise the warning without any opportunity`() {
    var account = effort(visits: 6, won: 3, lost: 2)
    account.revenue(1_000, ago: 400)
    account.revenue(1_001, ago: 30)
    #expect(ids(account) == [])
    account.revenue(-1, ago: 20)
    guard case .effortUpYieldDown(let found)? = account.assess().warnings.first else {
      Issue.record("the warning is missing")
      return
    }
    #expect(found.revenueGrowth == 0)
    #expect(found.isRevenueFlat)
    #expect(!found.isWinRateDown)
  }

  @Test func `A young account has no mean to compare with`() {
    var account = SampleAccount()
    for index in 0..<10 { account.met([], .visit, ago: 90 + index * 20) }
    for index in 0..<20 { account.met([], .visit, ago: index) }
    account.revenue(1_000, ago: 400)
    account.met([], ago: 449)
    #expect(ids(account) == [])
    account.met([], ago: 450)
    #expect(ids(account) == ["effort-up-yield-down"])
  }

  /// `only` interactions with purchasing alone and `other` with production too.
  private func purchasing(only: Int, other: Int) -> SampleAccount {
    var account = SampleAccount()
    account.contact(1, .purchasing)
    account.contact(2, .production)
    for index in 0..<only { account.met([1, 7], ago: index) }
    for index in 0..<other { account.met([1, 2], ago: index) }
    account.met([7], ago: 1)
    account.met([1], ago: 180)
    return account
  }

  @Test func `Seven in ten interactions with purchasing alone raise the warning`() {
    #expect(ids(purchasing(only: 7, other: 3)) == ["purchasing-only"])
    #expect(ids(purchasing(only: 69, other: 31)) == [])
    #expect(ids(purchasing(only: 4, other: 0)) == [])
    #expect(ids(purchasing(only: 5, other: 0)) == ["purchasing-only"])
    guard case .purchasingOnly(let found)? = purchasing(only: 7, other: 3).assess().warnings.first
    else {
      Issue.record("the warning is missing")
      return
    }
    #expect(found.purchasingOnly == 7)
    #expect(found.known == 10)
    #expect(found.share == 7_000)
    #expect(found.evidence.count == 10)
  }

  @Test func `A current plan by one function raises the warning`() {
    var account = SampleAccount()
    account.plan(published: 300, functions: [1, 1])
    #expect(ids(account) == ["plan-alone"])
    account.plan(published: 200, functions: [1, 2])
    #expect(ids(account) == [])
    account.plan(published: 100, functions: [])
    #expect(ids(account) == [])
  }

  @Test func `A plan that begins later is not yet the current one`() {
    var account = SampleAccount()
    account.plan(published: 300, functions: [1, 2])
    account.facts.plans.append(
      .init(
        published: SampleAccount.ago(10), from: SampleAccount.ago(-10), to: SampleAccount.ago(-400),
        contributorFunctions: [1], position: account.next()))
    #expect(ids(account) == [])
  }
}
