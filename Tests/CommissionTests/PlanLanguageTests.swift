import Foundation
import Money
import Testing
import YAMLText

@testable import Commission

/// What the words of a plan are read as.
@Suite struct `The plan language` {
  private func percent(_ number: Int64) -> Rate { Rate(basisPoints: number * 100) }
  private func euro(_ cents: Int64) -> Amount { Amount(minor: cents, currency: .eur) }
  private func day(_ text: String) throws -> CalendarDay { try CalendarDay(parsing: text) }

  private func clause(_ change: Change) throws -> Clause {
    try #require(try change.plan.clauses.first)
  }

  private func clause(_ id: String) throws -> Clause {
    try #require(try Plan.parse(FullPlan.text).clauses.first { $0.id == id })
  }

  @Test func `A plan of the first language means what it meant`() throws {
    let plan = try Plan.parse(Change.small)
    #expect(plan.remainder == .largest)
    #expect(plan.payout == Payout())
    #expect(plan.catalogue.isEmpty && plan.bonuses.isEmpty && plan.limits.isEmpty)
    #expect(plan.warnings.isEmpty)
    let clause = try #require(plan.clauses.first)
    #expect(clause.pay == Pay(rate: percent(5)))
    #expect(clause.products == nil && clause.tiers == nil)
    #expect(clause.gates.isEmpty && clause.multipliers.isEmpty)
    #expect(clause.limits == .none && clause.release == .atOnce && clause.reversal == .standard)
  }

  @Test func `The head says how and when is settled`() throws {
    let plan = try Plan.parse(FullPlan.text)
    #expect((plan.rounding, plan.remainder) == (.halfEven, .last))
    #expect(plan.payout.statementPeriod == .quarter)
    #expect(plan.payout.negativeBalance == .claim)
    #expect(plan.payout.exchange?.currency.code == "CHF")
    #expect(plan.payout.exchange?.rateDay == .trigger)
    let draw = try #require(plan.payout.draws.first)
    #expect((draw.amount.minor, draw.amount.currency.code) == (200_000, "CHF"))
    #expect((draw.kind, draw.payees) == (.recoverable, ["anna", "ben"]))
    #expect(try draw.to == day("2026-07-01"))
    #expect(plan.payout.draws.last?.payees == nil)
    #expect(plan.limits.map(\.length) == [.quarter, .year])
    #expect(plan.limits.map(\.cap) == [euro(1_500_000), euro(4_000_000)])
    #expect(plan.limits.map(\.floor) == [nil, euro(1_000_000)])
  }

  @Test func `The catalogue knows variants, categories and free products`() throws {
    let catalogue = try Plan.parse(FullPlan.text).catalogue
    #expect(catalogue.count == 4)
    #expect(catalogue["p-1"]?.category == "pumps")
    #expect(catalogue["p-1-red"]?.variantOf == "p-1")
    #expect(catalogue.values.filter(\.isFree).map(\.id) == ["seal"])
  }

  @Test func `A scope takes products in and out`() throws {
    let products = try #require(try clause("pumps").products)
    #expect(products.only == [.category("pumps"), .product("valve")])
    #expect(products.except == [.variant("p-1-red")])
  }

