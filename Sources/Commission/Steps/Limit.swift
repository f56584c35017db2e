import Money

/// Step 6: what a cap or a minimum cuts or adds.
///
/// With a cap of 40,000.00 in a year and 38,500.00 earned before, a deal that earns 2,400.00 pays
/// 1,500.00 and 900.00 are cut. When an earlier deal of 2,000.00 is taken back, 38,900.00 are due and
/// only 1,100.00 are repaid.
extension CommissionCalculation {
  /// What a deal has earned so far, within the limits for one deal.
  static func earned(
    _ posted: Posted, of claim: Claim, reached: [Reached?]
  ) throws(MoneyError) -> [Earned?] {
    var earned = try CommissionCalculation.earn(
      posted.base, posted.state.kept, of: claim, reached: reached)
    let (credits, limits) = (claim.crediting.credits, claim.clause.limits.deal)
    for index in earned.indices {
      guard var amount = earned[index]?.amount else { continue }
      if let cap = credits[index].cap, amount.minor > cap.minor { amount = cap }
      if let minimum = limits.minimumBase, posted.base.total.minor < minimum.minor {
        amount = .zero(amount.currency)
      }
      if let floor = limits.floor, amount.minor > 0, amount.minor < floor.minor {
        amount = floor
      }
      if let cap = limits.cap, amount.minor > cap.minor { amount = cap }
      earned[index]?.amount = amount
    }
    // From the lowest level upwards: what a manager gets lowers what the next one gets.
    for index in earned.indices where !credits[index].deducts.isEmpty {
      guard var amount = earned[index]?.amount else { continue }
      for (below, credit) in credits.enumerated()
      where below != index && credits[index].deducts.contains(credit.payee) {
        if let theirs = earned[below]?.amount { amount = try amount.subtracting(theirs) }
      }
      earned[index]?.amount = amount.isNegative ? .zero(amount.currency) : amount
    }
    return earned
  }
}

/// The caps over all deals of a period, for each payee.
struct PeriodCaps {
  private struct Bucket: Hashable {
    let plan: Name
    /// Nil for the plan as a whole.
    let clause: Name?
    let payee: Name
    let period: Period
  }

  private var uncapped: [Bucket: Int64] = [:]
  private(set) var usedBy: [Name: Set<Period>] = [:]

  /// What a change of the earned amount leaves after the caps of the clause and the plan.
  mutating func cut(
    _ change: Int64, on day: CalendarDay, _ claim: Claim, _ payee: Name
  ) throws(MoneyError) -> Int64 {
    var left = change
    for limit in claim.clause.limits.periods {
      left = try cut(left, limit, day, claim, claim.selected.id, payee)
    }
    for limit in claim.selected.plan.limits {
      left = try cut(left, limit, day, claim, nil, payee)
    }
    return left
  }

  private mutating func cut(
    _ change: Int64, _ limit: Limits.PerPeriod, _ day: CalendarDay, _ claim: Claim,
    _ clause: Name?, _ payee: Name
  ) throws(MoneyError) -> Int64 {
    guard let cap = limit.cap else { return change }
    let bucket = Bucket(
      plan: claim.selected.planID, clause: clause, payee: payee,
      period: try Period(limit.length, of: day))
    let before = uncapped[bucket] ?? 0
    let (after, overflow) = before.addingReportingOverflow(change)
    guard !overflow else { throw .overflow("the sum of a period") }
    uncapped[bucket] = after
    return min(after, cap.minor) - min(before, cap.minor)
  }
}

extension Posting {
  func limitNode() -> DerivationNode {
    let limits = clause.limits
    var words: [String] = []
    if let cap = limits.deal.cap { words.append("at most \(cap) for a deal") }
    if let floor = limits.deal.floor { words.append("at least \(floor) for a deal") }
    if let minimum = limits.deal.minimumBase { words.append("nothing below \(minimum)") }
    if let cap = credit.cap { words.append("at most \(cap) for this party") }
    if !credit.deducts.isEmpty { words.append("less what the levels below get") }
    for period in limits.periods + selected.plan.limits {
      if let cap = period.cap { words.append("at most \(cap) in a \(period.length.word)") }
      if let floor = period.floor { words.append("at least \(floor) in a \(period.length.word)") }
    }
    let summary =
      words.isEmpty ? "the clause names no cap and no minimum" : words.joined(separator: ", ")
    let cut = line.cut.isZero ? "" : "; cut: \(line.cut)"
    return DerivationNode(step: .limit, summary: summary + cut)
  }
}

extension Period.Length {
  var word: String {
    switch self {
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    }
  }
}
