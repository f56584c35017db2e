/// A moment in microseconds since 1 January 1970, 00:00 UTC, as records hold it.
package struct Instant: Hashable, Sendable {
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// Midnight UTC at the beginning of a calendar day.
  package init(startOf day: CalendarDay) {
    microseconds = Int64(day.daysSinceEpoch) * Self.perDay
  }

  static let perSecond: Int64 = 1_000_000
  static let perDay: Int64 = 86_400_000_000

  /// The calendar day at a place whose clocks run `offsetSeconds` ahead of UTC.
  ///
  /// Throws `MoneyError.dayOutOfRange` outside the years 1 to 9999.
  package func day(offsetSeconds: Int) throws(MoneyError) -> CalendarDay {
    let (shift, tooLarge) = Int64(offsetSeconds).multipliedReportingOverflow(by: Self.perSecond)
    let (local, overflow) = microseconds.addingReportingOverflow(shift)
    guard !tooLarge, !overflow else {
      throw .dayOutOfRange("\(self) moved by \(offsetSeconds) seconds")
    }
    return try CalendarDay(daysSinceEpoch: Int32(Self.split(local).day))
  }

  /// Whole days, rounded down, and the microseconds since midnight (never negative).
  private static func split(_ microseconds: Int64) -> (day: Int64, time: Int64) {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: perDay)
    return remainder < 0 ? (quotient - 1, remainder + perDay) : (quotient, remainder)
  }
}

extension Instant: Comparable, CustomStringConvertible {
  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// RFC 3339 in UTC, "2026-03-01T09:30:00Z", with six decimals only where there is a fraction.
  package var description: String {
    let (day, time) = Self.split(microseconds)
    let (seconds, fraction) = Int(time).quotientAndRemainder(dividingBy: Int(Self.perSecond))
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    let clock =
      fraction == 0
      ? marked((hour, 2, ":"), (minute, 2, ":"), (second, 2, "Z"))
      : marked((hour, 2, ":"), (minute, 2, ":"), (second, 2, "."), (fraction, 6, "Z"))
    return CivilDate(daysSinceEpoch: Int(day)).description + "T" + clock
  }
}
