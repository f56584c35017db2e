import Money
import Testing

@Suite struct `Rounding and rates` {
  /// Thousandths of a euro, so that 125 stands for 12.5 cents.
  private func rounded(_ thousandths: Int64, _ mode: Rounding) throws -> Int64 {
    let rate = try Rate(numerator: 1, denominator: 10)
    return try Amount(minor: thousandths, currency: .eur).multiplied(by: rate).rounded(mode).minor
  }

  // Columns: 12.4, 12.5, 12.6, 13.5 and 12.0 cents, worked out by hand from the definitions.
  @Test(arguments: [
    (Rounding.halfUp, [12, 13, 13, 14, 12]), (.halfEven, [12, 12, 13, 14, 12]),
    (.halfDown, [12, 12, 13, 13, 12]), (.down, [12, 12, 12, 13, 12]), (.up, [13, 13, 13, 14, 12]),
  ])
  func `Each mode rounds as its name says and mirrors below zero`(
    mode: Rounding, expected: [Int64]
  ) throws {
    let inputs: [Int64] = [124, 125, 126, 135, 120]
    #expect(try inputs.map { try rounded($0, mode) } == expected)
    #expect(try inputs.map { try rounded(-$0, mode) } == expected.map { -$0 })
  }

  @Test func `A mode is named in plans by its words`() {
    #expect(
      Rounding.allCases.map(\.rawValue) == ["half_up", "half_even", "half_down", "down", "up"])
  }

  @Test func `Rounding once at the end differs from rounding on the way`() throws {
    // 0.10 × 5 % = 0.005, three times = 0.015 → 0.02; rounded each time it would be 0.03.
    let slice = Amount(minor: 10, currency: .eur).multiplied(by: Rate(basisPoints: 500))
    #expect(try slice.adding(slice).adding(slice).rounded(.halfUp).minor == 2)
    #expect(try slice.rounded(.halfUp).minor * 3 == 3)
  }

  @Test func `Fractions with different denominators add exactly`() throws {
    let one = Amount(minor: 100, currency: .eur)
    let third = one.multiplied(by: try Rate(parsing: "1/3"))
    let sixth = one.multiplied(by: try Rate(parsing: "1/6"))
    #expect(try third.adding(sixth).adding(sixth).adding(third) == ExactAmount(one))
    #expect(third.description == "100/3 EUR minor units")
    #expect(try third.multiplied(by: Rate(parsing: "3")) == ExactAmount(one))
  }

  @Test func `A sum or product beyond the range is an error`() throws {
    let largest = Amount(minor: .max, currency: .eur)
    let rate = try Rate(numerator: .max, denominator: .max - 1)
    let huge = largest.multiplied(by: rate)
    #expect(throws: MoneyError.self) { try huge.rounded(.up) }
    #expect(throws: MoneyError.self) { try huge.multiplied(by: rate) }
    let other = largest.multiplied(by: try Rate(numerator: .max, denominator: .max - 2))
    #expect(throws: MoneyError.self) { try huge.adding(other) }
  }

  @Test func `A long chain of cancelling factors stays in range`() throws {
    let up = try Rate(numerator: 1_000_003, denominator: 999_983)
    let down = try Rate(numerator: 999_983, denominator: 1_000_003)
    var amount = ExactAmount(Amount(minor: 12_345, currency: .eur))
    for _ in 0..<200 { amount = try amount.multiplied(by: up).multiplied(by: down) }
    #expect(try amount.rounded(.down).minor == 12_345)
  }

  @Test(arguments: [
    ("5 %", 1, 20, "5 %"), ("1.25%", 1, 80, "1.25 %"), ("0.05", 1, 20, "5 %"), ("1/3", 1, 3, "1/3"),
    ("2/4", 1, 2, "50 %"), ("0", 0, 1, "0 %"), ("-2 %", -1, 50, "-2 %"),
    ("33.33 %", 3333, 10_000, "33.33 %"),
    ("1", 1, 1, "100 %"), ("0.000001%", 1, 100_000_000, "0.000001 %"),
  ])
  func `A rate is read exactly and written so that it reads back`(
    text: String, numerator: Int64, denominator: Int64, description: String
  ) throws {
    let rate = try Rate(parsing: text)
    #expect((rate.numerator, rate.denominator) == (numerator, denominator))
    #expect(rate.description == description)
    #expect(try Rate(parsing: rate.description) == rate)
  }

  @Test(arguments: [
    "", "%", "5 percent", "5  %", "5 %%", "1/0", "1/", "/3", "1/3%", "5,5 %", "05 %", ".5", "1.",
    "+5 %",
    "99999999999999999999", "0.1234567890123456", "92233720368547758%0", "9223372036854775807.5",
  ])
  func `A text that is no rate is refused`(text: String) {
    #expect(throws: MoneyError.malformedRate(text)) { try Rate(parsing: text) }
  }

  @Test func `A rate without a usable denominator is refused`() {
    #expect(throws: MoneyError.zeroDenominator) { try Rate(numerator: 1, denominator: 0) }
    #expect(throws: MoneyError.zeroDenominator) { try Rate(numerator: 1, denominator: -2) }
    #expect(throws: MoneyError.self) { try Rate(numerator: .min, denominator: 2) }
  }

  @Test func `A share of a share is exact or refused`() throws {
    #expect(try Rate(parsing: "60 %").multiplied(by: Rate(parsing: "1/3")) == Rate(parsing: "20 %"))
    let fine = try Rate(numerator: 1, denominator: .max)
    #expect(throws: MoneyError.self) { try fine.multiplied(by: fine) }
    #expect(try fine.multiplied(by: Rate(numerator: .max, denominator: 1)) == .one)
  }

  @Test func `Rates are ordered by their value`() throws {
    #expect(try Rate(parsing: "1/3") < Rate(parsing: "34 %"))
    #expect(try Rate(parsing: "-1 %") < Rate.zero)
    #expect(Rate(basisPoints: 125).description == "1.25 %")
  }

  @Test(arguments: 0..<20)
  func `Rounding agrees with a second computation on whole numbers`(seed: UInt64) throws {
    var random = Dice(seed: seed)
    for _ in 0..<200 {
      let minor = Int64.random(in: -1_000_000...1_000_000, using: &random)
      let points = Int64.random(in: 0...10_000, using: &random)
      let amount = Amount(minor: minor, currency: .eur).multiplied(by: Rate(basisPoints: points))
      // Half away from zero on integers: shift the magnitude by half a unit and cut.
      let expected = (abs(minor) * points + 5_000) / 10_000 * minor.signum()
      #expect(try amount.rounded(.halfUp).minor == expected, Comment("seed \(seed)"))
    }
  }
}
