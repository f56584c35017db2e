import Money
import Testing

@Suite struct `Allocation` {
  // D01, D03 and D05 of the worked cases, and the two zero-weight and JPY neighbours.
  @Test(arguments: [
    ("100.01", [1, 1, 1], ["33.34", "33.34", "33.33"]),
    ("0.05", [30, 70], ["0.02", "0.03"]),
    ("0.05", [70, 30], ["0.04", "0.01"]),
    ("-100.01", [1, 1, 1], ["-33.34", "-33.34", "-33.33"]),
    ("0.01", [0, 1, 0], ["0.00", "0.01", "0.00"]),
    ("0.02", [0, 1, 1, 1], ["0.00", "0.01", "0.01", "0.00"]),
    ("0.00", [1, 2], ["0.00", "0.00"]),
    ("1350.00", [25, 75], ["337.50", "1012.50"]),
  ])
  func `Cents left over go to the largest remainder, ties to the earlier part`(
    amount: String, weights: [Int64], parts: [String]
  ) throws {
    let whole = try Amount(parsing: amount, currency: .eur)
    #expect(try whole.allocated(by: weights).map(\.description) == parts)
  }

  @Test(arguments: [[], [0, 0], [1, -1], [Int64.max, 1]])
  func `Weights that divide nothing are refused`(weights: [Int64]) {
    #expect(throws: MoneyError.self) {
      try Amount(minor: 100, currency: .eur).allocated(by: weights)
    }
  }

  @Test func `The extremes of the range are divided without a trap`() throws {
    let parts = try Amount(minor: .min, currency: .eur).allocated(by: [.max - 1, 1])
    #expect(parts.map { Int128($0.minor) }.reduce(0, +) == Int128(Int64.min))
    #expect(try Amount(minor: .min, currency: .eur).allocated(by: [1]).map(\.minor) == [.min])
  }

  @Test(arguments: 0..<50)
  func `Parts add up to the whole and mirror for the opposite amount`(seed: UInt64) throws {
    var random = Dice(seed: seed)
    for _ in 0..<100 {
      let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Int64.random(in: 0...10_000, using: &random)
      }
      guard weights.contains(where: { $0 > 0 }) else { continue }
      let whole = Amount(minor: .random(in: 0...1_000_000_000, using: &random), currency: .eur)
      let parts = try whole.allocated(by: weights)
      let total = weights.reduce(0, +)
      #expect(parts.map(\.minor).reduce(0, +) == whole.minor, Comment("seed \(seed)"))
      for (part, weight) in zip(parts, weights) {
        // A part is its exact quotient, cut or raised by less than one cent.
        let distance = part.minor * total - whole.minor * weight
        #expect(abs(distance) < total, Comment("seed \(seed)"))
      }
      #expect(
        try whole.negated().allocated(by: weights) == parts.map { try $0.negated() },
        Comment("seed \(seed)"))
    }
  }
}
