import Money

extension AccountKPIs {
  mutating func takeMoney() {
    let ages = period.ages
    let trailing = 0..<365
    let revenue = view.revenueSum(basis: .invoiced, ages: ages)
    let orders = view.revenueSum(basis: .ordered, ages: ages)
    self[.revenue] = sum(revenue)
    self[.orderIntake] = sum(orders)
    self[.revenueShare] = sum(revenue)
    self[.orderIntakeShare] = sum(orders)
    for (kpi, sum) in [
      (KPI.revenueTopThree, revenue), (.revenueConcentration, revenue),
      (.orderIntakeTopThree, orders), (.orderIntakeConcentration, orders),
    ] where sum.net > 0 {
      self[kpi] = KPIPart(values: [Int(clamping: sum.net)], evidence: sum.evidence)
    }
    self[.revenueGrowth] = growth(revenue, before: .invoiced)
    self[.orderIntakeGrowth] = growth(orders, before: .ordered)
    takePath(trailing)
    takeMargin(orders, trailing)
  }

  private func sum(_ sum: AccountView.RevenueSum) -> KPIPart {
    KPIPart(top: sum.net, n: sum.evidence.count, evidence: sum.evidence)
  }

  private func growth(
    _ now: AccountView.RevenueSum, before basis: HealthFacts.RevenueBasis
  ) -> KPIPart {
    let before = view.revenueSum(basis: basis, ages: period.agesBefore)
    return KPIPart(
      top: now.net, bottom: before.net, n: now.evidence.count + before.evidence.count,
      evidence: now.evidence + before.evidence)
  }

  /// The straight path of the health model is a line; a yearly rate of growth is a curve.
  private mutating func takePath(_ trailing: Range<Int>) {
    guard let goal = view.currentGoal else { return }
    let path = GrowthPath(
      baseline: goal.baseline, target: goal.target, from: goal.from, due: goal.due)
    guard let expected = path?.expected(on: period.last) else { return }
    let sum = view.revenueSum(basis: .invoiced, ages: trailing)
    self[.revenueAgainstPath] = KPIPart(
      top: sum.net, bottom: Int128(expected), n: sum.evidence.count,
      evidence: sum.evidence + [goal.position])
  }

  private mutating func takeMargin(_ orders: AccountView.RevenueSum, _ trailing: Range<Int>) {
    let year = view.revenueSum(basis: .ordered, ages: trailing)
    let ever = view.revenueSum(basis: .ordered, ages: 0..<Int(Int32.max))
    if orders.withCost > 0 {
      let margin = orders.netWithCost - orders.cost
      self[.contributionMargin] = KPIPart(
        top: margin, n: orders.withCost, evidence: orders.evidence)
      self[.contributionMarginRate] = KPIPart(
        top: margin, bottom: orders.netWithCost, n: orders.withCost, evidence: orders.evidence)
      let costs = facts.costs.filter { period.covers(from: $0.from, to: $0.to) && isPast($0.from) }
      // Only a cost that somebody allocated makes it another figure than the one above.
      self[.directMargin] = KPIPart(
        top: margin - costs.reduce(0) { $0 + Int128($1.amount) }, n: costs.count,
        evidence: orders.evidence + costs.map(\.position))
    }
    if year.withCost > 0 {
      // 30.00 % of the same net: what is left over is above the goal.
      let margin = year.netWithCost - year.cost
      self[.marginAboveGoal] = KPIPart(
        top: margin * 10 - year.netWithCost * 3, bottom: year.netWithCost * 10, n: year.withCost,
        evidence: year.evidence)
    }
    if ever.withCost > 0 {
      let costs = facts.costs.filter { isPast($0.from) }
      self[.customerValue] = KPIPart(
        top: ever.netWithCost - ever.cost - costs.reduce(0) { $0 + Int128($1.amount) },
        n: ever.withCost + costs.count, evidence: ever.evidence + costs.map(\.position))
    }
    takeWallet()
    takeNewProducts()
  }

  private mutating func takeWallet() {
    var newest: [KPIFacts.Handle: KPIFacts.Spend] = [:]
    for spend in facts.spend
    where spend.from == period.from && spend.to == period.to && isPast(spend.day) {
      if let known = newest[spend.category],
        (known.day, known.position) > (spend.day, spend.position)
      {
        continue
      }
      newest[spend.category] = spend
    }
    guard !newest.isEmpty else { return }
    let revenue = self[.revenue]
    self[.shareOfWallet] = KPIPart(
      top: revenue.top, bottom: newest.values.reduce(0) { $0 + Int128($1.amount) },
      n: newest.count, evidence: revenue.evidence + newest.values.map(\.position))
  }

  /// Only for a customer from before the period: to a new one everything is new.
  private mutating func takeNewProducts() {
    let known = facts.orderLines.filter { isPast($0.day) }
    guard known.contains(where: { $0.day < period.from }) else { return }
    var first: [KPIFacts.Handle: CalendarDay] = [:]
    for line in known { first[line.product] = min(first[line.product] ?? line.day, line.day) }
    let lines = known.filter { period.contains($0.day) }
    let new = lines.filter { line in first[line.product].map(period.contains) ?? false }
    self[.newProductShare] = KPIPart(
      top: new.reduce(Int128(0)) { $0 + $1.net },
      bottom: lines.reduce(Int128(0)) { $0 + $1.net },
      n: Set(lines.map(\.position)).count, evidence: lines.map(\.position))
  }

  mutating func takeCommissions() {
    let decided = facts.commissions.filter { period.contains($0.day) }
    guard !decided.isEmpty else { return }
    let events = decided.map(\.position)
    let total = decided.reduce(Int128(0)) { $0 + $1.total }
    let several = decided.filter { $0.payees > 1 }
    self[.doubleCreditRate] = KPIPart(
      top: Int128(several.count), bottom: Int128(decided.count), n: decided.count,
      evidence: events)
    self[.doubleCreditPremium] = KPIPart(
      top: several.reduce(Int128(0)) { $0 + $1.total - $1.largest }, n: decided.count,
      evidence: events)
    let margin = self[.contributionMargin]
    self[.commissionCostRatio] = KPIPart(
      top: total, bottom: margin.top, n: decided.count, evidence: events + margin.evidence)
    let foreign = decided.filter(\.isForeign)
    guard !foreign.isEmpty else { return }
    // It can neither be added to other amounts nor be held against the margin.
    for kpi in [KPI.doubleCreditPremium, .commissionCostRatio] {
      self[kpi].silent = foreign.count
      self[kpi].missing = "commission is paid in another currency than that of the deals"
    }
  }
}
