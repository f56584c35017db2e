import Money

extension AccountView {
  /// Revenue of one basis between `ages` days ago (KPI 1).
  struct RevenueSum {
    var net: Int128 = 0
    /// Revenue of the orders whose whole cost is known, and that cost (KPI 3).
    var netWithCost: Int128 = 0
    var cost: Int128 = 0
    /// How many entries have a known cost.
    var withCost = 0
    var evidence: [HealthFacts.Position] = []
  }

  func revenueSum(basis: HealthFacts.RevenueBasis, ages: Range<Int>) -> RevenueSum {
    var sum = RevenueSum()
    for entry in facts.revenue where entry.basis == basis && ages.contains(age(entry.day)) {
      sum.net += Int128(entry.net)
      if let cost = entry.cost, isCostKnown(entry) {
        sum.netWithCost += Int128(entry.net)
        sum.cost += Int128(cost)
        sum.withCost += 1
      }
      sum.evidence.append(entry.position)
    }
    return sum
  }

  func contributionMargin(basis: HealthFacts.RevenueBasis, window: Int) -> Measurement {
    let sum = revenueSum(basis: basis, ages: 0..<window)
    guard !sum.evidence.isEmpty else { return .missing(.noRevenue) }
    guard sum.netWithCost > 0 else { return .missing(.noCost) }
    let margin = Ratio.basisPoints(sum.netWithCost - sum.cost, of: sum.netWithCost)
    return .known(.init(margin, evidence: sum.evidence))
  }

  func winRateChange(window: Int, minimum: Int) -> Measurement {
    let now = winCount(ages: 0..<window)
    let before = winCount(ages: window..<2 * window)
    let fewer = min(now.closed, before.closed)
    guard fewer > 0, fewer >= minimum else {
      return .missing(.tooFewClosedOpportunities(found: fewer, needed: minimum))
    }
    return .known(.init(now.rate - before.rate, evidence: now.evidence + before.evidence))
  }

  func revenueAgainstPath(
    basis: HealthFacts.RevenueBasis, window: Int, minimumDays: Int
  ) -> Measurement {
    guard facts.revenue.contains(where: { $0.basis == basis && age($0.day) >= 0 }) else {
      return .missing(.noRevenue)
    }
    let path = RevenuePath(targets: facts.revenueTargets, view: self, window: window)
    if path.days > 0, path.days >= minimumDays, path.expected > 0 {
      var net: Int128 = 0
      var evidence = path.evidence
      for entry in facts.revenue where entry.basis == basis && path.covers(age(entry.day)) {
        net += Int128(entry.net)
        evidence.append(entry.position)
      }
      let difference = Ratio.basisPoints(net - path.expected, of: path.expected)
      return .known(.init(difference, evidence: evidence))
    }
    guard let goal = currentGoal else { return .missing(.noRevenuePath) }
    let expected = goal.expected(today: asOf)
    guard expected > 0 else { return .missing(.noRevenuePath) }
    let sum = revenueSum(basis: basis, ages: 0..<window)
    let difference = Ratio.basisPoints(sum.net - expected, of: expected)
    return .known(.init(difference, evidence: sum.evidence + [goal.position]))
  }

  var currentGoal: HealthFacts.RevenueGoal? {
    facts.revenueGoals.filter { age($0.set) >= 0 && $0.from <= asOf }
      .max { ($0.set, $0.position) < ($1.set, $1.position) }
  }
}

extension HealthFacts.RevenueGoal {
  /// The yearly revenue the straight path asks for on `today`; the target from its due day on.
  fileprivate func expected(today: CalendarDay) -> Int128 {
    let length = Int128(due.daysSinceEpoch) - Int128(from.daysSinceEpoch)
    let gone = Int128(today.daysSinceEpoch) - Int128(from.daysSinceEpoch)
    guard length > 0, gone < length else { return Int128(target) }
    return Int128(baseline) + (Int128(target) - Int128(baseline)) * gone / length
  }
}
