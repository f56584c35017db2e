import Money
import Testing

@Suite struct `Calendar days` {
  private func day(_ text: String) throws -> CalendarDay { try CalendarDay(parsing: text) }

  @Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday), ("1969-12-31", -1, .wednesday),
    ("2000-02-29", 11_016, .tuesday), ("2026-03-01", 20_513, .sunday),
    ("0001-01-01", -719_162, .monday), ("9999-12-31", 2_932_896, .friday),
  ])
  func `A day counts from 1970 and knows its weekday`(
    text: String, count: Int32, weekday: Weekday
  ) throws {
    let day = try day(text)
    #expect(day.daysSinceEpoch == count)
    #expect(day.weekday == weekday)
    #expect(day.description == text)
    #expect(try CalendarDay(daysSinceEpoch: count) == day)
    #expect(try CalendarDay(yyyymmdd: day.yyyymmdd) == day)
  }

  @Test func `Every day of eight centuries follows the one before it`() throws {
    var (year, month, date) = (1600, 1, 1)
    let first = try day("1600-01-01").daysSinceEpoch
    for count in first..<(first + 2 * 146_097) {
      let day = try CalendarDay(daysSinceEpoch: count)
      guard (day.year, day.month, day.day) == (year, month, date) else {
        Issue.record("expected \(year)-\(month)-\(date), got \(day)")
        return
      }
      let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      date += 1
      if date > lengths[month - 1] { (month, date) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  @Test(arguments: [
    (2026, 2, 29), (2026, 2, 30), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1),
    (2026, 1, 0),
    (0, 1, 1), (10_000, 1, 1), (.min, 1, .max),
  ])
  func `A day that the calendar does not have is refused`(year: Int, month: Int, day: Int) {
    #expect(throws: MoneyError.noSuchDay(year: year, month: month, day: day)) {
      try CalendarDay(year: year, month: month, day: day)
    }
  }

  @Test(arguments: [
    "", "2026-3-1", "2026/03/01", "26-03-01", "2026-03-01T", "2026-03-0x", "20260301",
  ])
  func `A text that is no day is refused`(text: String) {
    #expect(throws: MoneyError.malformedDay(text)) { try day(text) }
  }

  @Test func `A count or number outside the years is refused`() {
    #expect(throws: MoneyError.self) { try CalendarDay(daysSinceEpoch: 2_932_897) }
    #expect(throws: MoneyError.self) { try CalendarDay(daysSinceEpoch: .min) }
    #expect(throws: MoneyError.self) { try CalendarDay(yyyymmdd: 0) }
    #expect(throws: MoneyError.self) { try CalendarDay(yyyymmdd: .max) }
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-12-15", 1, "2027-01-15"),
    ("2026-03-31", -1, "2026-02-28"), ("2026-01-01", -1, "2025-12-01"),
    ("2024-02-29", 12, "2025-02-28"),
  ])
  func `A month later is the same day or the month's last`(
    start: String, months: Int, expected: String
  ) throws {
    #expect(try day(start).adding(months: months) == day(expected))
  }

  @Test func `Days are added across months and refused beyond the calendar`() throws {
    #expect(try day("2026-02-28").adding(days: 1) == day("2026-03-01"))
    #expect(try day("2026-03-01").adding(days: -1) == day("2026-02-28"))
    #expect(throws: MoneyError.self) { try day("9999-12-31").adding(days: 1) }
    #expect(throws: MoneyError.self) { try day("2026-01-01").adding(days: .max) }
    #expect(throws: MoneyError.self) { try day("2026-01-01").adding(months: .max) }
    #expect(throws: MoneyError.self) { try day("0001-01-01").adding(months: -1) }
    #expect(throws: MoneyError.self) { try day("9999-12-01").adding(months: 1) }
  }
}

@Suite struct `Periods` {
  @Test(arguments: [
    ("2026-03", "2026-03-01", "2026-04-01", "2026-02", "2026-04", 1),
    ("2026-12", "2026-12-01", "2027-01-01", "2026-11", "2027-01", 1),
    ("2026-Q1", "2026-01-01", "2026-04-01", "2025-Q4", "2026-Q2", 3),
    ("2026", "2026-01-01", "2027-01-01", "2025", "2027", 12),
  ])
  func `A period is half open and has neighbours`(
    text: String, start: String, end: String, previous: String, next: String, months: Int
  ) throws {
    let period = try Period(parsing: text)
    #expect(period.description == text)
    #expect(period.start.description == start)
    #expect(period.end.description == end)
    #expect(period.contains(period.start))
    #expect(!period.contains(period.end))
    #expect(try period.contains(period.end.adding(days: -1)))
    #expect(try period.previous.description == previous)
    #expect(try period.next.description == next)
    let parts = try period.months
    #expect(parts.count == months)
    #expect(parts.first?.start == period.start)
    #expect(parts.last?.end == period.end)
  }

  @Test(arguments: [
    "", "26", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-3", "2026-03-01", "2026q1",
  ])
  func `A text that is no period is refused`(text: String) {
    #expect(throws: MoneyError.malformedPeriod(text)) { try Period(parsing: text) }
  }

  @Test func `A day lies in its month, quarter and year`() throws {
    let day = try CalendarDay(parsing: "2026-08-15")
    #expect(try Period(.month, of: day).description == "2026-08")
    #expect(try Period(.quarter, of: day).description == "2026-Q3")
    #expect(try Period(.year, of: day).description == "2026")
  }

  @Test func `The edges of the calendar are errors`() throws {
    #expect(throws: MoneyError.self) { try Period(parsing: "0000") }
    #expect(throws: MoneyError.self) { try Period(parsing: "9999-12") }
    #expect(throws: MoneyError.self) { try Period(parsing: "9998").next }
    #expect(throws: MoneyError.self) { try Period(parsing: "0001-01").previous }
  }
}
