/// How an exact amount becomes a whole number of minor units.
///
/// Every mode treats a negative amount as the mirror of the positive one, so a reversal always undoes
/// exactly what was posted.
package enum Rounding: String, CaseIterable, Sendable {
  /// Commercial rounding (kaufmännisch): a tie goes away from zero. 0.125 → 0.13, -0.125 → -0.13.
  case halfUp = "half_up"
  /// A tie goes to the even neighbour. 0.125 → 0.12, 0.135 → 0.14.
  case halfEven = "half_even"
  /// A tie goes towards zero. 0.125 → 0.12, 0.126 → 0.13.
  case halfDown = "half_down"
  /// Towards zero, the fraction is cut. 0.129 → 0.12, -0.129 → -0.12.
  case down
  /// Away from zero as soon as there is a fraction. 0.121 → 0.13, -0.121 → -0.13.
  case up

  /// Whether the magnitude grows by one, given the quotient and what is left of the division.
  package func raises(quotient: UInt128, remainder: UInt128, divisor: UInt128) -> Bool {
    // Compared by subtraction: twice the remainder could leave the range.
    let missing = divisor - remainder
    return switch self {
    case .halfUp: remainder >= missing
    case .halfEven: remainder > missing || (remainder == missing && quotient % 2 == 1)
    case .halfDown: remainder > missing
    case .down: false
    case .up: remainder > 0
    }
  }
}
