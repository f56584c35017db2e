import Money

/// Step 8: what is posted, as the difference to what was posted for the same deal before.
///
/// A deal that earned 100.01 and of which 40.00 are left after a credit note posts −60.01 with it, so
/// reversals that take back everything bring each payee back to exactly zero, in however many steps.
struct Settlement {
  let calculation: CommissionCalculation
  /// Receives each line, and on demand what the steps found on the way to it.
  let visit: (CommissionLine, () -> Posting) -> Void

  private static let change = "the change of a deal"

  /// Posts a deal whose lines follow from it alone and are paid with it.
  func post(_ claim: Claim, _ earned: [[Earned?]], _ reached: [[Reached?]]) throws(MoneyError) {
    for (index, posted) in claim.states.enumerated() {
      let earlier = index > 0 ? claim.states[index - 1] : nil
      for (credit, now) in earned[index].enumerated() {
        guard let now else { continue }
        let before = index > 0 ? earned[index - 1][credit] : nil
        let own = reached[index]
        try post(
          claim, credit, posted.state.trigger, posted, earlier, now, before,
          Change(
            earned: now.amount, earnedBefore: before?.amount ?? .zero(now.amount.currency),
            payable: nil, cut: 0),
          own.count == 1 ? own[0] : own.indices.contains(credit) ? own[credit] : nil, nil)
      }
    }
  }

  /// Posts deals that depend on each other, on caps over periods, or on what comes after them.
  func post(_ tracks: [Track]) throws(MoneyError) {
    var entries: [Entry] = []
    var points: [[Point]] = []
    points.reserveCapacity(tracks.count)
    for (index, track) in tracks.enumerated() {
      points.append(try track.points(calculation.knownAt))
      for (place, point) in points[index].enumerated() {
        entries.append(
          Entry(
            day: point.trigger.day, rank: point.rank, sequence: point.sequence,
            ownRank: track.claim.rank, track: index, place: place))
      }
    }
    entries.sort()
    var balances = tracks.map { _ in Balance() }
    var caps = PeriodCaps()
    for entry in entries {
      try post(
        points[entry.track][entry.place], of: tracks[entry.track], &balances[entry.track], &caps)
    }
  }

  /// The place of a point among all: by day, by the deal whose event it is, then by its own deal.
  private struct Entry: Comparable {
    let day: CalendarDay
    let rank: Int
    let sequence: Int
    let ownRank: Int
    let track: Int
    let place: Int

    static func < (left: Entry, right: Entry) -> Bool {
      if left.day != right.day { return left.day < right.day }
      if left.rank != right.rank { return left.rank < right.rank }
      if left.sequence != right.sequence { return left.sequence < right.sequence }
      return (left.ownRank, left.track, left.place) < (right.ownRank, right.track, right.place)
    }
  }

  /// What was posted of a deal for one payee so far, in minor units.
  private struct Balance {
    var earned: Int64 = 0
    var posted: Int64 = 0
    var cut: Int64 = 0
    var payable: Int64 = 0
    var sources = PeriodCaps.Sources()
    /// What is earned and not payable yet, in the payout currency.
    var open: Int64 = 0
    var last: Step?
  }

  private func post(
    _ point: Point, of track: Track, _ balance: inout Balance, _ caps: inout PeriodCaps
  ) throws(MoneyError) {
    let (claim, payee) = (track.claim, track.credit.payee)
    let currency = point.step.earned.amount.currency
    let change = try point.earned.subtracting(balance.earned, in: Self.change)
    var left: Int64
    if point.trigger.kind == .reversal, change < 0, balance.earned > 0,
      claim.clause.reversal.method == .amountPaid
    {
      let part = try Rate(numerator: change, denominator: balance.earned)
      left = try Amount(minor: balance.posted, currency: currency).multiplied(by: part)
        .rounded(claim.selected.rounding).minor
      try caps.takeBack(change, claim, payee, &balance.sources)
    } else {
      left = try caps.cut(change, on: point.trigger.day, claim, payee, &balance.sources)
    }
    let before = balance
    balance.earned = point.earned
    balance.posted = try balance.posted.adding(left, in: Self.change)
    balance.cut = try balance.cut.adding(
      change.subtracting(left, in: Self.change), in: Self.change)
    let due = Amount(
      minor: try point.step.earned.amount.minor.subtracting(balance.cut, in: Self.change),
      currency: currency)
    balance.payable =
      try point.payable?.released(of: due, earned: balance.posted, claim.selected.rounding)
      ?? balance.posted
    let isStep = balance.last.map { $0.trigger != point.step.trigger } ?? true
    balance.last = point.step
    let isOwn = isStep && (point.trigger.kind == .sale || point.trigger.kind == .reversal)
    // What a cap cuts to nothing is told as well.
    guard
      isOwn || balance.posted != before.posted || balance.payable != before.payable
        || balance.cut != before.cut || point.step.earned.cut != before.last?.earned.cut ?? 0
    else { return }
    let current = claim.states[point.step.state]
    try post(
      claim, track.creditIndex, point.trigger, current,
      before.last.map { claim.states[$0.state] }, point.step.earned, before.last?.earned,
      Change(
        earned: Amount(minor: balance.posted, currency: currency),
        earnedBefore: Amount(minor: before.posted, currency: currency),
        payable: (
          Amount(minor: balance.payable, currency: currency),
          Amount(minor: before.payable, currency: currency)
        ), cut: balance.cut.subtracting(before.cut, in: Self.change),
        valued: try calculation.valued(
          posted: (before.posted, balance.posted), payable: (before.payable, balance.payable),
          open: &balance.open, claim, point.trigger.day)), point.step.reached, point.payable)
  }

