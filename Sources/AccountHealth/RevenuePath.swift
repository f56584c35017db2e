import Money

/// What the revenue targets ask for in a window, day by day.
///
/// Targets are laid over the window from the one set last to the one set first; each takes the days
/// that are still free. A target's amount is spread evenly over its own days, and its share is
/// rounded down to a minor unit.
struct RevenuePath {
  private(set) var expected: Int128 = 0
  /// Days of the window that a target covers.
  private(set) var days = 0
  private(set) var evidence: [HealthFacts.Position] = []
  /// Ages of the covered days.
  private var covered: [Range<Int>] = []

  init(targets: [HealthFacts.RevenueTarget], view: AccountView, window: Int) {
    let newestFirst = targets.filter { view.age($0.set) >= 0 }
      .sorted { ($1.set, $1.position) < ($0.set, $0.position) }
    var free = [0..<max(0, window)]
    for target in newestFirst where target.from < target.to {
      // The last day has the smallest age.
      let ages = view.age(target.to) + 1..<view.age(target.from) + 1
      var taken = 0
      var left: [Range<Int>] = []
      for range in free {
        let part = range.clamped(to: ages)
        guard !part.isEmpty else {
          left.append(range)
          continue
        }
        taken += part.count
        covered.append(part)
        let before = range.lowerBound..<part.lowerBound
        let after = part.upperBound..<range.upperBound
        left += [before, after].filter { !$0.isEmpty }
      }
      free = left
      guard taken > 0 else { continue }
      days += taken
      expected += Int128(target.amount) * Int128(taken) / Int128(ages.count)
      evidence.append(target.position)
    }
  }

  /// Whether a target covers the day `age` days ago.
  func covers(_ age: Int) -> Bool {
    covered.contains { $0.contains(age) }
  }
}
