import Money
import Testing

@Suite struct `Amounts` {
  private func euro(_ text: String) throws -> Amount { try Amount(parsing: text, currency: .eur) }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 700), ("1234.56", 123456), ("-0.05", -5), ("0.5", 50),
    ("92233720368547758.07", Int64.max), ("-92233720368547758.08", Int64.min),
  ])
  func `A decimal text becomes cents`(text: String, minor: Int64) throws {
    #expect(try euro(text).minor == minor)
  }

  @Test(arguments: [
    "", "-", "+1", "01", "00", ".5", "5.", "1.234", "1,5", "1 000", "1.-5", "--1", " 1", "1e3",
    "1.2.3",
    "٣", "-.5",
  ])
  func `Anything but a plain decimal is refused`(text: String) {
    #expect(throws: MoneyError.malformedAmount(text, currency: .eur)) { try euro(text) }
  }

  @Test(arguments: ["92233720368547758.08", "-92233720368547758.09", "99999999999999999999"])
  func `An amount beyond the range is refused as too large`(text: String) {
    #expect(throws: MoneyError.overflow(text)) { try euro(text) }
  }

  @Test(arguments: [("JPY", "1234"), ("KWD", "1.234"), ("CLF", "0.0001"), ("EUR", "-0.05")])
  func `A text with all its decimals comes back as it was written`(code: String, text: String)
    throws
  {
    #expect(try Amount(parsing: text, currency: Currency(code)).description == text)
  }

  @Test func `The yen has no decimals`() throws {
    let yen = try Currency("JPY")
    #expect(throws: MoneyError.malformedAmount("1.0", currency: yen)) {
      try Amount(parsing: "1.0", currency: yen)
    }
  }

  @Test func `The smallest amount is written and read back`() throws {
    let smallest = Amount(minor: .min, currency: .eur)
    #expect(try euro(smallest.description) == smallest)
  }

  @Test func `Amounts are added, subtracted, negated and compared`() throws {
    #expect(try euro("1.10").adding(euro("2.20")) == euro("3.30"))
    #expect(try euro("1.10").subtracting(euro("2.20")) == euro("-1.10"))
    #expect(try euro("1.10").negated() == euro("-1.10"))
    #expect(try euro("-1.10").isLess(than: euro("0.01")))
    #expect(try !euro("1").isLess(than: euro("1")))
  }

  @Test func `Leaving the range is an error and not a trap`() throws {
    let largest = Amount(minor: .max, currency: .eur)
    let smallest = Amount(minor: .min, currency: .eur)
    #expect(throws: MoneyError.self) { try largest.adding(euro("0.01")) }
    #expect(throws: MoneyError.self) { try smallest.subtracting(euro("0.01")) }
    #expect(throws: MoneyError.self) { try smallest.negated() }
  }

  @Test func `Two currencies never meet in one sum`() throws {
    let dollar = Amount(minor: 1, currency: try Currency("USD"))
    let expected = MoneyError.currencyMismatch(.eur, dollar.currency)
    #expect(throws: expected) { try euro("1").adding(dollar) }
    #expect(throws: expected) { try euro("1").subtracting(dollar) }
    #expect(throws: expected) { try euro("1").isLess(than: dollar) }
    #expect(throws: expected) { try ExactAmount(euro("1")).adding(ExactAmount(dollar)) }
  }
}

@Suite struct `Currencies` {
  @Test(arguments: [
    ("EUR", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("KWD", 3), ("TND", 3), ("CLF", 4),
    ("CHF", 2), ("HUF", 2),
  ])
  func `A currency knows its decimals`(code: String, exponent: Int) throws {
    let currency = try Currency(code)
    #expect(currency.exponent == exponent)
    #expect(currency.code == code)
  }

  @Test(arguments: ["", "EU", "EURO", "eur", "XXX", "XAU", "QQQ", "€", "E\u{0}R"])
  func `A code outside the list is refused`(code: String) {
    #expect(throws: MoneyError.unknownCurrency(code)) { try Currency(code) }
  }

  @Test func `The ready made euro is the euro of the list`() throws {
    #expect(try Currency("EUR") == .eur)
  }

  @Test func `Currencies are ordered by their code`() throws {
    #expect(
      try ["USD", "CHF", "EUR"].map(Currency.init).sorted().map(\.code) == ["CHF", "EUR", "USD"])
  }
}
