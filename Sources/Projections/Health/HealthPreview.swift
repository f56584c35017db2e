package import AccountHealth
package import Money

/// What would become of the bands of all accounts under a model that is not published.
///
/// Looks at the end of every quarter since an account's first event, and at the day of the question.
/// Each account is scored by the model that was in force on that day and by the candidate, as if it
/// had held on every day. Nothing is recorded.
package struct HealthPreview: Sendable {
  /// An account that would be in another band on a day.
  package struct Shift: Equatable, Sendable {
    package let account: String
    package let name: String?
    package let day: CalendarDay
    package let before: HealthAssessment.Band
    package let after: HealthAssessment.Band
    package let scoreBefore: Int?
    package let scoreAfter: Int?
    package let step: HealthStep
  }

  /// All accounts on one day.
  package struct Total: Equatable, Sendable {
    package let day: CalendarDay
    package fileprivate(set) var assessed = 0
    /// Accounts with another score, to the hundredth of a point.
    package fileprivate(set) var scoresChanged = 0
    /// Accounts in a better or worse band; to or from too little evidence counts as neither.
    package fileprivate(set) var better = 0
    package fileprivate(set) var worse = 0
    package fileprivate(set) var otherwise = 0

    package var bandsChanged: Int { better + worse + otherwise }
  }

  package let candidate: HealthModel
  /// The model in force on the day of the question.
  package let inForce: ModelInForce
  /// In the order of the days.
  package let totals: [Total]
  /// By day, then by account.
  package let shifts: [Shift]
  package let day: CalendarDay
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint

  /// At most so many quarters back.
  private static let quarters = 200

  package init(
    _ candidate: HealthModel, _ history: History, _ accounts: Accounts,
    clocks: Clocks = Clocks(), progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(ProjectionError) {
    let page = try accounts.list(AccountRequest(clocks: clocks, limit: .max))
    let standpoint = page.speaksFor
    let models = try HealthModels(history, at: standpoint)
    let day = page.day
    let ends: [CalendarDay]
    do { ends = try day.quarterEnds(Self.quarters) } catch { throw .arithmetic(error) }
    let days = ends.last == day ? ends : ends + [day]
    let looks = try page.rows.concurrentlyMapped(progress) { row throws(ProjectionError) in
      try Look(row, history, standpoint, days, models, candidate)
    }
    var totals: [CalendarDay: Total] = [:]
    for look in looks {
      for total in look.totals { totals[total.day, default: Total(day: total.day)].add(total) }
    }
    self.candidate = candidate
    inForce = models.inForce(on: day)
    self.totals = totals.values.sorted { $0.day < $1.day }
    shifts = looks.flatMap(\.shifts).sorted { ($0.day, $0.account) < ($1.day, $1.account) }
    self.day = day
    quarantined = models.unreadable + looks.flatMap(\.quarantined)
    speaksFor = standpoint
  }
}

/// One account on every day, by both models.
private struct Look: Sendable {
  var totals: [HealthPreview.Total] = []
  var shifts: [HealthPreview.Shift] = []
  let quarantined: [UnreadableEvent]

  init(
    _ row: AccountRow, _ history: History, _ standpoint: Standpoint, _ days: [CalendarDay],
    _ models: HealthModels, _ candidate: HealthModel
  ) throws(ProjectionError) {
    let known = try HealthHistory(row.id, history, standpoint, days: days, tellingOnly: true)
    for day in days {
      guard let first = known.events.first?.day, first <= day else { continue }
      let facts = known.told(by: day).facts
      let before = AccountHealth.assess(facts, asOf: day, model: models.inForce(on: day).model)
      let after = AccountHealth.assess(facts, asOf: day, model: candidate)
      totals.append(HealthPreview.Total(day, from: before, to: after))
      guard before.band != after.band else { continue }
      shifts.append(
        HealthPreview.Shift(
          account: row.id, name: row.name, day: day, before: before.band, after: after.band,
          scoreBefore: before.score, scoreAfter: after.score,
          step: HealthStep(from: before, to: after)))
    }
    quarantined = days.last.map { known.told(by: $0).quarantined } ?? []
  }
}

extension HealthPreview.Total {
  fileprivate init(day: CalendarDay) { self.day = day }

  fileprivate init(_ day: CalendarDay, from before: HealthAssessment, to after: HealthAssessment) {
    self.day = day
    assessed = 1
    if before.exactScore != after.exactScore { scoresChanged = 1 }
    guard before.band != after.band else { return }
    if let left = before.band.rank, let right = after.band.rank {
      if left < right { better = 1 } else { worse = 1 }
    } else {
      otherwise = 1
    }
  }

  fileprivate mutating func add(_ other: HealthPreview.Total) {
    assessed += other.assessed
    scoresChanged += other.scoresChanged
    better += other.better
    worse += other.worse
    otherwise += other.otherwise
  }
}

extension HealthAssessment.Band {
  /// Red below amber below green; too little evidence has no place among them.
  fileprivate var rank: Int? {
    switch self {
    case .red: 0
    case .amber: 1
    case .green: 2
    case .tooLittleEvidence: nil
    }
  }
}
