import Money

/// The days of a sample ledger, counted from its first one.
///
/// Everything about a day is computed once, because a ledger of a million events names each day
/// thousands of times.
struct SampleCalendar {
  private struct Entry {
    let year: Int
    let month: Int
    let day: Int
    let isWeekend: Bool
  }

  /// Contracts and plans name days after the last one of the ledger.
  private static let beyond = 1_700

  private var entries: [Entry] = []
  private var texts: [UInt8] = []
  /// The last day of each year of the ledger.
  private(set) var yearEnds: [Int] = []
  /// How many days the ledger has.
  private(set) var count = 0

  init(start: CalendarDay, years: Int) throws(MoneyError) {
    // A year more than asked for, so that the last year behaves as if others followed.
    for year in 1...years + 1 {
      let end = try start.adding(months: 12 * year)
      yearEnds.append(Int(end.daysSinceEpoch - start.daysSinceEpoch) - 1)
    }
    count = yearEnds[years - 1] + 1
    for offset in 0..<count + Self.beyond {
      let day = try start.adding(days: offset)
      entries.append(
        Entry(
          year: day.year, month: day.month, day: day.day,
          isWeekend: day.weekday == .saturday || day.weekday == .sunday))
      texts.append(contentsOf: day.description.utf8)
    }
  }

  /// The day's ten characters, such as 2026-03-01.
  func text(_ day: Int) -> ArraySlice<UInt8> {
    let index = clamped(day) * 10
    return texts[index..<index + 10]
  }

  func isWeekend(_ day: Int) -> Bool { entries[clamped(day)].isWeekend }
  func year(_ day: Int) -> Int { entries[clamped(day)].year }
  func quarter(_ day: Int) -> Int { (entries[clamped(day)].month - 1) / 3 + 1 }

  /// The first day of the next quarter after `day`.
  func nextQuarter(after day: Int) -> Int {
    var next = day + 1
    while clamped(next) == next {
      let entry = entries[next]
      if entry.day == 1, entry.month % 3 == 1 { return next }
      next += 1
    }
    return next
  }

  /// The last day of the ledger's year that `day` lies in.
  func yearEnd(of day: Int) -> Int {
    yearEnds.first { day <= $0 } ?? .max
  }

  private func clamped(_ day: Int) -> Int { min(max(day, 0), entries.count - 1) }
}
