/// How the parts of a key figure become its value.
package enum KPIForm: Equatable, Sendable {
  /// `top`, once a fact stands behind it.
  case sum
  /// `top` of `bottom`, in basis points, rounded down; `bottom` must be positive.
  case ratio
  /// How far `top` lies above `bottom`, of `bottom`.
  case change
  /// `top` by `bottom` in the unit of `top`, rounded down.
  case quotient
  case median
  /// The smallest value that nine in ten do not exceed (nearest rank).
  case p90
  case largest
  /// The sum of the squared shares of the positive values (HHI), 10,000 for a single one.
  case concentration
  /// The share of the three largest positive values.
  case topThree

  func value(of part: KPIPart) -> Int? {
    switch self {
    case .sum: return part.n > 0 ? Int(clamping: part.top) : nil
    case .ratio:
      return part.bottom > 0 ? Ratio.basisPoints(part.top, of: part.bottom) : nil
    case .change:
      return part.bottom > 0 ? Ratio.basisPoints(part.top - part.bottom, of: part.bottom) : nil
    case .quotient:
      guard part.bottom > 0 else { return nil }
      let (whole, rest) = part.top.quotientAndRemainder(dividingBy: part.bottom)
      return Int(clamping: rest < 0 ? whole - 1 : whole)
    case .median: return Ratio.median(part.values)
    case .p90: return Ratio.p90(part.values)
    case .largest: return part.values.max()
    case .concentration:
      let positive = part.values.filter { $0 > 0 }.map { Int128($0) }
      guard !positive.isEmpty else { return nil }
      let total = positive.reduce(0, +)
      return Self.hhi(positive, of: total)
    case .topThree:
      let positive = part.values.filter { $0 > 0 }.sorted(by: >)
      guard !positive.isEmpty else { return nil }
      let total = positive.reduce(Int128(0)) { $0 + Int128($1) }
      return Ratio.basisPoints(positive.prefix(3).reduce(0) { $0 + Int128($1) }, of: total)
    }
  }

  /// Divided by a power of two first where squares would leave the range; the shares stay.
  private static func hhi(_ values: [Int128], of total: Int128) -> Int {
    var shift = 0
    while total >> shift >= 1 << 56 { shift += 1 }
    let scaled = values.map { $0 >> shift }
    let whole = max(1, scaled.reduce(0, +))
    return Ratio.basisPoints(scaled.reduce(0) { $0 + $1 * $1 }, of: whole * whole)
  }
}
