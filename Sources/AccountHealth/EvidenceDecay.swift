/// How much of its weight a piece of evidence keeps as it ages, in basis points.
///
/// Whole half-lives halve exactly; inside a half-life the weight falls on a straight line between
/// the two halvings. With half-life `H` and age `a = k·H + r`, `0 ≤ r < H`, the rest is
/// `10,000 · (2H − r) / (2H · 2^k)`, rounded down: 10,000 at age 0, 5,000 at H, 2,500 at 2H and
/// 7,500 at H/2. An exponential would need fractions that differ from machine to machine; the
/// straight pieces are at most 6 % above it.
package enum EvidenceDecay {
  /// The rest of the weight at `age` days; all of it for a negative age or without a half-life.
  package static func rest(age: Int, halfLife: Int?) -> Int {
    guard let halfLife, halfLife > 0, age > 0 else { return 10_000 }
    let halvings = age / halfLife
    // 2^14 > 10,000: nothing is left.
    guard halvings < 14 else { return 0 }
    let into = age % halfLife
    return 10_000 * (2 * halfLife - into) / ((2 * halfLife) << halvings)
  }
}
