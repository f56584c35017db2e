import AccountHealth
import Money
import Testing

struct CapTests {
  private func caps(_ account: SampleAccount) -> [String] {
    account.assess().caps.map(\.condition.id)
  }

  private func account(end: Int?, renewsItself: Bool = false) -> SampleAccount {
    var account = SampleAccount()
    account.contract(
      1,
      .signed(
        start: SampleAccount.ago(300), end: end.map { SampleAccount.ago(-$0) },
        renewsItself: renewsItself, value: 1_000),
      ago: 300)
    return account
  }

  @Test func `A contract that ends within ninety days caps the score`() {
    #expect(caps(account(end: 91)) == [])
    #expect(caps(account(end: 90)) == ["contract-ending"])
    #expect(caps(account(end: 1)) == ["contract-ending"])
    // From its first day after the term it does not run any more.
    #expect(caps(account(end: 0)) == [])
    #expect(caps(account(end: nil)) == [])
    #expect(caps(account(end: 30, renewsItself: true)) == [])
  }

  @Test func `A renewal opportunity lifts the cap until it is lost`() {
    var account = account(end: 60)
    account.opportunity(1, .identified(renewal: false, contract: nil), ago: 30)
    account.opportunity(2, .identified(renewal: true, contract: 2), ago: 30)
    #expect(caps(account) == ["contract-ending"])
    account.opportunity(3, .identified(renewal: true, contract: 1), ago: 30)
    #expect(caps(account) == [])
    account.opportunity(3, .lost, ago: 2)
    #expect(caps(account) == ["contract-ending"])
    account.contract(1, .renewed(end: SampleAccount.ago(-400), value: 1_000), ago: 1)
    #expect(caps(account) == [])
  }

  @Test func `A notice caps until it is withdrawn, made good or long past`() {
    var account = account(end: 200, renewsItself: true)
    account.contract(1, .noticeReceived(effective: SampleAccount.ago(-200)), ago: 20)
    #expect(caps(account) == ["notice-received"])
    var withdrawn = account
    withdrawn.contract(1, .noticeWithdrawn, ago: 3)
    #expect(caps(withdrawn) == [])
    var renewed = account
    renewed.contract(1, .renewed(end: SampleAccount.ago(-500), value: 1), ago: 3)
    #expect(caps(renewed) == [])
    var again = account
    again.contract(
      2, .signed(start: SampleAccount.today, end: nil, renewsItself: false, value: 1), ago: 3)
    #expect(caps(again) == [])
  }

  @Test func `A notice lingers for a year after it took effect`() {
    for (days, expected) in [(365, ["notice-received"]), (366, [])] {
      var account = SampleAccount()
      account.contract(
        1,
        .signed(start: SampleAccount.ago(900), end: nil, renewsItself: false, value: 1), ago: 900)
      account.contract(1, .noticeReceived(effective: SampleAccount.ago(days)), ago: 500)
      account.contract(1, .ended, ago: days)
      #expect(caps(account) == expected)
    }
  }

  @Test func `The worst escalation caps when it is open beyond its two days`() {
    var account = SampleAccount()
    account.escalation(1, .raised(severity: 1), ago: 2)
    #expect(caps(account) == [])
    account = SampleAccount()
    account.escalation(1, .raised(severity: 1), ago: 3)
    account.escalation(2, .raised(severity: 2), ago: 300)
    #expect(caps(account) == ["severity-1-overdue"])
    account.escalation(1, .resolved, ago: 0)
    #expect(caps(account) == [])
  }

  @Test func `A decider who leaves without a successor caps until there is another`() {
    var account = SampleAccount()
    account.contact(1, .management, .cLevel, role: .decider)
    account.contact(2, .finance, .head, role: .influencer)
    account.left(2, ago: 50)
    #expect(caps(account) == [])
    account.left(1, ago: 40)
    #expect(caps(account) == ["decider-lost"])
    var succeeded = account
    succeeded.left(1, successor: 3, ago: 30)
    #expect(caps(succeeded) == [])
    account.contact(3, .management, .cLevel, role: .decider, ago: 20)
    #expect(caps(account) == [])
    account.left(3, successor: 4, ago: 10)
    #expect(caps(account) == ["decider-lost"])
  }

  @Test func `Of several caps only the lowest binds`() {
    var account = WorkedExampleTests.account()
    account.contact(9, .management, .cLevel, role: .decider)
    account.left(9, ago: 5)
    account.contract(1, .noticeReceived(effective: SampleAccount.ago(-60)), ago: 3)
    let health = account.assess()
    #expect(
      health.caps.map(\.condition.id) == ["notice-received", "contract-ending", "decider-lost"])
    #expect(health.caps.map(\.isBinding) == [true, false, false])
    #expect(health.score == 39)
    #expect(health.parts == 3_900)
  }

  @Test func `A cap above the score takes nothing off`() {
    var account = SampleAccount()
    account.answer(0, by: 1, ago: 0)
    account.contact(9, .management, .cLevel, role: .decider)
    account.left(9, ago: 5)
    let health = account.assess()
    #expect(health.score == 0)
    #expect(health.caps.map(\.effect) == [0])
  }
}
