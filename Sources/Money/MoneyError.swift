/// Why a text or a number is no money, rate, day, period or instant, and what to do about it.
package enum MoneyError: Error, Hashable {
  case unknownCurrency(String)
  case malformedAmount(String, currency: Currency)
  case currencyMismatch(Currency, Currency)
  case malformedRate(String)
  case zeroDenominator
  case unusableWeights(String)
  case malformedDay(String)
  case noSuchDay(year: Int, month: Int, day: Int)
  case dayOutOfRange(String)
  case malformedPeriod(String)
  case malformedInstant(String, reason: String)
  case noExchangeRate(Currency, Currency, CalendarDay)
  case statementPeriodTooLong(String)
  case overflow(String)
}

extension MoneyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownCurrency(let code):
      "currency \(quoted(code)) is not an ISO 4217 code; write three capital letters such as EUR"
    case .malformedAmount(let text, let currency):
      """
      amount \(quoted(text)) is not a \(currency) amount; write an optional minus, digits without \
      grouping or leading zeros, \(decimals(of: currency)), such as \(example(of: currency))
      """
    case .currencyMismatch(let left, let right):
      "\(left) and \(right) cannot be combined; convert one of them first, at a named rate and day"
    case .malformedRate(let text):
      "rate \(quoted(text)) cannot be read; write it as 5 %, 1.25%, 0.05 or 1/3"
    case .zeroDenominator:
      "a rate needs a denominator above zero"
    case .unusableWeights(let reason):
      "the amount cannot be allocated: \(reason)"
    case .malformedDay(let text):
      "day \(quoted(text)) cannot be read; write it as 2026-03-01"
    case .noSuchDay(let year, let month, let day):
      "the calendar has no day \(day) in month \(month) of the year \(year)"
    case .dayOutOfRange(let what):
      "\(what) lies outside the years 1 to 9999"
    case .malformedPeriod(let text):
      "period \(quoted(text)) cannot be read; write 2026-03, 2026-Q1 or 2026"
    case .malformedInstant(let text, let reason):
      "time \(quoted(text)) \(reason); write it as 2026-03-01T09:30:00Z or with an offset +01:00"
    case .noExchangeRate(let from, let to, let day):
      """
      no exchange rate between \(from) and \(to) is known for \(day) or before; record \
      exchange_rate.fixed
      """
    case .statementPeriodTooLong(let period):
      """
      \(period) is too long for a statement; commission is settled by the month, by the quarter at \
      most (HGB 87c (1))
      """
    case .overflow(let operation):
      "\(operation) leaves the range of exact amounts; check the figures for a misplaced decimal sign"
    }
  }

  private func decimals(of currency: Currency) -> String {
    switch currency.exponent {
    case 0: "no decimals"
    case 1: "a dot and one decimal at most"
    case let count: "a dot and \(count) decimals at most"
    }
  }

  private func example(of currency: Currency) -> String {
    Amount(minor: 123456, currency: currency).description
  }

  /// Quotes what was read, cut short so that a broken file cannot flood the message.
  private func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(40).map { $0.escaped(asASCII: false) }.joined()
    return "\"\(shown)\(text.unicodeScalars.count > 40 ? "…" : "")\""
  }
}
