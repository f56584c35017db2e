package import Money

/// A decimal number exactly as written: `digits` / 10^`decimals`.
package struct ExactDecimal: Equatable, Sendable {
  package var digits: Int128
  /// At least zero.
  package var decimals: Int

  package init(digits: Int128, decimals: Int = 0) {
    self.digits = digits
    self.decimals = decimals
  }

  /// The exact product, or nil beyond 38 digits.
  package func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = digits.multipliedReportingOverflow(by: other.digits)
    guard !overflow else { return nil }
    return ExactDecimal(digits: product, decimals: decimals + other.decimals)
  }

  package enum Shifted: Equatable {
    case number(Int64)
    case needsRounding
    case outOfRange
  }

  /// This number times 10^`places` as a whole number; a fraction is rounded as told, or refused.
  package func shifted(by places: Int, _ rounding: Rounding?) -> Shifted {
    var quotient = digits.magnitude
    if decimals <= places {
      for _ in decimals..<places {
        let (product, overflow) = quotient.multipliedReportingOverflow(by: 10)
        guard !overflow else { return .outOfRange }
        quotient = product
      }
    } else {
      // Beyond 10^38 the divisor exceeds every number of digits, so one more step changes nothing.
      let divisor = (0..<min(decimals - places, 38)).reduce(UInt128(1)) { power, _ in power * 10 }
      let remainder = quotient % divisor
      quotient /= divisor
      if remainder != 0 {
        guard let rounding else { return .needsRounding }
        if rounding.raises(quotient: quotient, remainder: remainder, divisor: divisor) {
          quotient += 1
        }
      }
    }
    guard let magnitude = Int64(exactly: quotient) else { return .outOfRange }
    return .number(digits < 0 ? -magnitude : magnitude)
  }
}
