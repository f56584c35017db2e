package import Money

/// What a sample ledger is made from: the same settings give the same bytes.
package struct SampleSettings: Sendable {
  package let accounts: Int
  package let years: Int
  package let seed: UInt64
  package let start: CalendarDay
  package let currency: Currency

  /// Throws `SampleError` for settings outside what the calendar and the ids can hold.
  package init(
    accounts: Int, years: Int, seed: UInt64, start: CalendarDay, currency: Currency
  ) throws(SampleError) {
    guard (1...1_000_000).contains(accounts) else { throw .accounts(accounts) }
    guard (1...50).contains(years) else { throw .years(years) }
    guard (1971...9000).contains(start.year) else { throw .start(start) }
    guard currency.exponent <= 4 else { throw .currency(currency) }
    self.accounts = accounts
    self.years = years
    self.seed = seed
    self.start = start
    self.currency = currency
  }
}

/// Why no sample ledger can be made.
package enum SampleError: Error, Equatable, CustomStringConvertible {
  case accounts(Int)
  case years(Int)
  case start(CalendarDay)
  case currency(Currency)
  case calendar(MoneyError)

  package var description: String {
    switch self {
    case .accounts(let count): "\(count) accounts: give 1 to 1000000"
    case .years(let count): "\(count) years: give 1 to 50"
    case .start(let day): "a ledger cannot start on \(day): give a day from 1971 to 9000"
    case .currency(let currency): "\(currency) has more than four decimals: give another currency"
    case .calendar(let error): "the calendar does not reach so far: \(error)"
    }
  }
}
