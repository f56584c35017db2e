import Money

extension Target {
  /// An amount prints as a text that gives it again.
  static func amount(_ input: [UInt8]) -> Bool {
    let words = text(input).split(separator: " ", maxSplits: 1).map(String.init)
    if let word = words.first { _ = try? Rate(parsing: word) }
    guard words.count == 2, let currency = try? Currency(words[1]),
      let amount = try? Amount(parsing: words[0], currency: currency)
    else { return false }
    let again = try? Amount(parsing: amount.description, currency: currency)
    precondition(again == amount, "an amount changes on the way")
    return true
  }

  static func instant(_ input: [UInt8]) -> Bool {
    guard let instant = try? Instant(parsing: text(input)) else { return false }
    let written = instant.description
    // Beside the years of four digits there is no text form that can be read.
    if written.utf8.count == "2026-01-02T03:04:05Z".utf8.count {
      precondition((try? Instant(parsing: written)) == instant, "an instant changes on the way")
    }
    for offset in [-86_399, 0, 3_600, 86_399] { _ = try? instant.day(offsetSeconds: offset) }
    return true
  }

  static func day(_ input: [UInt8]) -> Bool {
    _ = try? Period(parsing: text(input))
    guard let day = try? CalendarDay(parsing: text(input)) else { return false }
    precondition((try? CalendarDay(parsing: day.description)) == day, "a day changes on the way")
    precondition((try? CalendarDay(yyyymmdd: day.yyyymmdd)) == day, "a day changes as a number")
    for length in [Period.Length.month, .quarter, .year] {
      if let period = try? Period(length, of: day) {
        precondition((try? Period(parsing: period.description)) == period, "a period changes")
      }
    }
    return true
  }
}