  @Test func `Parties are sellers, managers, roles and single payees`() throws {
    let clause = try clause("team")
    #expect(clause.mode == .inDoubtBoth)
    #expect(clause.parties.map(\.who) == [.seller, .managersOfPayees(level: 2), .payee("house")])
    #expect(clause.parties.map(\.cap) == [nil, euro(100_000), nil])
    #expect(clause.parties.map(\.deductsLower) == [false, true, false])
    #expect(clause.parties.map(\.isClaim) == [false, false, true])
    #expect(clause.parties.map(\.share) == [.one, .one, percent(50)])
    let change = Change.credit(
      "{mode: full_each, parties: [{to: first_seller}, {to: managers_of_payees}]}")
    #expect(
      try self.clause(change).parties.map(\.who) == [.firstSeller, .managersOfPayees(level: 1)])
  }

  @Test func `Bases are read with their terms`() throws {
    #expect(try clause("pumps").base == .margin(.perDeal))
    #expect(try clause("contracts").base == .monthlyFee(openEndedMonths: 12, atMost: 36))
    #expect(try clause("pieces").base == .gross)
    #expect(try clause("cash").base == .cash)
    #expect(try clause(.contract("text: x", base: "contract_value")).base == .contractValue)
    #expect(
      try clause(.fee("text: x")).base == .monthlyFee(openEndedMonths: nil, atMost: nil))
  }

  @Test func `Rates, amounts and overrides are read`() throws {
    let overrides = try clause("pumps").pay.overrides
    #expect(overrides.map(\.rate) == [percent(6), percent(5)])
    #expect(try overrides.map(\.to) == [day("2026-04-01"), nil])
    #expect(overrides.map(\.reason) == ["Einarbeitung", "Zusage"])
    #expect(
      try clause("pieces").pay.productRates == [
        ProductRate(match: .variant("p-1-red"), value: .rate(percent(15))),
        ProductRate(
          match: .product("p-1"), value: .flat(FlatAmount(amount: euro(2000), per: .unit))),
        ProductRate(match: .category("valves"), value: .nothing),
        ProductRate(match: .any, value: .rate(percent(1))),
      ])
    #expect(try clause("visits").pay.flat == FlatAmount(amount: euro(10_000), per: .document))
    #expect(try clause("contracts").pay.renewals == .retainedAndGrowth)
    #expect(try clause("contracts").pay.kindRates[.flatRenewal] == percent(2))
    #expect(try clause("pumps").pay.payeeRates == ["carla": percent(7)])
  }

  @Test func `Bounds are parts of a target, cents, pieces, days or percentages`() throws {
    let tiers = try #require(try clause("pumps").tiers)
    #expect((tiers.measure, tiers.span, tiers.mode) == (.revenue, .year, .marginal))
    #expect((tiers.bound, tiers.prorate) == (.upperInclusive, .month))
    #expect(tiers.target == .kpi("net-revenue"))
    #expect(tiers.bands.map(\.upper) == [percent(50), percent(100), nil])
    #expect(tiers.bands.map(\.value) == [4, 6, 8].map { .rate(percent($0)) })
    #expect(tiers.bands.map(\.isRetroactive) == [false, true, false])
    let units = try #require(try clause("pieces").tiers)
    #expect((units.span, units.reset, units.mode) == (.account, .quarter, .before))
    #expect(units.bands.map(\.upper) == [try Rate(numerator: 100, denominator: 1), nil])
    #expect(units.bands.map(\.value) == [.factor(.one), .factor(percent(150))])
    let cents = try #require(try clause(.tiers()).tiers)
    #expect(cents.bands.first?.upper == (try Rate(numerator: 10_000, denominator: 1)))
    #expect((cents.target, cents.prorate, cents.reset) == (nil, Proration.none, nil))
    let discount = Change.tiers(
      of: "discount", per: "document", mode: "reached",
      bands: "[{to: 10 %, rate: 4 %}, {to: 20 %, rate: 3 %}, {rate: 0 %}]")
    #expect(
      try clause(discount).tiers?.bands.map(\.upper) == [percent(10), percent(20), nil])
  }

  @Test(arguments: ["target: 33000.00", "target: previous_period", "target: {kpi: k}"])
  func `Every kind of target is read`(target: String) throws {
    let change = Change.tiers(
      per: "quarter", more: target, bands: "[{to: 80 %, rate: 4 %}, {rate: 6 %}]")
    let expected: [String: Tiers.Target] = [
      "target: 33000.00": .amount(euro(3_300_000)), "target: previous_period": .previousPeriod,
      "target: {kpi: k}": .kpi("k"),
    ]
    #expect(try clause(change).tiers?.target == expected[target])
  }

  @Test func `Conditions gate and multiply`() throws {
    let clause = try clause("pumps")
    let goal = Condition.Subject.goal(kpi: "net-revenue", in: .year)
    #expect(
      clause.gates == [
        Gate(
          condition: Condition(subject: .margin, comparison: .atLeast, value: percent(30)),
          otherwise: percent(1)),
        Gate(
          condition: Condition(subject: .discount, comparison: .atMost, value: percent(15)),
          otherwise: nil),
      ])
    #expect(clause.multipliers.map(\.factor) == [percent(125), percent(90)])
    #expect(clause.multipliers.map(\.condition?.subject) == [goal, .dealSize])
    #expect(clause.multipliers.map(\.condition?.comparison) == [.above, .below])
    #expect(
      clause.multipliers.last?.condition?.value == (try Rate(numerator: 100_000, denominator: 1)))
    #expect(
      try self.clause(.clause("multipliers: [{factor: 1.5}]")).multipliers == [
        Multiplier(factor: percent(150), condition: nil)
      ])
  }

  @Test func `Limits hold for a deal and for periods`() throws {
    let limits = try clause("pumps").limits
    #expect(
      limits.deal
        == Limits.PerDeal(cap: euro(300_000), floor: euro(2000), minimumBase: euro(10_000)))
    #expect(
      limits.periods == [
        Limits.PerPeriod(length: .month, cap: euro(500_000), floor: euro(50_000))
      ])
  }

  @Test func `Commission is earned and payable at moments of their own`() throws {
    let terms = try clause("pumps").release
    #expect((terms.earned, terms.payable) == (.delivered, .paid))
    #expect(
      terms.holdback == ReleaseTerms.Holdback(share: percent(10), until: .afterDays(90)))
    #expect(try clause("team").release.earned == .on(day("2026-12-31")))
    #expect(
      try clause("team").release.instalments
        == ReleaseTerms.Instalments(parts: [5, 3, 2], every: .quarter))
    #expect(try clause("pieces").release.payable == .afterDays(30))
    #expect(
      try clause(.clause("instalments: {parts: [1, 1, 1], every: month}")).release.instalments
        == ReleaseTerms.Instalments(parts: [1, 1, 1], every: .month))
    #expect(try clause(.clause("earned: invoiced")).release.earned == .invoiced)
  }

  @Test func `A reversal names its method`() throws {
    let terms = try clause("pumps").reversal
    #expect((terms.method, terms.attainment) == (.amountPaid, .reduce))
    #expect((terms.supplierCause, terms.months) == (.keep, nil))
    #expect(
      try clause("contracts").reversal == ReversalTerms(method: .proRataTime, months: 24))
    #expect(
      try clause(.clause("reversal: {method: share_not_paid}")).reversal
        == ReversalTerms(method: .shareNotPaid))
  }

  @Test func `A bonus has goals whose weights make the whole`() throws {
    let bonuses = try Plan.parse(FullPlan.text).bonuses
    let bonus = try #require(bonuses.first)
    #expect((bonus.id, bonus.period, bonus.prorate) == ("goals", .year, .day))
    #expect((bonus.payees, bonus.target) == (["anna", "ben"], .amount(euro(2_850_000))))
    #expect(bonus.goals.map(\.kpi) == ["net-revenue", "visits"])
    #expect(bonus.goals.map(\.scope) == [.ledger, .payee])
    #expect(bonus.goals.map(\.weight) == [percent(70), percent(30)])
    #expect(bonus.goals.map(\.cap) == [percent(200), nil])
    #expect(bonus.goals.map(\.floor) == [percent(50), nil])
    #expect((bonus.attainmentCap, bonus.everyGoalAtLeast) == (percent(150), percent(40)))
    #expect(bonus.curve.map(\.from) == [percent(80), percent(100)])
    #expect(bonus.curve.map(\.pays) == [percent(50), percent(100)])
    #expect(bonuses.last?.target == .payTerms)
  }

  @Test func `A plan may consist of bonuses alone`() throws {
    let text = Change.bonus().text
    let start = try #require(text.range(of: "clauses:")?.lowerBound)
    let end = try #require(text.range(of: "bonuses:")?.lowerBound)
    let plan = try Plan.parse(String(text[..<start] + text[end...]))
    #expect(plan.clauses.isEmpty && plan.bonuses.count == 1)
  }

  @Test func `Clauses may divide the products of a deal between them`() throws {
    let scopes = [
      ("{only: [{category: pumps}]}", "{except: [{category: pumps}]}", true),
      ("{only: [{product: a}]}", "{only: [{product: b}]}", true),
      ("{only: [{category: pumps}]}", "{only: [{product: a}]}", false),
      ("{except: [{product: a}]}", "{except: [{product: b}]}", false),
    ]
    for (first, second, isApart) in scopes {
      let clause = Change.small[try #require(Change.small.range(of: "  - id: c")).lowerBound...]
      func scoped(_ text: some StringProtocol, _ scope: String) -> String {
        text.replacingOccurrences(of: "{deal: order}", with: "{deal: order, products: \(scope)}")
      }
      let text =
        scoped(Change.small, first) + "\n"
        + scoped(clause, second).replacingOccurrences(of: "id: c", with: "id: d")
        + "\nproducts: [{id: a, category: pumps}, {id: b, variant_of: v}]"
      #expect(((try? Plan.parse(text)) != nil) == isApart, "\(first) and \(second)")
    }
  }
}
