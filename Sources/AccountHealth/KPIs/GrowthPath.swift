import Money

/// Growth at one rate from a yearly revenue on one day to another on a later day.
///
/// `baseline × (target / baseline)^(days gone / days)`, in whole numbers: 100 to 125 in three years
/// are 107.72 after one.
struct GrowthPath {
  private let baseline: UInt64
  private let target: UInt64
  private let from: Int
  private let days: Int

  /// Nil without a positive baseline and target within the range that can be computed, or a day
  /// between them.
  init?(baseline: Int64, target: Int64, from: CalendarDay, due: CalendarDay) {
    guard baseline > 0, target > 0, from < due else { return nil }
    // Growth by 2^16 or shrinking to 1/2^16 is no plan.
    let (low, high) = (UInt64(min(baseline, target)), UInt64(max(baseline, target)))
    guard high / low < 1 << 16 else { return nil }
    self.baseline = UInt64(baseline)
    self.target = UInt64(target)
    self.from = Int(from.daysSinceEpoch)
    days = Int(due.daysSinceEpoch) - self.from
  }

  /// The yearly revenue asked for on a day; the target from its due day on, nothing before the path.
  func expected(on day: CalendarDay) -> Int64? {
    let gone = Int(day.daysSinceEpoch) - from
    guard gone >= 0 else { return nil }
    guard gone < days else { return Int64(target) }
    // The ratio of growth as a fixed-point number with 32 binary places after the point.
    let isRising = target >= baseline
    let (high, low) = isRising ? (target, baseline) : (baseline, target)
    var root = UInt64((UInt128(high) << 32) / UInt128(low))
    var factor = UInt64(1) << 32
    // The exponent in binary: each place is a square root more.
    var rest = UInt64(gone)
    for _ in 0..<40 {
      root = Self.squareRoot(UInt128(root) << 32)
      rest *= 2
      if rest >= UInt64(days) {
        rest -= UInt64(days)
        factor = UInt64((UInt128(factor) * UInt128(root) + (1 << 31)) >> 32)
      }
    }
    let expected =
      isRising
      ? (UInt128(baseline) * UInt128(factor) + (1 << 31)) >> 32
      : ((UInt128(baseline) << 32) + UInt128(factor / 2)) / UInt128(factor)
    return Int64(clamping: expected)
  }

  private static func squareRoot(_ value: UInt128) -> UInt64 {
    var low: UInt128 = 0
    var high: UInt128 = 1 << 63
    while low < high {
      let middle = (low + high + 1) / 2
      if middle * middle <= value { low = middle } else { high = middle - 1 }
    }
    return UInt64(low)
  }
}
