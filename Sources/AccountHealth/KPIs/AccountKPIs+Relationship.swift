import Money

extension AccountKPIs {
  /// Days within which a meeting says something about a relationship (KPI 17, 18).
  private static let relationshipWindow = 180
  private static let quarter = 91

  mutating func takeRelationship() {
    let ages = period.ages
    self[.nps] = share(view.promoterCount(window: ages.count))
    self[.csat] = share(satisfiedCount(window: ages.count))
    self[.newContacts] = share(view.newContactCount(ages: ages))
    self[.discountTalk] = share(view.discountTalkCount(ages: ages))
    let offers = view.offerSum(ages: ages)
    self[.discountDepth] = KPIPart(
      top: offers.discount, bottom: offers.list, n: offers.evidence.count,
      evidence: offers.evidence)
    takeVisits()
    takePurchasing()
    takeBuyingCentre()
    takePlan()
    takeInitiatives()
  }

  private func share(_ share: AccountView.Share) -> KPIPart {
    KPIPart(
      top: Int128(share.part), bottom: Int128(share.all), n: share.all, evidence: share.evidence)
  }

  /// Answers among the two best of a scale of five.
  private func satisfiedCount(window: Int) -> AccountView.Share {
    let answers = view.newestAnswers(window: window) { $0 == .csat }
      .filter { $0.best - $0.worst == 4 }
    return AccountView.Share(
      part: answers.count { $0.score >= $0.best - 1 }, all: answers.count,
      evidence: answers.map(\.position))
  }

  private mutating func takeVisits() {
    let quarter = 0..<Self.quarter
    let before = Self.quarter..<5 * Self.quarter
    let visits = view.visitPositions(ages: period.ages)
    if view.oldestInteraction != nil {
      self[.visits] = KPIPart(
        top: Int128(visits.count), n: view.facts.interactions.count { isPast($0.day) },
        evidence: visits)
    }
    let now = view.visitPositions(ages: quarter)
    let earlier = view.visitPositions(ages: before)
    self[.visitChange] = KPIPart(
      top: Int128(4 * now.count), bottom: Int128(earlier.count), n: now.count + earlier.count,
      evidence: now + earlier)
    let wins = view.winCount(ages: quarter)
    let winsBefore = view.winCount(ages: before)
    if wins.closed > 0, winsBefore.closed > 0 {
      self[.winRateChange] = KPIPart(
        top: Int128(wins.rate - winsBefore.rate), n: wins.closed + winsBefore.closed,
        evidence: wins.evidence + winsBefore.evidence)
    }
    let warnings = view.warnings(HealthModel.keyAccount1.warnings)
    guard view.oldestInteraction != nil else { return }
    for (kpi, id) in [
      (KPI.effortUpYieldDown, "effort-up-yield-down"), (.purchasingOnlyAccounts, "purchasing-only"),
    ] {
      let found = warnings.filter { $0.id == id }
      self[kpi] = KPIPart(
        top: Int128(found.count), n: 1, evidence: found.flatMap(\.evidence))
    }
  }

  private mutating func takePurchasing() {
    let count = view.purchasingCount(window: Self.relationshipWindow)
    self[.purchasingOnlyShare] = KPIPart(
      top: Int128(count.purchasingOnly), bottom: Int128(count.known), n: count.known,
      evidence: count.evidence)
  }

  private mutating func takeBuyingCentre() {
    switch view.buyingCentreCoverage(window: Self.relationshipWindow) {
    case .known(let reading):
      self[.buyingCentreCoverage] = KPIPart(
        top: Int128(reading.value), bottom: 1, n: 1, evidence: reading.evidence)
    case .missing(let reason): self[.buyingCentreCoverage] = .missing("\(reason)")
    }
    switch view.daysSinceTopLevel() {
    case .known(let reading):
      self[.daysSinceTopLevel] = KPIPart(values: [reading.value], evidence: reading.evidence)
    case .missing(let reason): self[.daysSinceTopLevel] = .missing("\(reason)")
    }
  }

  private mutating func takePlan() {
    guard let plan = view.currentPlan else { return }
    self[.planAge] = KPIPart(values: [view.age(plan.published)], evidence: [plan.position])
    guard plan.distinctFunctions > 0 else { return }
    self[.planFunctions] = KPIPart(values: [plan.distinctFunctions], evidence: [plan.position])
    self[.plansAlone] = KPIPart(
      top: plan.distinctFunctions == 1 ? 1 : 0, n: 1, evidence: [plan.position])
  }

  private mutating func takeInitiatives() {
    let known = facts.initiatives.filter { isPast($0.day) }
    guard !known.isEmpty else { return }
    let closed = Set(known.filter(\.isClosing).map(\.initiative))
    let open = known.filter { !closed.contains($0.initiative) }
    let done = known.filter { $0.isClosing && $0.hasOutcome && period.contains($0.day) }
    let n = Set(known.map(\.initiative)).count
    self[.initiativesOpen] = KPIPart(
      top: Int128(Set(open.map(\.initiative)).count), n: n, evidence: open.map(\.position))
    self[.initiativesClosed] = KPIPart(
      top: Int128(Set(done.map(\.initiative)).count), n: n, evidence: done.map(\.position))
  }

  mutating func takeReviews() {
    let held = facts.reviews.filter { isPast($0.day) }
      .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    guard !held.isEmpty else { return }
    let inPeriod = held.filter { period.contains($0.day) }
    self[.reviewsHeld] = KPIPart(
      top: Int128(inPeriod.count), n: held.count, evidence: inPeriod.map(\.position))
    var rate = KPIPart()
    var overdue = KPIPart()
    for (index, review) in held.enumerated() {
      guard let due = review.nextDue else { continue }
      let next = index + 1 < held.count ? held[index + 1] : nil
      overdue.n += 1
      if next == nil, due <= period.last {
        overdue.top += 1
        overdue.evidence.append(review.position)
      }
      guard period.contains(due) else { continue }
      rate.bottom += 1
      rate.n += 1
      rate.evidence += [review.position] + [next?.position].compactMap(\.self)
      if next != nil { rate.top += 1 }
    }
    self[.reviewRate] = rate
    self[.reviewsOverdue] = overdue
  }
}
