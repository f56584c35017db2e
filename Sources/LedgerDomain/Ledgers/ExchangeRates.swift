import LedgerEvents
import Money

/// The days for which the rate of another currency is fixed.
struct ExchangeRates: Equatable, Sendable {
  struct Fixing: Hashable, Sendable {
    let currency: String
    let day: CalendarDay
  }

  private(set) var fixings: Set<Fixing> = []
}

extension ExchangeRates {
  mutating func evolve(_ fixed: ExchangeRateFixed) {
    guard let day = fixed.day.calendarDay else { return }
    fixings.insert(Fixing(currency: fixed.currency, day: day))
  }
}

extension ExchangeRates {
  func decide(_ fixed: ExchangeRateFixed, _ terms: LedgerTerms) throws(Rejection) {
    guard !fixed.currency.isEmpty else { throw Required.missing("currency") }
    do {
      _ = try Currency(fixed.currency)
    } catch {
      throw Rejection(.unknownValue, at: "currency", "\(error)")
    }
    guard fixed.currency != terms.currencyCode else {
      throw Rejection(
        .ownCurrency, at: "currency",
        "this ledger keeps \(terms.currencyCode) itself; give the rate of another currency")
    }
    let day = try Required.day(fixed.day, at: "day")
    try Required.range(fixed.rateMillionths, 1...UInt64.max, at: "rate_millionths")
    try Required.text(fixed.source, at: "source")
    guard !fixings.contains(Fixing(currency: fixed.currency, day: day)) else {
      throw Rejection(
        .duplicateRate, at: "day",
        """
        the rate of \(fixed.currency) on \(day) is fixed already; correct that fact with \
        event.corrected
        """)
    }
  }
}
