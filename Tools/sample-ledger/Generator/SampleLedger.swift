import Money

/// A made-up ledger of key accounts, written as CloudEvents, one a line, day by day.
///
/// The same settings give the same bytes on every machine. Fewer years are the beginning of more
/// years, and what happens to an account does not depend on how many others there are. Memory grows
/// with the number of accounts only.
package struct SampleLedger {
  /// How many events were written so far.
  package private(set) var eventCount = 0

  private let calendar: SampleCalendar
  private var day: SampleDay
  private var next = 0
  private var workforce: Workforce
  private var accounts: [SampleAccount]

  /// Throws `SampleError.calendar` if the calendar does not reach to the end of the ledger.
  package init(_ settings: SampleSettings) throws(SampleError) {
    do throws(MoneyError) {
      calendar = try SampleCalendar(start: settings.start, years: settings.years)
    } catch {
      throw .calendar(error)
    }
    day = SampleDay(
      seed: settings.seed, lines: JSONLines(currency: settings.currency, calendar: calendar))
    workforce = Workforce(accounts: settings.accounts)
    var unit: Int64 = 1
    for _ in 0..<settings.currency.exponent { unit *= 10 }
    accounts = (0..<settings.accounts).map {
      SampleAccount(index: $0, settings: settings, unit: unit)
    }
  }

  /// Appends the next day's lines to `output`; false when the ledger is at its end.
  package mutating func writeDay(to output: inout [UInt8]) -> Bool {
    guard next < calendar.count else { return false }
    day.begin(day: next)
    if next == 0 { workforce.register(&day) }
    if !calendar.isWeekend(next) {
      for index in accounts.indices where accounts[index].nextDay <= next {
        accounts[index].step(&day)
      }
    }
    day.write(to: &output)
    eventCount += day.count
    next += 1
    return true
  }

  /// Which accounts have which pattern, by the accounts' ids, as one JSON object.
  package static func planted(_ settings: SampleSettings) -> String {
    var lists: [PlantedPattern: [String]] = [:]
    for index in 0..<settings.accounts {
      guard let pattern = PlantedPattern.of(index) else { continue }
      let account = SampleAccount(index: index, settings: settings, unit: 1)
      lists[pattern, default: []].append(String(decoding: account.company.id, as: UTF8.self))
    }
    let members = PlantedPattern.allCases.map { pattern in
      let ids = (lists[pattern] ?? []).map { "\"\($0)\"" }.joined(separator: ",")
      return "\"\(pattern.rawValue)\":[\(ids)]"
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}
