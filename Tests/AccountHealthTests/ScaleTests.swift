import Testing

@testable import AccountHealth

struct ScaleTests {
  @Test func `A line is flat outside its breakpoints and straight between them`() {
    let rising = PiecewiseLinear(nothing: 0, everything: 100)
    #expect(
      [-1, 0, 1, 44, 46, 99, 100, 101].map(rising.worth) == [
        0, 0, 100, 4_400, 4_600, 9_900, 10_000, 10_000,
      ])
    let falling = PiecewiseLinear(nothing: 365, everything: 90)
    #expect([0, 90, 91, 364, 365, 366].map(falling.worth) == [10_000, 10_000, 9_963, 36, 0, 0])
  }

  @Test func `Several breakpoints make several straight pieces`() {
    let line = PiecewiseLinear([
      .init(0, worth: 0), .init(10, worth: 8_000), .init(30, worth: 10_000),
    ])
    #expect([5, 10, 20, 30].map(line.worth) == [4_000, 8_000, 9_000, 10_000])
    #expect(PiecewiseLinear([]).worth(of: 5) == 0)
  }

  @Test func `The ends of the integers are worth the ends of the line`() {
    let line = PiecewiseLinear(nothing: .min, everything: .max)
    #expect(line.worth(of: .min) == 0)
    #expect(line.worth(of: .max) == 10_000)
    // -1 / 2^64 above the middle of the line, rounded down.
    #expect(line.worth(of: 0) == 5_000)
  }

  /// 10,000 · (2H - r) / (2H · 2^k) for H = 180.
  @Test(arguments: [
    (0, 10_000), (90, 7_500), (180, 5_000), (270, 3_750), (360, 2_500), (720, 625),
    (180 * 14, 0), (-5, 10_000),
  ])
  func `Evidence halves with each half-life and falls evenly in between`(age: Int, rest: Int) {
    #expect(EvidenceDecay.rest(age: age, halfLife: 180) == rest)
    #expect(EvidenceDecay.rest(age: age, halfLife: nil) == 10_000)
  }

  @Test func `Evidence never gains weight`() {
    for age in 0..<3_000 {
      #expect(
        EvidenceDecay.rest(age: age + 1, halfLife: 60) <= EvidenceDecay.rest(age: age, halfLife: 60)
      )
    }
  }

  @Test func `What is left goes to the largest remainders and then to the earlier part`() {
    // 100 / 3 = 33.3 each: the first gets the one that is left.
    #expect(Apportionment.divide(100, by: [1, 1, 1]) == [34, 33, 33])
    // 10 × 1/6 = 1.67, 10 × 2/6 = 3.33, 10 × 3/6 = 5.
    #expect(Apportionment.divide(10, by: [1, 2, 3]) == [2, 3, 5])
    #expect(Apportionment.divide(7, by: [0, 0]) == [0, 0])
  }

  @Test func `A ratio is rounded down and stays within the integers`() {
    #expect(Ratio.basisPoints(-1, of: 3) == -3_334)
    #expect(Ratio.basisPoints(1, of: 3) == 3_333)
    #expect(Ratio.basisPoints(Int128.max, of: 1) == .max)
    #expect(Ratio.basisPoints(Int128.min, of: 1) == .min)
    #expect(Ratio.median([5, 1, 2]) == 2)
    #expect(Ratio.median([4, 1]) == 2)
    #expect(Ratio.median([]) == nil)
  }
}
