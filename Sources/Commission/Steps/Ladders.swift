import Money

/// The part of step 4 that needs all deals: who stands where on which ladder.
///
/// A ladder belongs to one clause, one payee (or account) and one period. Its deals stand on each other
/// in the order of day, type and id; a deal's place decides its tiers.
struct Ladders {
  private struct Key: Hashable {
    let plan: Name
    let clause: Name
    let holder: Name
    let period: Period?
  }

  /// A deal's place for one credit, or for all credits together.
  private final class Rung {
    let claim: Claim
    let credit: Int?
    /// After each state of the claim.
    let measures: [Int64]
    var index = 0
    /// Where its part of the ladder begins.
    var start: Int64 = 0
    var measure: Int64 { measures[index] }

    init(_ claim: Claim, _ credit: Int?, _ measures: [Int64]) {
      self.claim = claim
      self.credit = credit
      self.measures = measures
    }
  }

  private static let total = "the total of the tiers"

  private var rungs: [Key: [Rung]] = [:]

  /// Puts a deal on the ladders of its clause, those of the payees who are meant.
  mutating func add(_ claim: Claim, _ isMeant: (Name) -> Bool) throws(MoneyError) {
    guard let tiers = claim.clause.tiers else { return }
    var states: [Posted] = []
    for index in claim.states.indices {
      states.append(try claim.measured(index, by: tiers.measure))
    }
    let period: Period?
    if let length = tiers.span.length ?? tiers.reset {
      period = try Period(length, of: claim.deal.day)
    } else {
      period = nil
    }
    func key(_ holder: Name) -> Key {
      Key(
        plan: claim.selected.planID, clause: claim.selected.id, holder: holder, period: period)
    }
    guard tiers.span != .account else {
      var measures: [Int64] = []
      for state in states { measures.append(try claim.measure(tiers.measure, state)) }
      rungs[key(claim.deal.account), default: []].append(Rung(claim, nil, measures))
      return
    }
    var measures: [[Int64]] = []
    for state in states { measures.append(try claim.measures(tiers.measure, state)) }
    for (index, credit) in claim.crediting.credits.enumerated()
    where claim.sources[index] != nil && isMeant(credit.payee) {
      rungs[key(credit.payee), default: []].append(
        Rung(claim, index, measures.map { $0[index] }))
    }
  }

  /// Climbs every ladder, the earliest period first, and hands over each step of each deal.
  func climb(
    _ calculation: CommissionCalculation, _ omissions: inout [Omission],
    step: (Claim, Int, Step) -> Void
  ) throws(MoneyError) {
    var totals: [Key: Int64] = [:]
    let ordered = rungs.keys.sorted { left, right in
      switch (left.period, right.period) {
      case (let left?, let right?): left.start < right.start
      case (nil, _?): true
      default: false
      }
    }
    for key in ordered {
      let rungs = (rungs[key] ?? []).sorted {
        ($0.claim.rank, $0.credit ?? 0) < ($1.claim.rank, $1.credit ?? 0)
      }
      var previous: Int64 = 0
      if let period = key.period, let before = try? period.previous {
        previous =
          totals[Key(plan: key.plan, clause: key.clause, holder: key.holder, period: before)] ?? 0
      }
      totals[key] = try climb(rungs, key, previous, calculation, &omissions, step)
    }
  }

  private func climb(
    _ rungs: [Rung], _ key: Key, _ previous: Int64, _ calculation: CommissionCalculation,
    _ omissions: inout [Omission], _ step: (Claim, Int, Step) -> Void
  ) throws(MoneyError) -> Int64 {
    var ladders: [ObjectIdentifier: Ladder] = [:]
    var moments: [Moment] = []
    for (place, rung) in rungs.enumerated() {
      for (index, posted) in rung.claim.states.enumerated() {
        moments.append(
          Moment(day: posted.state.trigger.day, rank: rung.claim.rank, state: index, place: place))
      }
      let selected = ObjectIdentifier(rung.claim.selected)
      guard ladders[selected] == nil, let tiers = rung.claim.clause.tiers else { continue }
      ladders[selected] = try calculation.ladder(
        tiers, rung.claim, holder: key.holder, period: key.period, previous: previous, &omissions)
    }
    moments.sort()
    var standing: [Int] = []
    var total: Int64 = 0
    var lifted: [ObjectIdentifier: Int?] = ladders.mapValues { $0.lifted(by: 0) }
    var next = 0
    while next < moments.count {
      // A payee with two credits of one deal has two rungs; one event moves both at once.
      let moment = moments[next]
      var own: Set<Int> = []
      var hasMoved = false
      while next < moments.count, moments[next].isSameEvent(as: moment) {
        let rung = rungs[moments[next].place]
        // Wider than the total: what is taken off may leave the range that the sum is in again.
        var sum = Int128(total)
        if moment.state == 0 {
          standing.append(moments[next].place)
          rung.start = total
        } else {
          sum -= Int128(rung.measure)
          if rung.measures[moment.state] != rung.measure { hasMoved = true }
        }
        rung.index = moment.state
        sum += Int128(rung.measure)
        guard let exact = Int64(exactly: sum) else { throw .overflow(Self.total) }
        total = exact
        own.insert(moments[next].place)
        next += 1
      }
      var changed: Set<ObjectIdentifier> = []
      for (selected, ladder) in ladders {
        let now = ladder.lifted(by: total)
        if lifted[selected] != .some(now) {
          changed.insert(selected)
          lifted[selected] = .some(now)
        }
      }
      let trigger = rungs[moment.place].claim.states[moment.state].state.trigger
      func visit(_ place: Int, isOwn: Bool) throws(MoneyError) {
        let other = rungs[place]
        guard let ladder = ladders[ObjectIdentifier(other.claim.selected)] else { return }
        let reached = try ladder.reached(
          from: other.start, to: other.start.adding(other.measure, in: Self.total), total: total)
        let cause = Trigger(
          id: trigger.id, day: trigger.day, position: trigger.position,
          kind: isOwn ? trigger.kind : .otherDeal)
        try hand(other.claim, other.credit, other.index, reached, cause, moment, step)
      }
      // Nearly every event leaves all other deals where they stand.
      guard hasMoved || !changed.isEmpty else {
        for place in own.sorted() { try visit(place, isOwn: true) }
        continue
      }
      var start: Int64 = 0
      var isAbove = false
      for place in standing {
        let other = rungs[place]
        other.start = start
        let isOwn = own.contains(place)
        if isOwn || changed.contains(ObjectIdentifier(other.claim.selected))
          || (hasMoved && isAbove)
        {
          try visit(place, isOwn: isOwn)
        }
        start = try start.adding(other.measure, in: Self.total)
        if isOwn { isAbove = true }
      }
    }
    return total
  }

