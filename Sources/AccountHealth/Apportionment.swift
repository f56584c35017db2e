/// Parts of a whole that add up to it exactly, by largest remainder.
enum Apportionment {
  /// Divides `total` in proportion to `shares`.
  ///
  /// Each part is the exact share rounded down, and what is left goes one by one to the largest
  /// remainders, on a tie to the earlier part. Shares must not be negative; with shares that sum to
  /// nothing every part is nothing.
  static func divide(_ total: Int, by shares: [Int128]) -> [Int] {
    let sum = shares.reduce(0, +)
    guard sum > 0 else { return shares.map { _ in 0 } }
    var parts: [Int] = []
    var remainders: [(index: Int, rest: Int128)] = []
    for (index, share) in shares.enumerated() {
      let (quotient, rest) = (Int128(total) * share).quotientAndRemainder(dividingBy: sum)
      parts.append(Int(clamping: quotient))
      remainders.append((index, rest))
    }
    let left = total - parts.reduce(0, +)
    remainders.sort { ($1.rest, $0.index) < ($0.rest, $1.index) }
    for (index, _) in remainders.prefix(max(0, left)) { parts[index] += 1 }
    return parts
  }
}
