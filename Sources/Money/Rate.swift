/// An exact ratio, such as a commission rate or a share, in lowest terms.
package struct Rate: Hashable, Sendable {
  package let numerator: Int64
  /// Always above zero.
  package let denominator: Int64

  package static let zero = Rate(basisPoints: 0)
  /// 100 %.
  package static let one = Rate(basisPoints: 10_000)

  package init(basisPoints: Int64) {
    let shared = Int64(greatestCommonDivisor(Int128(basisPoints), 10_000))
    numerator = basisPoints / shared
    denominator = 10_000 / shared
  }

  /// Throws `MoneyError.zeroDenominator` unless the denominator is above zero, and
  /// `MoneyError.overflow` for the smallest numerator, which has no positive counterpart.
  package init(numerator: Int64, denominator: Int64) throws(MoneyError) {
    guard denominator > 0 else { throw .zeroDenominator }
    guard numerator > .min else { throw .overflow("the rate \(numerator)/\(denominator)") }
    let shared = Int64(greatestCommonDivisor(Int128(numerator), Int128(denominator)))
    self.numerator = numerator / shared
    self.denominator = denominator / shared
  }

  package func multiplied(by other: Rate) throws(MoneyError) -> Rate {
    let above = Int128(numerator) * Int128(other.numerator)
    let below = Int128(denominator) * Int128(other.denominator)
    let shared = greatestCommonDivisor(above, below)
    guard let numerator = Int64(exactly: above / shared),
      let denominator = Int64(exactly: below / shared)
    else { throw .overflow("\(self) × \(other)") }
    return try Rate(numerator: numerator, denominator: denominator)
  }

  package func adding(_ other: Rate) throws(MoneyError) -> Rate {
    let shared = greatestCommonDivisor(Int128(denominator), Int128(other.denominator))
    let below = Int128(denominator) / shared * Int128(other.denominator)
    let (left, leftOverflow) = Int128(numerator).multipliedReportingOverflow(
      by: Int128(other.denominator) / shared)
    let (right, rightOverflow) = Int128(other.numerator).multipliedReportingOverflow(
      by: Int128(denominator) / shared)
    let (above, overflow) = left.addingReportingOverflow(right)
    guard !leftOverflow, !rightOverflow, !overflow else { throw .overflow("\(self) + \(other)") }
    return try Rate(exactly: above, below, "\(self) + \(other)")
  }

  /// The quotient; throws `MoneyError.zeroDenominator` for zero and for a negative divisor.
  package func divided(by other: Rate) throws(MoneyError) -> Rate {
    guard other.numerator > 0 else { throw .zeroDenominator }
    return try Rate(
      exactly: Int128(numerator) * Int128(other.denominator),
      Int128(denominator) * Int128(other.numerator), "\(self) / \(other)")
  }

  private init(exactly above: Int128, _ below: Int128, _ what: String) throws(MoneyError) {
    let shared = greatestCommonDivisor(above, below)
    guard let numerator = Int64(exactly: above / shared),
      let denominator = Int64(exactly: below / shared)
    else { throw .overflow(what) }
    try self.init(numerator: numerator, denominator: denominator)
  }

  /// Reads "5 %", "1.25%", "0.05" or "1/3", with an optional minus before them.
  package init(parsing text: String) throws(MoneyError) {
    guard let (numerator, denominator) = Rate.read(Array(text.utf8)[...]) else {
      throw .malformedRate(text)
    }
    try self.init(numerator: numerator, denominator: denominator)
  }

  private static func read(_ text: ArraySlice<UInt8>) -> (Int64, Int64)? {
    if text.first == UInt8(ascii: "-") {
      guard let (numerator, denominator) = readUnsigned(text.dropFirst()) else { return nil }
      return (-numerator, denominator)
    }
    return readUnsigned(text)
  }

  private static func readUnsigned(_ text: ArraySlice<UInt8>) -> (Int64, Int64)? {
    if let slash = text.firstIndex(of: UInt8(ascii: "/")) {
      guard let above = readWhole(text[..<slash]), let below = readWhole(text[(slash + 1)...]),
        below > 0
      else { return nil }
      return (above, below)
    }
    guard text.last == UInt8(ascii: "%") else { return readDecimal(text) }
    var percent = text.dropLast()
    if percent.last == UInt8(ascii: " ") { percent = percent.dropLast() }
    guard let (numerator, denominator) = readDecimal(percent) else { return nil }
    let (scaled, overflow) = denominator.multipliedReportingOverflow(by: 100)
    return overflow ? nil : (numerator, scaled)
  }

  private static func readDecimal(_ text: ArraySlice<UInt8>) -> (Int64, Int64)? {
    guard let point = text.firstIndex(of: UInt8(ascii: ".")) else {
      return readWhole(text).map { ($0, 1) }
    }
    let fraction = text[(point + 1)...]
    guard (1...15).contains(fraction.count), let whole = readWhole(text[..<point]),
      let decimals = readDigits(fraction)
    else { return nil }
    let unit = powerOfTen(fraction.count)
    let (product, tooLarge) = whole.multipliedReportingOverflow(by: unit)
    let (sum, overflow) = product.addingReportingOverflow(decimals)
    return tooLarge || overflow ? nil : (sum, unit)
  }

  private static func readWhole(_ text: ArraySlice<UInt8>) -> Int64? {
    text.count > 1 && text.first == UInt8(ascii: "0") ? nil : readDigits(text)
  }

  private static func readDigits(_ text: ArraySlice<UInt8>) -> Int64? {
    guard !text.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in text {
      guard let digit = byte.digit else { return nil }
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(Int64(digit))
      guard !tooLarge, !overflow else { return nil }
      value = sum
    }
    return value
  }
}

extension Rate: Comparable, CustomStringConvertible {
  package static func < (left: Rate, right: Rate) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }

  /// A percentage where it ends within six decimals ("5 %"), otherwise the fraction ("1/3").
  ///
  /// `init(parsing:)` reads either back.
  package var description: String {
    for decimals in 0...6 {
      let unit = Int128(powerOfTen(decimals))
      let scaled = Int128(numerator) * 100 * unit
      guard scaled % Int128(denominator) == 0 else { continue }
      let (whole, fraction) = (scaled / Int128(denominator)).magnitude
        .quotientAndRemainder(dividingBy: unit.magnitude)
      let text = decimals == 0 ? "\(whole)" : "\(whole).\(padded(fraction, to: decimals))"
      guard text.utf8.count <= 18 else { break }
      return "\(numerator < 0 ? "-" : "")\(text) %"
    }
    return "\(numerator)/\(denominator)"
  }
}

extension Rate {
  /// As a decimal number where it ends within six decimals ("1.1"), otherwise the fraction.
  package var decimal: String {
    for decimals in 0...6 {
      let unit = Int128(powerOfTen(decimals))
      let scaled = Int128(numerator) * unit
      guard scaled % Int128(denominator) == 0 else { continue }
      let (whole, fraction) = (scaled / Int128(denominator)).magnitude
        .quotientAndRemainder(dividingBy: unit.magnitude)
      let text = decimals == 0 ? "\(whole)" : "\(whole).\(padded(fraction, to: decimals))"
      return "\(numerator < 0 ? "-" : "")\(text)"
    }
    return "\(numerator)/\(denominator)"
  }
}

/// At least 1, also when one of the two is zero, so that it can always be divided by.
func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
  var (large, small) = (first.magnitude, second.magnitude)
  while small != 0 { (large, small) = (small, large % small) }
  return large == 0 ? 1 : Int128(truncatingIfNeeded: large)
}