  private func hand(
    _ claim: Claim, _ credit: Int?, _ state: Int, _ reached: Reached, _ trigger: Trigger,
    _ moment: Moment, _ step: (Claim, Int, Step) -> Void
  ) throws(MoneyError) {
    let posted = claim.states[state]
    var each = [Reached?](repeating: nil, count: claim.crediting.credits.count)
    if let credit { each[credit] = reached } else { each = each.map { _ in reached } }
    let calculated = try CommissionCalculation.earned(posted, of: claim, reached: each)
    for (index, earned) in calculated.enumerated() where credit == nil || credit == index {
      guard let earned else { continue }
      step(
        claim, index,
        Step(
          trigger: trigger, rank: moment.rank, sequence: moment.state, state: state,
          earned: earned, reached: reached))
    }
  }

  private struct Moment: Comparable {
    let day: CalendarDay
    let rank: Int
    let state: Int
    let place: Int

    func isSameEvent(as other: Moment) -> Bool {
      (day, rank, state) == (other.day, other.rank, other.state)
    }

    static func < (left: Moment, right: Moment) -> Bool {
      (left.day, left.rank, left.state, left.place)
        < (right.day, right.rank, right.state, right.place)
    }
  }
}

extension CommissionCalculation {
  /// A clause's tiers for one holder and period; nil, with the reason, where the target is missing.
  fileprivate func ladder(
    _ tiers: Tiers, _ claim: Claim, holder: Name, period: Period?, previous: Int64,
    _ omissions: inout [Omission]
  ) throws(MoneyError) -> Ladder? {
    var part = Rate.one
    if tiers.prorate != .none, let period {
      part = try team.employedPart(of: holder, in: period, tiers.prorate)
    }
    // Every bound of a target of nothing would lie at zero, and the first cent in the top band.
    func ladder(
      _ target: Int64, of kpi: String = "", at position: UInt64? = nil
    ) throws(MoneyError) -> Ladder? {
      let whole = try Rate(numerator: target, denominator: 1).multiplied(by: part)
      if whole > .zero { return try Ladder(tiers, whole: whole, target: position) }
      if let period {
        omissions.append(
          Omission(
            deal: claim.deal.id, clause: claim.selected.id,
            reason: .noTarget(holder, kpi, period)))
      }
      return nil
    }
    switch tiers.target {
    case nil: return try Ladder(tiers, whole: .one)
    case .amount(let amount): return try ladder(amount.minor)
    case .previousPeriod: return try ladder(previous)
    case .kpi(let kpi):
      guard let period else { return nil }
      let scope: TargetBook.Scope = tiers.span == .account ? .account(holder) : .payee(holder)
      let target = targets.target(TargetBook.Key(scope: scope, kpi: kpi, period: period))
      return try ladder(target?.value ?? 0, of: kpi, at: target?.position)
    }
  }
}

extension Team {
  /// The part of a period in which somebody was employed.
  func employedPart(
    of employee: Name, in period: Period, _ proration: Proration
  ) throws(MoneyError) -> Rate {
    switch proration {
    case .none: return .one
    case .month:
      let months = try period.months
      var employed = 0
      for month in months where try isEmployed(employee, sometimeIn: month) { employed += 1 }
      return try Rate(numerator: Int64(employed), denominator: Int64(months.count))
    case .day:
      var (day, employed, all) = (period.start, 0, 0)
      while day < period.end {
        if isEmployed(employee, on: day) { employed += 1 }
        all += 1
        day = try day.adding(days: 1)
      }
      return try Rate(numerator: Int64(employed), denominator: Int64(all))
    }
  }

  /// Whether somebody was employed on any day of a month.
  func isEmployed(_ employee: Name, sometimeIn month: Period) throws(MoneyError) -> Bool {
    var day = month.start
    while day < month.end {
      if isEmployed(employee, on: day) { return true }
      day = try day.adding(days: 1)
    }
    return false
  }
}
