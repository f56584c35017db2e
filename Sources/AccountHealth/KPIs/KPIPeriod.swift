package import Money

/// The days a key figure is asked for: from `from` to before `to`, as far as `last`.
package struct KPIPeriod: Equatable, Sendable {
  package let from: CalendarDay
  /// The first day after the period.
  package let to: CalendarDay
  /// The last day that counts: the last of the period, or an earlier one while it runs.
  package let last: CalendarDay
  /// The first day of the period before, with which growth compares.
  package let previousFrom: CalendarDay
  /// The length where it is a month, a quarter or a year.
  package let length: Period.Length?

  /// Nil where no day lies in the period by `today`.
  package init?(_ period: Period, today: CalendarDay) throws(MoneyError) {
    try self.init(
      from: period.start, to: period.end, previousFrom: try period.previous.start,
      length: period.length, today: today)
  }

  /// Any span of days; the period before has as many days.
  package init?(from: CalendarDay, to: CalendarDay, today: CalendarDay) throws(MoneyError) {
    let days = Int(to.daysSinceEpoch) - Int(from.daysSinceEpoch)
    try self.init(
      from: from, to: to, previousFrom: try from.adding(days: -max(days, 1)), length: nil,
      today: today)
  }

  private init?(
    from: CalendarDay, to: CalendarDay, previousFrom: CalendarDay, length: Period.Length?,
    today: CalendarDay
  ) throws(MoneyError) {
    guard from < to, from <= today else { return nil }
    self.from = from
    self.to = to
    self.previousFrom = previousFrom
    self.length = length
    last = min(today, try to.adding(days: -1))
  }

  /// Whether the period is over by the last day that counts.
  package var isComplete: Bool { Int(last.daysSinceEpoch) + 1 == Int(to.daysSinceEpoch) }

  /// Ages of the counted days, seen from the last one.
  var ages: Range<Int> {
    0..<Int(last.daysSinceEpoch) - Int(from.daysSinceEpoch) + 1
  }

  /// Ages of the days before with which the counted ones are compared: all, or while the period
  /// runs as many from its beginning.
  var agesBefore: Range<Int> {
    let first = Int(last.daysSinceEpoch) - Int(previousFrom.daysSinceEpoch)
    let whole = ages.count..<first + 1
    return isComplete ? whole : max(ages.count, first + 1 - ages.count)..<first + 1
  }

  func contains(_ day: CalendarDay) -> Bool { from <= day && day <= last }

  /// Whether a period lies wholly inside, whether it is over or not.
  func covers(from start: CalendarDay, to end: CalendarDay) -> Bool {
    from <= start && end <= to && start < end
  }
}
