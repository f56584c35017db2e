/// A straight line between breakpoints and flat outside them: what a measured value is worth.
///
/// The worth is in hundredths of a point, 0 to 10,000; between breakpoints it is rounded down.
package struct PiecewiseLinear: Equatable, Sendable {
  /// One corner of the line.
  package struct Breakpoint: Equatable, Sendable {
    package let value: Int
    package let worth: Int

    package init(_ value: Int, worth: Int) {
      self.value = value
      self.worth = worth
    }
  }

  /// In ascending order of value.
  package let breakpoints: [Breakpoint]

  package init(_ breakpoints: [Breakpoint]) {
    self.breakpoints = breakpoints
  }

  /// The line that is worth nothing at `nothing` and everything at `everything`; either may be the
  /// larger one.
  package init(nothing: Int, everything: Int) {
    let low = Breakpoint(nothing, worth: 0)
    let high = Breakpoint(everything, worth: 10_000)
    breakpoints = nothing <= everything ? [low, high] : [high, low]
  }

  /// What `value` is worth; a line without breakpoints is worth nothing everywhere.
  package func worth(of value: Int) -> Int {
    guard let first = breakpoints.first else { return 0 }
    if value <= first.value { return first.worth }
    var left = first
    for right in breakpoints.dropFirst() {
      if value < right.value {
        let width = Int128(right.value) - Int128(left.value)
        let into = Int128(value) - Int128(left.value)
        let rise = Int128(right.worth) - Int128(left.worth)
        let scaled = Int128(left.worth) * width + rise * into
        return Int(clamping: scaled / width)
      }
      left = right
    }
    return left.worth
  }
}
