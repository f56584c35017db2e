import Money

/// An exact ratio that may be finer than a rate, such as a sum of attainments of odd figures.
struct Ratio {
  private(set) var numerator: Int128 = 0
  /// Above zero.
  private(set) var denominator: Int128 = 1

  init() {}

  init(_ rate: Rate) {
    (numerator, denominator) = (Int128(rate.numerator), Int128(rate.denominator))
  }

  /// Adds the product of two rates.
  mutating func add(_ first: Rate, times second: Rate) throws(MoneyError) {
    let above = Int128(first.numerator) * Int128(second.numerator)
    let below = Int128(first.denominator) * Int128(second.denominator)
    let shared = gcd(above, below)
    try add(above / shared, over: below / shared)
  }

  private mutating func add(_ above: Int128, over below: Int128) throws(MoneyError) {
    let shared = gcd(denominator, below)
    let (own, first) = numerator.multipliedReportingOverflow(by: below / shared)
    let (other, second) = above.multipliedReportingOverflow(by: denominator / shared)
    let (sum, third) = own.addingReportingOverflow(other)
    let (common, fourth) = denominator.multipliedReportingOverflow(by: below / shared)
    guard !first, !second, !third, !fourth else { throw .overflow("a sum of attainments") }
    let lowest = gcd(sum, common)
    (numerator, denominator) = (sum / lowest, common / lowest)
  }

  func isAtLeast(_ rate: Rate) throws(MoneyError) -> Bool {
    let (left, first) = numerator.multipliedReportingOverflow(by: Int128(rate.denominator))
    let (right, second) = denominator.multipliedReportingOverflow(by: Int128(rate.numerator))
    guard !first, !second else { throw .overflow("a sum of attainments") }
    return left >= right
  }

  /// Nil where it is too fine for a rate.
  var rate: Rate? {
    guard let above = Int64(exactly: numerator), let below = Int64(exactly: denominator) else {
      return nil
    }
    return try? Rate(numerator: above, denominator: below)
  }
}

extension Ratio: CustomStringConvertible {
  var description: String { rate.map { "\($0)" } ?? "\(numerator)/\(denominator)" }
}
