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
      guard let whole = earned[index]?.amount else { continue }
      // A negative document takes what a positive one gives, so its limits are the mirror.
      var size = whole.minor.magnitude
      if let cap = credits[index].cap { size = min(size, cap.minor.magnitude) }
      if let minimum = limits.minimumBase, minimum.isAbove(posted.base.total) { size = 0 }
      if let floor = limits.floor, size > 0 { size = max(size, floor.minor.magnitude) }
      if let cap = limits.cap { size = min(size, cap.minor.magnitude) }
      guard let positive = Int64(exactly: size) else {
        throw .overflow("a commission of \(whole)")
      }
      let minor = whole.isNegative ? 0 - positive : positive
      earned[index]?.amount = Amount(minor: minor, currency: whole.currency)
      if size < whole.minor.magnitude { earned[index]?.cut = whole.minor - minor }
    }
    // From the lowest level upwards: what a manager gets lowers what the next one gets.
    let upwards = earned.indices.sorted {
      (credits[$0].label.level, $0) < (credits[$1].label.level, $1)
    }
    for index in upwards where !credits[index].deducts.isEmpty {
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

extension CreditLabel {
  /// How many levels above the sale.
  fileprivate var level: Int {
    switch self {
    case .manager: 1
    case .managerOfPayees(let level): level
    default: 0
    }
  }
}

extension Amount {
  /// Whether a minimum is not reached, by a negative amount no more than by a positive one.
  func isAbove(_ base: Amount) -> Bool { base.minor.magnitude < minor.magnitude }
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

  /// What one deal earned one payee on a day, before caps and after each of them.
  fileprivate struct Part {
    let day: CalendarDay
    var minor: Int64
    var posted: [Int64] = []
  }

  /// What one deal earned one payee on which days.
  struct Sources {
    fileprivate var parts: [Part] = []

    /// What is taken back, from the days on which it was earned, the last one first; what is left of
    /// the change belongs to a day of its own.
    fileprivate mutating func take(
      _ change: Int64
    ) throws(MoneyError) -> (taken: [Part], rest: Int64) {
      var taken: [Part] = []
      var open = change
      while open != 0, let last = parts.last, (last.minor < 0) != (open < 0) {
        let rest = try open.adding(last.minor, in: "the sum of a deal")
        parts.removeLast()
        if rest == 0 || (rest < 0) == (open < 0) {
          taken.append(last)
          open = rest
          continue
        }
        // A rest of the part stays, with the same part of what was posted for it.
        var (left, gone) = (last, last)
        (left.minor, gone.minor) = (rest, 0 - open)
        for index in last.posted.indices {
          let stays = Int128(last.posted[index]) * Int128(rest) / Int128(last.minor)
          left.posted[index] = Int64(stays)
          gone.posted[index] = last.posted[index] - left.posted[index]
        }
        parts.append(left)
        taken.append(gone)
        open = 0
      }
      return (taken, open)
    }
  }

  private struct Level {
    var uncapped: Int64 = 0
    var posted: Int64 = 0
    /// The highest cap of the plan versions that hold in the period.
    var cap: Int64 = 0
  }

  private static let sum = "the sum of a period"

  private var levels: [Bucket: Level] = [:]

  /// What a change of the earned amount leaves after the caps of the clause and the plan.
  ///
  /// A cancellation counts in the periods in which the deal was earned, so that it takes back no more
  /// than was left of it and makes no room in a later period.
  mutating func cut(
    _ change: Int64, on day: CalendarDay, _ claim: Claim, _ payee: Name,
    _ sources: inout Sources
  ) throws(MoneyError) -> Int64 {
    guard claim.hasPeriodCap else { return change }
    let (taken, rest) = try sources.take(change)
    var sum: Int64 = 0
    for part in taken {
      let back = try Int64(0).subtracting(part.minor, in: Self.sum)
      sum = try sum.adding(cut(back, on: part.day, claim, payee).last ?? 0, in: Self.sum)
    }
    if rest != 0 {
      let posted = try cut(rest, on: day, claim, payee)
      sources.parts.append(Part(day: day, minor: rest, posted: posted))
      sum = try sum.adding(posted.last ?? 0, in: Self.sum)
    }
    return sum
  }

  /// Notes that what was posted for a part of a deal is taken back, whatever other deals would gain.
  mutating func takeBack(
    _ change: Int64, _ claim: Claim, _ payee: Name, _ sources: inout Sources
  ) throws(MoneyError) {
    guard claim.hasPeriodCap else { return }
    for part in try sources.take(change).taken {
      for (index, limit) in claim.periodLimits.enumerated() {
        let bucket = try bucket(limit, part.day, claim, payee)
        guard var level = levels[bucket] else { continue }
        let posted = part.posted.indices.contains(index) ? part.posted[index] : 0
        level.uncapped = try level.uncapped.subtracting(part.minor, in: Self.sum)
        level.posted = try level.posted.subtracting(posted, in: Self.sum)
        levels[bucket] = level
      }
    }
  }

  /// What is left of a change after each cap in turn.
  private mutating func cut(
    _ change: Int64, on day: CalendarDay, _ claim: Claim, _ payee: Name
  ) throws(MoneyError) -> [Int64] {
    var left = change
    var each: [Int64] = []
    for limit in claim.periodLimits {
      if let cap = limit.terms.cap {
        left = try cut(left, cap, bucket(limit, day, claim, payee))
      }
      each.append(left)
    }
    return each
  }

  /// More is posted up to the cap, and less as far as more was posted than is left.
  private mutating func cut(
    _ change: Int64, _ cap: Amount, _ bucket: Bucket
  ) throws(MoneyError) -> Int64 {
    var level = levels[bucket] ?? Level()
    let after = try level.uncapped.adding(change, in: Self.sum)
    level.uncapped = after
    level.cap = max(level.cap, cap.minor)
    let due = min(after, change > 0 ? cap.minor : level.cap)
    let open = try due.subtracting(level.posted, in: Self.sum)
    let left = change > 0 ? max(0, min(change, open)) : max(change, min(0, open))
    level.posted = try level.posted.adding(left, in: Self.sum)
    levels[bucket] = level
    return left
  }

  private func bucket(
    _ limit: (terms: Limits.PerPeriod, clause: Name?), _ day: CalendarDay, _ claim: Claim,
    _ payee: Name
  ) throws(MoneyError) -> Bucket {
    Bucket(
      plan: claim.selected.planID, clause: limit.clause, payee: payee,
      period: try Period(limit.terms.length, of: day))
  }
}

extension Claim {
  /// The limits of the clause, then those of the plan.
  fileprivate var periodLimits: [(terms: Limits.PerPeriod, clause: Name?)] {
    clause.limits.periods.map { ($0, selected.id) } + selected.plan.limits.map { ($0, nil) }
  }

  fileprivate var hasPeriodCap: Bool { periodLimits.contains { $0.terms.cap != nil } }
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
