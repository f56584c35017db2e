import AccountHealth
import LedgerEvents
import Money

/// Adds up what the accounts of a question give to each figure.
struct KPIGathering {
  let period: KPIPeriod
  private let isOne: Bool
  private var parts: [KPI: KPIPart] = [:]
  private var accountCount = 0
  private var expected = (value: KPIPart(), weighted: KPIPart())
  /// Revenue and order intake of accounts that are not asked for.
  private var others: (revenue: Int128, orders: Int128) = (0, 0)
  private(set) var name: String?
  var quarantined: [UnreadableEvent] = []

  /// Figures that compare accounts with each other say nothing about a single one.
  private static let comparing: Set<KPI> = [
    .revenueTopThree, .revenueConcentration, .orderIntakeTopThree, .orderIntakeConcentration,
  ]

  init(period: KPIPeriod, isOne: Bool) {
    self.period = period
    self.isOne = isOne
  }

  mutating func take(_ account: AccountKPIs, name: String?) {
    self.name = name
    accountCount += 1
    expected.value.add(account.expected.value)
    expected.weighted.add(account.expected.weighted)
    for (kpi, part) in account.parts where !(isOne && Self.comparing.contains(kpi)) {
      if parts[kpi] == nil {
        parts[kpi] = part
      } else {
        parts[kpi]?.add(part)
      }
    }
  }

  mutating func takeOther(_ account: AccountKPIs) {
    others.revenue += account.parts[.revenueShare]?.top ?? 0
    others.orders += account.parts[.orderIntakeShare]?.top ?? 0
  }

  /// Targets that bind more than one account count instead of the accounts' own.
  mutating func setTargets(_ facts: KPIFacts) {
    guard !facts.targets.isEmpty else { return }
    let sums = AccountKPIs.TargetSums(
      revenue: parts[.revenue] ?? KPIPart(), orders: parts[.orderIntake] ?? KPIPart(),
      won: parts[.wonValue] ?? KPIPart(), expected: expected.value, weighted: expected.weighted)
    for (kpi, part) in AccountKPIs(facts, period).againstTargets(sums) { parts[kpi] = part }
  }

  mutating func setPortfolio(size: Int) {
    parts[.portfolioAccounts] = KPIPart(top: Int128(size), n: size)
  }

  mutating func setPortfolios(_ sizes: [Int], fewest: Int) {
    if sizes.count >= fewest {
      parts[.accountsPerManager] = KPIPart(values: sizes, n: sizes.count)
    }
  }

  mutating func setOnboarding(_ steps: [OnboardingStep], fewest: Int) {
    let reached = steps.filter { period.from <= $0.day && $0.day <= period.last }
    guard Set(reached.map(\.employee)).count >= fewest else { return }
    parts[.onboardingOnTime] = KPIPart(
      top: Int128(reached.count { $0.isOnTime }), bottom: Int128(reached.count), n: reached.count,
      evidence: reached.map(\.position))
  }

  var results: [KPIResult] {
    var parts = parts
    let revenue = others.revenue + (parts[.revenue]?.top ?? 0)
    let orders = others.orders + (parts[.orderIntake]?.top ?? 0)
    parts[.revenueShare]?.bottom = revenue
    parts[.orderIntakeShare]?.bottom = orders
    // A difference of rates is one account's; rates of several cannot be added.
    if accountCount > 1 { parts[.winRateChange] = nil }
    return KPI.allCases.map { KPIResult($0, parts[$0]) }
  }
}

/// A milestone of the first ninety days that a new key account manager reached.
struct OnboardingStep {
  let employee: String
  let isOnTime: Bool
  let day: CalendarDay
  let position: UInt64

  init?(_ event: HeldEvent) {
    guard case .onboardingMilestoneReached(let reached) = event.data else { return nil }
    let last: UInt32
    switch reached.milestone {
    case .internalSystems: last = 7
    case .productTraining, .customerHandover: last = 28
    case .accompaniedVisit: last = 60
    case .fullOwnership: last = 90
    case .unspecified, .UNRECOGNIZED: return nil
    }
    employee = reached.employeeID
    isOnTime = reached.day <= last
    day = event.day
    position = event.position
  }
}
