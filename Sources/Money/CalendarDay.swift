/// A day of the Gregorian calendar in the years 1 to 9999, without a time and without a zone.
package struct CalendarDay: Hashable, Sendable {
  /// Days since 1 January 1970; negative before it.
  package let daysSinceEpoch: Int32

  static let first: Int32 = -719_162
  static let last: Int32 = 2_932_896

  /// Throws `MoneyError.dayOutOfRange` outside the years 1 to 9999.
  package init(daysSinceEpoch: Int32) throws(MoneyError) {
    guard (Self.first...Self.last).contains(daysSinceEpoch) else {
      throw .dayOutOfRange("day \(daysSinceEpoch) since 1970-01-01")
    }
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// Throws `MoneyError.noSuchDay` for a day the calendar does not have, such as 30 February.
  package init(year: Int, month: Int, day: Int) throws(MoneyError) {
    guard let count = CivilDate.days(year: year, month: month, day: day) else {
      throw .noSuchDay(year: year, month: month, day: day)
    }
    daysSinceEpoch = count
  }

  /// Reads the decimal number that records hold: 20260301 is 1 March 2026.
  package init(yyyymmdd: UInt32) throws(MoneyError) {
    try self.init(
      year: Int(yyyymmdd / 10_000), month: Int(yyyymmdd / 100 % 100), day: Int(yyyymmdd % 100))
  }

  /// Reads exactly "2026-03-01".
  package init(parsing text: String) throws(MoneyError) {
    self = try text.read(CalendarDay.read)
  }

  /// The same from bytes, without making a string unless the text is wrong.
  package static func parse(
    utf8: UnsafeBufferPointer<UInt8>
  ) throws(MoneyError) -> CalendarDay {
    try read(utf8).get()
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<CalendarDay, MoneyError> {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = bytes.number(at: 0, digits: 4), let month = bytes.number(at: 5, digits: 2),
      let day = bytes.number(at: 8, digits: 2)
    else { return .failure(.malformedDay(String(decoding: bytes, as: UTF8.self))) }
    return Result { () throws(MoneyError) in
      try CalendarDay(year: year, month: month, day: day)
    }
  }

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var day: Int { civil.day }

  package var yyyymmdd: UInt32 {
    let date = civil
    return UInt32(date.year * 10_000 + date.month * 100 + date.day)
  }

  package var weekday: Weekday {
    // The first day of the year 1 was a Monday.
    Weekday.allCases[Int(daysSinceEpoch - Self.first) % 7]
  }

  package func adding(days: Int) throws(MoneyError) -> CalendarDay {
    let (sum, overflow) = Int(daysSinceEpoch).addingReportingOverflow(days)
    guard !overflow, let count = Int32(exactly: sum) else {
      throw .dayOutOfRange("\(self) + \(days) days")
    }
    return try CalendarDay(daysSinceEpoch: count)
  }

  /// The same day of another month, or that month's last day where it is shorter:
  /// 31 January plus one month is 28 or 29 February.
  package func adding(months: Int) throws(MoneyError) -> CalendarDay {
    let date = civil
    let (sum, overflow) = (date.year * 12 + date.month - 1).addingReportingOverflow(months)
    guard !overflow, (12..<120_000).contains(sum) else {
      throw .dayOutOfRange("\(self) + \(months) months")
    }
    let (year, month) = (sum / 12, sum % 12 + 1)
    let day = min(date.day, CivilDate.length(ofMonth: month, in: year))
    return try CalendarDay(year: year, month: month, day: day)
  }

  private var civil: CivilDate { CivilDate(daysSinceEpoch: Int(daysSinceEpoch)) }
}

extension CalendarDay: Comparable, CustomStringConvertible {
  package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }

  package var description: String { civil.description }
}
