/// How much of one figure a reversal takes from each of several lines, in their order.
///
/// Of lines over 100.00 and 100.00, 150.00 take 100.00 and 50.00; 250.00 take both and leave 50.00
/// that neither has.
struct Taking {
  /// For each line.
  let parts: [Int64]
  /// What none of the lines has.
  let rest: Int64

  /// `left` is what is left of each line, `sold` what each was sold at; the sign of the latter says
  /// which amounts take something away and which add to it.
  init(_ amount: Int64, from left: [Int64], sold: [Int64]) {
    var parts = [Int64](repeating: 0, count: left.count)
    var rest = amount
    let isNegative = sold.reduce(Int128(0)) { $0 + Int128($1) } < 0
    let whole = left.reduce(Int128(0)) { $0 + Int128($1) }
    if amount != 0, !left.isEmpty, (amount < 0) != isNegative {
      (parts[0], rest) = (amount, 0)
    } else if amount != 0, Int128(amount) == whole {
      // Rebates among the lines go with all of them.
      (parts, rest) = (left, 0)
    } else {
      for (place, own) in left.enumerated() where own != 0 && (own < 0) == isNegative {
        parts[place] = isNegative ? max(rest, own) : min(rest, own)
        rest -= parts[place]
      }
    }
    self.parts = parts
    self.rest = rest
  }
}
