/// An exact amount of money in the minor unit of its currency (cents for EUR).
package struct Amount: Hashable, Sendable {
  package let minor: Int64
  package let currency: Currency

  package init(minor: Int64, currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  package static func zero(_ currency: Currency) -> Amount { Amount(minor: 0, currency: currency) }

  package var isZero: Bool { minor == 0 }
  package var isNegative: Bool { minor < 0 }

  package func adding(_ other: Amount) throws(MoneyError) -> Amount {
    try requireSameCurrency(as: other)
    let (sum, overflow) = minor.addingReportingOverflow(other.minor)
    guard !overflow else { throw .overflow("\(self) + \(other) \(currency)") }
    return Amount(minor: sum, currency: currency)
  }

  package func subtracting(_ other: Amount) throws(MoneyError) -> Amount {
    try requireSameCurrency(as: other)
    let (difference, overflow) = minor.subtractingReportingOverflow(other.minor)
    guard !overflow else { throw .overflow("\(self) - \(other) \(currency)") }
    return Amount(minor: difference, currency: currency)
  }

  package func negated() throws(MoneyError) -> Amount {
    let (opposite, overflow) = Int64(0).subtractingReportingOverflow(minor)
    guard !overflow else { throw .overflow("-(\(self)) \(currency)") }
    return Amount(minor: opposite, currency: currency)
  }

  /// Throws `MoneyError.currencyMismatch` when the two amounts cannot be compared.
  package func isLess(than other: Amount) throws(MoneyError) -> Bool {
    try requireSameCurrency(as: other)
    return minor < other.minor
  }

  /// The exact product; nothing is rounded until `ExactAmount.rounded` is called once at the end.
  package func multiplied(by rate: Rate) -> ExactAmount {
    ExactAmount(
      numerator: Int128(minor) * Int128(rate.numerator), denominator: Int128(rate.denominator),
      currency: currency)
  }

  /// The exact quotient of two amounts; zero where the other one is zero.
  package func ratio(to other: Amount) throws(MoneyError) -> Rate {
    try requireSameCurrency(as: other)
    guard other.minor != 0 else { return .zero }
    guard minor > .min, other.minor > .min else { throw .overflow("\(self) / \(other)") }
    return try Rate(
      numerator: other.minor < 0 ? -minor : minor, denominator: abs(other.minor))
  }

  /// The exact amount in another currency, given units of it for one unit of this one.
  package func converted(to other: Currency, by rate: Rate) throws(MoneyError) -> ExactAmount {
    let product = multiplied(by: rate)
    let shift = other.exponent - currency.exponent
    let (above, below) = shift >= 0 ? (powerOfTen(shift), 1) : (1, powerOfTen(-shift))
    return try ExactAmount(
      numerator: product.numerator, denominator: product.denominator, currency: other
    ).multiplied(by: Int128(above), over: Int128(below))
  }

  package func requireSameCurrency(as other: Amount) throws(MoneyError) {
    guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
  }
}

extension Amount: CustomStringConvertible {
  /// The decimal text without the currency: "1234.56", "-0.05", "1234" for JPY.
  package var description: String {
    let sign = minor < 0 ? "-" : ""
    guard currency.exponent > 0 else { return "\(sign)\(minor.magnitude)" }
    let unit = powerOfTen(currency.exponent).magnitude
    let (whole, fraction) = minor.magnitude.quotientAndRemainder(dividingBy: unit)
    return "\(sign)\(whole).\(padded(fraction, to: currency.exponent))"
  }
}
