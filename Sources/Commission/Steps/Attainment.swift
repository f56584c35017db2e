import Money

/// Step 4: how much counts towards a target, and which tiers that reaches.
///
/// Deals count in the order of their days and ids, never in that of their arrival. With a target of
/// 100,000.00 and 6 % below it, 8 % from it on everything: a deal over 60,000.00 in January gets
/// 3,600.00; one over 50,000.00 in February gets 4,000.00 and trues January up by 1,200.00.
extension CommissionCalculation {
  /// The tiers that a deal reaches by itself, after one of its events.
  func reachedAlone(
    _ claim: Claim, state index: Int, _ omissions: inout [Omission]
  ) throws(MoneyError) -> [Reached?] {
    guard let tiers = claim.clause.tiers, !tiers.spansDeals else { return [] }
    let posted = try claim.measured(index, by: tiers.measure)
    switch tiers.measure {
    case .discount, .margin:
      let value =
        tiers.measure == .margin ? try claim.deal.marginRatio() : try claim.deal.discountRatio()
      guard let value else {
        omissions.append(
          Omission(
            deal: claim.deal.id, clause: claim.selected.id,
            reason: tiers.measure == .margin ? .costUnknown : .listUnknown))
        return [Reached.nothing]
      }
      let ladder = try Ladder(tiers, whole: .one)
      return [try ladder.reached(band: ladder.band(of: value))]
    case .paymentAge: return [try reachedByAge(claim, posted, tiers)]
    case .credited, .revenue, .units: break
    }
    var target = Rate.one
    if case .amount(let amount) = tiers.target {
      target = try Rate(numerator: amount.minor, denominator: 1)
    }
    let ladder = try Ladder(tiers, whole: target)
    guard tiers.span == .line else {
      let measured = try claim.measure(tiers.measure, posted)
      return [try ladder.reached(from: 0, to: measured, total: measured)]
    }
    return [try reachedByLine(ladder, posted, tiers.measure)]
  }

  /// Each line climbs the tiers from the bottom; the whole has their mean by value.
  private func reachedByLine(
    _ ladder: Ladder, _ posted: Posted, _ measure: Tiers.Measure
  ) throws(MoneyError) -> Reached {
    let lines = posted.base.lines.filter { !$0.base.isZero }
    guard !lines.isEmpty else {
      let whole = posted.base.total.minor
      return try ladder.reached(from: 0, to: whole, total: whole)
    }
    var sum = ExactAmount.zero(posted.base.total.currency)
    var net = Amount.zero(posted.base.total.currency)
    var slices: [Slice] = []
    for (index, base) in lines {
      // The parts of a renewal are no lines of the document; they are measured as they are.
      let line = posted.state.lines.indices.contains(index) ? posted.state.lines[index] : nil
      let measured =
        switch measure {
        case .revenue: line?.net.minor ?? base.minor
        case .units: line?.quantity ?? 1
        case .credited, .discount, .paymentAge, .margin: base.minor
        }
      let reached = try ladder.reached(from: 0, to: measured, total: measured)
      sum = try sum.adding(
        ExactAmount(base).multiplied(by: reached.numerator, over: reached.denominator))
      net = try net.adding(base)
      slices += reached.slices
    }
    let ratio = try sum.ratio(to: net)
    return Reached(
      numerator: ratio.numerator, denominator: ratio.denominator, slices: slices, target: nil)
  }

  /// Each payment has the band of its age; the base counts as far as it was paid.
  private func reachedByAge(
    _ claim: Claim, _ posted: Posted, _ tiers: Tiers
  ) throws(MoneyError) -> Reached {
    let ladder = try Ladder(tiers, whole: .one)
    let currency = posted.base.total.currency
    var sum = ExactAmount.zero(currency)
    var paid = Amount.zero(currency)
    var slices: [Slice] = []
    var value = tiers.bands[0].value.ratio
    for payment in posted.state.payments {
      var settled = payment.net
      if claim.clause.base != .cash { settled = try settled.adding(payment.deduction) }
      let isBack = payment.kind == .paymentReversed
      // What comes back has the age that it had; where nobody says it, that of the last payment.
      if let age = isBack ? payment.age : payment.age ?? 0 {
        let band = ladder.band(of: Int64(age))
        value = tiers.bands[band].value.ratio
        if !isBack { slices.append(Slice(value: value, of: nil, band: band)) }
      }
      if isBack { settled = try settled.negated() }
      sum = try sum.adding(settled.multiplied(by: value))
      paid = try paid.adding(settled)
    }
    // What was paid beyond what is left of the deal counts as far as the deal is left.
    let isBeyond = paid.minor.magnitude > posted.revenue.minor.magnitude
    let whole = claim.clause.base == .cash || isBeyond ? paid : posted.revenue
    guard !whole.isZero else { return .nothing }
    let ratio = try sum.ratio(to: whole)
    return Reached(
      numerator: ratio.numerator, denominator: ratio.denominator, slices: slices, target: nil)
  }
}

extension Reached {
  static let nothing = Reached(numerator: 0, denominator: 1, slices: [], target: nil)
}

extension Claim {
  /// What the deal as a whole counts in a measure.
  func measure(_ measure: Tiers.Measure, _ posted: Posted) throws(MoneyError) -> Int64 {
    switch measure {
    case .credited: return posted.base.total.minor
    case .revenue: return posted.revenue.minor
    case .units:
      var units: Int64 = 0
      for line in posted.state.lines where selected.counts(line) {
        units = try units.adding(line.quantity, in: "the sum of the units")
      }
      return units
    case .discount, .paymentAge, .margin: return 0
    }
  }

  /// What it counts for each credit.
  func measures(_ measure: Tiers.Measure, _ posted: Posted) throws(MoneyError) -> [Int64] {
    let whole = Amount(
      minor: try self.measure(measure, posted), currency: posted.base.total.currency)
    switch crediting.mode {
    case .split, .inDoubtBoth:
      return try crediting.divided(whole, selected.plan.remainder).map(\.minor)
    case .fullEach:
      var parts: [Int64] = []
      for group in crediting.groups {
        let own = try whole.multiplied(by: group.share).rounded(selected.rounding)
        parts += try crediting.divided(own, in: group, selected.plan.remainder).map(\.minor)
      }
      return parts
    }
  }
}

extension Posting {
  func attainmentNode() -> DerivationNode {
    guard let tiers = clause.tiers else {
      return DerivationNode(step: .attainment, summary: "the clause has no tiers")
    }
    var words = "tiers of \(tiers.measure.rawValue) per \(tiers.span.rawValue)"
    words += ", \(tiers.mode.rawValue), \(tiers.bound.rawValue)"
    var inputs: [DerivationNode.Input] = []
    for slice in reached?.slices ?? [] {
      inputs.append(.init("slice", slice.text, at: selected.position))
    }
    if let target = reached?.target { inputs.append(.init("target", "set", at: target)) }
    return DerivationNode(step: .attainment, summary: words, inputs: inputs)
  }
}
