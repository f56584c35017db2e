/// An amount of money that has not been rounded yet: an exact fraction of the minor unit.
package struct ExactAmount: Sendable {
  /// Counts minor units together with `denominator`; the fraction need not be in lowest terms.
  package let numerator: Int128
  /// Always above zero.
  package let denominator: Int128
  package let currency: Currency

  init(numerator: Int128, denominator: Int128, currency: Currency) {
    self.numerator = numerator
    self.denominator = denominator
    self.currency = currency
  }

  package init(_ amount: Amount) {
    self.init(numerator: Int128(amount.minor), denominator: 1, currency: amount.currency)
  }

  package func adding(_ other: ExactAmount) throws(MoneyError) -> ExactAmount {
    guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
    if let sum = sum(self, other) ?? sum(reduced, other.reduced) { return sum }
    throw .overflow("\(self) + \(other)")
  }

  package func multiplied(by rate: Rate) throws(MoneyError) -> ExactAmount {
    if let product = product(self, rate) ?? product(reduced, rate) { return product }
    throw .overflow("\(self) × \(rate)")
  }

  /// The product with a ratio that may be finer than a rate; `denominator` lies above zero.
  package func multiplied(
    by numerator: Int128, over denominator: Int128
  ) throws(MoneyError) -> ExactAmount {
    let shared = greatestCommonDivisor(numerator, denominator)
    let (own, above, below) = (reduced, numerator / shared, denominator / shared)
    let first = greatestCommonDivisor(own.numerator, below)
    let second = greatestCommonDivisor(above, own.denominator)
    guard let product = (own.numerator / first).multiplyingExactly(above / second),
      let divisor = (own.denominator / second).multiplyingExactly(below / first)
    else { throw .overflow("\(self) × \(numerator)/\(denominator)") }
    return ExactAmount(numerator: product, denominator: divisor, currency: currency)
  }

  /// The exact quotient by an amount other than zero, as a numerator over a positive denominator.
  package func ratio(
    to other: Amount
  ) throws(MoneyError) -> (numerator: Int128, denominator: Int128) {
    guard other.minor != 0 else { throw .zeroDenominator }
    guard let divisor = denominator.multiplyingExactly(Int128(other.minor.magnitude)) else {
      throw .overflow("\(self) / \(other)")
    }
    return (other.minor < 0 ? 0 - numerator : numerator, divisor)
  }

  package static func zero(_ currency: Currency) -> ExactAmount {
    ExactAmount(.zero(currency))
  }

  package func negated() -> ExactAmount {
    ExactAmount(numerator: 0 - numerator, denominator: denominator, currency: currency)
  }

  package var isNegative: Bool { numerator < 0 }

  /// Rounds to the minor unit.
  ///
  /// Throws `MoneyError.overflow` when the result leaves `Int64`.
  package func rounded(_ mode: Rounding) throws(MoneyError) -> Amount {
    let divisor = denominator.magnitude
    var (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
    if remainder != 0,
      mode.raises(quotient: quotient, remainder: remainder, divisor: divisor)
    {
      quotient += 1
    }
    // A magnitude of 2^127 has no fraction that could be rounded up into it, so this cannot trap.
    let signed = numerator < 0 ? 0 &- Int128(truncatingIfNeeded: quotient) : Int128(quotient)
    guard let minor = Int64(exactly: signed) else { throw .overflow("rounding \(self)") }
    return Amount(minor: minor, currency: currency)
  }

  private func sum(_ left: ExactAmount, _ right: ExactAmount) -> ExactAmount? {
    if left.denominator == right.denominator {
      return left.numerator.addingExactly(right.numerator).map {
        ExactAmount(numerator: $0, denominator: left.denominator, currency: currency)
      }
    }
    let shared = greatestCommonDivisor(left.denominator, right.denominator)
    let leftFactor = right.denominator / shared
    let rightFactor = left.denominator / shared
    guard let denominator = left.denominator.multiplyingExactly(leftFactor),
      let first = left.numerator.multiplyingExactly(leftFactor),
      let second = right.numerator.multiplyingExactly(rightFactor),
      let numerator = first.addingExactly(second)
    else { return nil }
    return ExactAmount(numerator: numerator, denominator: denominator, currency: currency)
  }

  private func product(_ factor: ExactAmount, _ rate: Rate) -> ExactAmount? {
    guard let numerator = factor.numerator.multiplyingExactly(Int128(rate.numerator)),
      let denominator = factor.denominator.multiplyingExactly(Int128(rate.denominator))
    else { return nil }
    return ExactAmount(numerator: numerator, denominator: denominator, currency: currency)
  }

  private var reduced: ExactAmount {
    let shared = greatestCommonDivisor(numerator, denominator)
    return ExactAmount(
      numerator: numerator / shared, denominator: denominator / shared, currency: currency)
  }
}

extension ExactAmount: Equatable {
  package static func == (left: ExactAmount, right: ExactAmount) -> Bool {
    let (left, right) = (left.reduced, right.reduced)
    return left.currency == right.currency && left.numerator == right.numerator
      && left.denominator == right.denominator
  }
}

extension ExactAmount: CustomStringConvertible {
  /// For derivations: the minor units as a fraction in lowest terms, "10001/3 EUR minor units".
  package var description: String {
    let lowest = reduced
    let fraction = lowest.denominator == 1 ? "" : "/\(lowest.denominator)"
    return "\(lowest.numerator)\(fraction) \(currency) minor units"
  }
}

extension Int128 {
  fileprivate func addingExactly(_ other: Int128) -> Int128? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }

  fileprivate func multiplyingExactly(_ other: Int128) -> Int128? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }
}
