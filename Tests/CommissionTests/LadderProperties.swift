import Commission
import Money
import Testing

/// Tiers against formulas over the whole that know nothing of deals and their order.
@Suite struct `Properties of tiers` {
  private static let bounds: [Int64] = [2_000_000, 7_000_000, .max]
  private static let rates: [Int64] = [4, 6, 9]

  private func firm(seed: UInt64, _ mode: String, isRound: Bool) throws -> RandomFirm {
    try RandomFirm(
      seed: seed, .init(reversals: false, payments: false, isRound: isRound, isAlone: true),
      plan: RandomFirm.plan([
        "credit: {mode: split, parties: [{to: seller}]}",
        "tiers:", "  of: credited", "  per: quarter", "  mode: \(mode)",
        "  bound: upper_exclusive", "  bands:",
        "    - {to: 20000.00, rate: 4 %}", "    - {to: 70000.00, rate: 6 %}", "    - {rate: 9 %}",
      ]))
  }

  /// What each payee and quarter sold, its lines and what they earned.
  private func sums(_ firm: RandomFirm) throws -> [(sold: Int64, lines: Int, earned: Int64)] {
    let lines = try firm.run().lines
    let quarters = try Dictionary(grouping: lines) { "\($0.payee) \(try $0.period(.quarter))" }
    return quarters.values.map { lines in
      (
        lines.map(\.credited.minor).reduce(0, +), lines.count,
        lines.map(\.amount.minor).reduce(0, +)
      )
    }
  }

  /// Whole euros at whole percents are whole cents, so nothing is rounded and the sums are equal.
  @Test(arguments: 0..<40)
  func `Marginal slices add up to the formula over the total`(seed: UInt64) throws {
    for (sold, _, earned) in try sums(firm(seed: seed, "marginal", isRound: true)) {
      var (expected, from): (Int64, Int64) = (0, 0)
      for (bound, rate) in zip(Self.bounds, Self.rates) where sold > from {
        expected += (min(sold, bound) - from) / 100 * rate
        from = bound
      }
      #expect(earned == expected, Comment("seed \(seed)"))
    }
  }

  /// Each deal is rounded once for its final rate, so it is off by half a cent at most.
  @Test(arguments: 0..<40)
  func `Retroactive tiers pay the rate of the total on the total`(seed: UInt64) throws {
    for isRound in [true, false] {
      for (sold, lines, earned) in try sums(firm(seed: seed, "retroactive", isRound: isRound)) {
        let band = Self.bounds.firstIndex { sold < $0 } ?? 2
        let off = abs(earned * 100 - sold * Self.rates[band])
        #expect(isRound ? off == 0 : off <= 50 * Int64(lines), Comment("seed \(seed)"))
      }
    }
  }

  @Test(arguments: Remainder.allCases, 0..<40)
  func `Shares add up to the whole, and those of its negative mirror them`(
    remainder: Remainder, seed: UInt64
  ) throws {
    var random = Dice(seed: seed)
    let whole = Amount(minor: .random(in: -1_000_000...1_000_000, using: &random), currency: .eur)
    let weights = (0..<Int.random(in: 1...7, using: &random)).map { _ in
      Int64.random(in: 0...100, using: &random)
    }
    guard weights.contains(where: { $0 > 0 }) else { return }
    let parts = try whole.allocated(by: weights, remainder: remainder)
    #expect(parts.map(\.minor).reduce(0, +) == whole.minor, Comment("seed \(seed)"))
    let mirror = try whole.negated().allocated(by: weights, remainder: remainder)
    #expect(mirror.map(\.minor) == parts.map { -$0.minor }, Comment("seed \(seed)"))
    for (part, weight) in zip(parts, weights) where weight == 0 { #expect(part.isZero) }
  }
}