  /// What was earned and payable in all, now and before.
  private struct Change {
    let earned: Amount
    let earnedBefore: Amount
    /// Nil: as earned.
    let payable: (now: Amount, before: Amount)?
    let cut: Int64
    /// The amount where each part of it has the rate of the day on which it becomes payable.
    var valued: Amount?
  }

  private func post(
    _ claim: Claim, _ index: Int, _ trigger: Trigger, _ current: Posted, _ earlier: Posted?,
    _ now: Earned, _ before: Earned?, _ change: Change, _ reached: Reached?,
    _ payable: PayablePart?
  ) throws(MoneyError) {
    let (credit, selected) = (claim.crediting.credits[index], claim.selected)
    let earned = try calculation.exchanged(
      change.earned, change.earnedBefore, claim, trigger.day)
    let paid =
      try change.payable.map { payable throws(MoneyError) in
        try calculation.exchanged(payable.now, payable.before, claim, trigger.day)
      } ?? earned
    let cut = try change.cut.adding(now.cut, in: Self.change)
      .subtracting(before?.cut ?? 0, in: Self.change)
    let isOther = trigger.kind == .otherDeal
    let nothing = Amount.zero(current.revenue.currency)
    let line = CommissionLine(
      trigger: trigger, deal: claim.deal.id, dealType: claim.deal.type,
      account: claim.deal.account, payee: credit.payee, label: credit.label,
      plan: selected.planID, planVersion: selected.planVersion, clause: selected.id,
      doubleCredit: claim.crediting.mode == .fullEach, inDoubt: claim.crediting.isInDoubt,
      isClaim: credit.isClaim,
      revenue: isOther ? nothing : try current.revenue.minus(earlier?.revenue),
      base: isOther ? nothing : try current.base.total.minus(earlier?.base.total),
      share: try claim.crediting.share(of: credit),
      credited: isOther ? nothing : try now.credited.minus(before?.credited), rate: now.rate,
      amount: change.valued ?? earned.amount, payable: paid.amount,
      cut: Amount(minor: cut, currency: change.earned.currency), exchange: earned.exchange)
    visit(line) {
      Posting(
        line: line, claim: claim, creditIndex: index, current: current, earlier: earlier,
        earned: now, earnedBefore: change.earnedBefore, earnedNow: change.earned,
        reached: reached, payable: payable)
    }
  }
}

extension Amount {
  fileprivate func minus(_ earlier: Amount?) throws(MoneyError) -> Amount {
    guard let earlier else { return self }
    return try subtracting(earlier)
  }
}

extension Posting {
  func settleNode(_ names: NameTable, _ children: [DerivationNode]) -> DerivationNode {
    let trigger = line.trigger
    let event = names.text(trigger.id)
    let reason =
      switch trigger.kind {
      case .reversal: "\(event) leaves \(earnedNow) of the earlier \(earnedBefore)"
      case .otherDeal:
        "\(event) moves the deal to another tier: \(earnedNow) instead of \(earnedBefore)"
      case .milestone, .date:
        "by \(event) on \(trigger.day): \(earnedNow) earned, \(line.payable) more payable"
      case .sale, .periodEnd, .adjustment: "\(event) earns \(earnedNow)"
      }
    var inputs = [DerivationNode.Input("event", event, at: trigger.position)]
    if let exchange = line.exchange { inputs.append(exchange.input) }
    return DerivationNode(
      step: .settle, summary: reason, inputs: inputs, before: earnedBefore, after: line.amount,
      children: children)
  }
}
