/// Shares of integers in basis points, without fractions and without traps.
enum Ratio {
  /// `part / whole` in basis points, rounded towards the smaller; `whole` must be positive.
  ///
  /// Beyond what an `Int` holds the result stays at its end.
  static func basisPoints(_ part: Int128, of whole: Int128) -> Int {
    let (scaled, overflow) = part.multipliedReportingOverflow(by: 10_000)
    guard !overflow else { return part < 0 ? .min : .max }
    let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: whole)
    return Int(clamping: rest < 0 ? quotient - 1 : quotient)
  }

  /// The middle of `values`; of an even number the mean of the two middle ones, rounded down.
  static func median(_ values: [Int]) -> Int? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The smallest of `values` that nine in ten do not exceed (nearest rank).
  static func p90(_ values: [Int]) -> Int? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[(values.count * 9 + 9) / 10 - 1]
  }
}
