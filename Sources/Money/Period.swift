/// A calendar month, quarter or year: the half-open span of days from `start` to before `end`.
///
/// Lies in the years 1 to 9998, so that the day after it always exists.
package struct Period: Hashable, Sendable {
  package enum Length: Int, Sendable {
    case month = 1
    case quarter = 3
    case year = 12
  }

  package let length: Length
  /// Months since January of the year 0; always a multiple of the length.
  private let firstMonth: Int

  package let start: CalendarDay
  /// The first day that does not belong to the period any more.
  package let end: CalendarDay

  /// The month, quarter or year in which a day lies.
  package init(_ length: Length, of day: CalendarDay) throws(MoneyError) {
    try self.init(length, month: day.year * 12 + day.month - 1)
  }

  /// Reads "2026-03", "2026-Q1" or "2026".
  package init(parsing text: String) throws(MoneyError) {
    let (length, month) = try text.read(Period.read)
    try self.init(length, month: month)
  }

  private init(_ length: Length, month: Int) throws(MoneyError) {
    firstMonth = month - month % length.rawValue
    self.length = length
    guard (1...9998).contains(firstMonth / 12) else {
      throw .dayOutOfRange("a period in the year \(firstMonth / 12)")
    }
    start = try CalendarDay(year: firstMonth / 12, month: firstMonth % 12 + 1, day: 1)
    end = try start.adding(months: length.rawValue)
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<(Length, Int), MoneyError> {
    let malformed = MoneyError.malformedPeriod(String(decoding: bytes, as: UTF8.self))
    guard let year = bytes.number(at: 0, digits: 4) else { return .failure(malformed) }
    if bytes.count == 4 { return .success((.year, year * 12)) }
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-") else { return .failure(malformed) }
    if bytes[5] == UInt8(ascii: "Q"), let quarter = bytes[6].digit, (1...4).contains(quarter) {
      return .success((.quarter, year * 12 + (quarter - 1) * 3))
    }
    guard let month = bytes.number(at: 5, digits: 2), (1...12).contains(month) else {
      return .failure(malformed)
    }
    return .success((.month, year * 12 + month - 1))
  }

  package func contains(_ day: CalendarDay) -> Bool { start <= day && day < end }

  /// The calendar months of the period, in order.
  package var months: [Period] {
    get throws(MoneyError) {
      var months: [Period] = []
      for month in firstMonth..<(firstMonth + length.rawValue) {
        months.append(try Period(.month, month: month))
      }
      return months
    }
  }

  package var previous: Period {
    get throws(MoneyError) { try Period(length, month: firstMonth - length.rawValue) }
  }

  package var next: Period {
    get throws(MoneyError) { try Period(length, month: firstMonth + length.rawValue) }
  }
}

extension Period: CustomStringConvertible {
  /// "2026-03", "2026-Q1" or "2026".
  package var description: String {
    let year = padded(start.year, to: 4)
    return switch length {
    case .month: "\(year)-\(padded(start.month, to: 2))"
    case .quarter: "\(year)-Q\((start.month + 2) / 3)"
    case .year: year
    }
  }
}
