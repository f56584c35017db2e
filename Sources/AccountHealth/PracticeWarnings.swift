import Money

extension AccountView {
  func warnings(_ thresholds: WarningThresholds) -> [HealthWarning] {
    var found: [HealthWarning] = []
    if let effort = effortUpYieldDown(thresholds) { found.append(.effortUpYieldDown(effort)) }
    let count = purchasingCount(window: thresholds.purchasingWindow)
    if count.known > 0, count.known >= thresholds.purchasingMinimum,
      count.share >= thresholds.purchasingShare
    {
      found.append(
        .purchasingOnly(
          .init(
            purchasingOnly: count.purchasingOnly, known: count.known, share: count.share,
            evidence: count.evidence.sorted())))
    }
    if let plan = currentPlan, plan.distinctFunctions == 1 {
      found.append(
        .planAlone(
          .init(
            contributors: plan.contributorFunctions.count, ageDays: age(plan.published),
            evidence: [plan.position])))
    }
    return found
  }

  /// An account first met after the oldest of the four quarters began has no mean to compare with.
  private func effortUpYieldDown(
    _ thresholds: WarningThresholds
  ) -> HealthWarning.EffortAndYield? {
    let quarter = thresholds.quarter
    let now = 0..<quarter
    let before = quarter..<5 * quarter
    guard let oldestInteraction, oldestInteraction >= 5 * quarter else { return nil }
    let visits = visitPositions(ages: now)
    let visitsBefore = visitPositions(ages: before)
    // visits >= increase × (before / 4), in basis points.
    guard visitsBefore.count >= max(1, thresholds.minimumVisitsBefore),
      visits.count * 40_000 >= thresholds.visitIncrease * visitsBefore.count
    else { return nil }
    let wins = winCount(ages: now)
    let winsBefore = winCount(ages: before)
    let isCounted =
      wins.closed >= max(1, thresholds.minimumClosedNow) && winsBefore.closed > 0
      && wins.closed + winsBefore.closed >= thresholds.minimumClosed
    let isWinRateDown = isCounted && wins.rate <= winsBefore.rate - thresholds.winRateDrop
    let window = thresholds.growthWindow
    let revenue = revenueSum(basis: thresholds.revenueBasis, ages: 0..<window)
    let earlier = revenueSum(basis: thresholds.revenueBasis, ages: window..<2 * window)
    let growth =
      earlier.net > 0 ? Ratio.basisPoints(revenue.net - earlier.net, of: earlier.net) : nil
    let isFlat = growth.map { $0 <= 0 } ?? false
    guard isWinRateDown || isFlat else { return nil }
    var evidence = visits + visitsBefore
    if isWinRateDown { evidence += wins.evidence + winsBefore.evidence }
    if isFlat { evidence += revenue.evidence + earlier.evidence }
    return HealthWarning.EffortAndYield(
      visits: visits.count, visitsBefore: visitsBefore.count, closed: wins.closed,
      winRate: wins.closed > 0 ? wins.rate : nil, closedBefore: winsBefore.closed,
      winRateBefore: winsBefore.closed > 0 ? winsBefore.rate : nil, revenueGrowth: growth,
      isWinRateDown: isWinRateDown, evidence: evidence.sorted())
  }

  func visitPositions(ages: Range<Int>) -> [HealthFacts.Position] {
    facts.interactions.filter { $0.kind == .visit && ages.contains(age($0.day)) }.map(\.position)
  }
}
