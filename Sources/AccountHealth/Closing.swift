import Money

/// How an opportunity ended, as of one day: its last winning or losing step.
struct Closing {
  let opportunity: HealthFacts.Handle
  let won: Bool
  let value: Int64
  let hasValue: Bool
  /// Days from the closing to the as-of day.
  let age: Int
  let position: HealthFacts.Position

  /// The closings of all opportunities that were closed by `today`, one for each.
  static func latest(of steps: [HealthFacts.OpportunityStep], today: Int) -> [Closing] {
    let closed = steps.filter { step in
      switch step.change {
      case .identified: false
      case .won, .lost: Int(step.day.daysSinceEpoch) <= today
      }
    }
    .sorted { ($0.opportunity, $0.day, $0.position) < ($1.opportunity, $1.day, $1.position) }
    var closings: [Closing] = []
    closings.reserveCapacity(closed.count)
    var previous: HealthFacts.Handle?
    for step in closed {
      if step.opportunity == previous { closings.removeLast() }
      previous = step.opportunity
      closings.append(
        Closing(
          opportunity: step.opportunity, won: step.change == .won, value: step.value ?? 0,
          hasValue: step.value != nil, age: today - Int(step.day.daysSinceEpoch),
          position: step.position))
    }
    return closings
  }
}

extension AccountView {
  /// Won and lost opportunities closed between `ages` days ago (KPI 15).
  struct WinCount {
    var won = 0
    var lost = 0
    var wonValue: Int128 = 0
    var lostValue: Int128 = 0
    /// Closed opportunities of which nobody said what they were worth.
    var withoutValue = 0
    var evidence: [HealthFacts.Position] = []

    var closed: Int { won + lost }
    /// In basis points, rounded down; only with closed opportunities.
    var rate: Int { won * 10_000 / closed }
  }

  func winCount(ages: Range<Int>) -> WinCount {
    var count = WinCount()
    for closing in closings where ages.contains(closing.age) {
      if closing.won {
        count.won += 1
        count.wonValue += Int128(closing.value)
      } else {
        count.lost += 1
        count.lostValue += Int128(closing.value)
      }
      if !closing.hasValue { count.withoutValue += 1 }
      count.evidence.append(closing.position)
    }
    return count
  }
}
