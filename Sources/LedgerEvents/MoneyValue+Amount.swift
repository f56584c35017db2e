package import Money

extension MoneyValue {
  package init(_ amount: Amount) {
    self.init()
    minor = amount.minor
    currency = amount.currency.code
  }

  /// The exact amount; throws when the currency is none, which no checked event holds.
  package var amount: Amount {
    get throws(MoneyError) { Amount(minor: minor, currency: try Currency(currency)) }
  }
}

extension Day {
  package init(_ day: CalendarDay) {
    self.init()
    yyyymmdd = day.yyyymmdd
  }

  /// The calendar day; throws when there is no such day, which no checked event holds.
  package var calendarDay: CalendarDay {
    get throws(MoneyError) { try CalendarDay(yyyymmdd: yyyymmdd) }
  }
}
