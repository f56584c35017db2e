import LedgerEvents
import Money

/// The days for which the rate of two currencies is fixed.
struct ExchangeRates: Equatable, Sendable {
  struct Fixing: Hashable, Sendable {
    let base: String?
    let currency: String
    let day: CalendarDay
  }

  private(set) var fixings: Set<Fixing> = []
}

extension ExchangeRates {
  mutating func evolve(_ fixed: ExchangeRateFixed) {
    guard let day = fixed.day.calendarDay else { return }
    fixings.insert(Fixing(base: fixed.base, currency: fixed.currency, day: day))
  }
}

extension ExchangeRates {
  func decide(_ fixed: ExchangeRateFixed, _ terms: LedgerTerms) throws(Rejection) {
    try require(fixed.currency, at: "currency")
    if let base = fixed.base { try require(base, at: "base_currency") }
    let base = fixed.base ?? terms.currencyCode
    guard fixed.currency != base else {
      throw Rejection(
        .ownCurrency, at: "currency",
        """
        one \(base) is always one \(base); name the other currency, and in base_currency the one \
        whose unit is priced
        """)
    }
    let day = try Required.day(fixed.day, at: "day")
    try Required.range(fixed.rateMillionths, 1...UInt64.max, at: "rate_millionths")
    try Required.text(fixed.source, at: "source")
    guard !fixings.contains(Fixing(base: fixed.base, currency: fixed.currency, day: day))
    else {
      throw Rejection(
        .duplicateRate, at: "day",
        """
        the rate of \(fixed.currency) on \(day) is fixed already; correct that fact with \
        event.corrected
        """)
    }
  }

  private func require(_ code: String, at member: String) throws(Rejection) {
    guard !code.isEmpty else { throw Required.missing(member) }
    do {
      _ = try Currency(code)
    } catch {
      throw Rejection(.unknownValue, at: member, "\(error)")
    }
  }
}

extension ExchangeRateFixed {
  fileprivate var base: String? { hasBaseCurrency ? baseCurrency : nil }
}
