import Money

/// Tiers with their bounds in the units that are measured.
///
/// With 4 % to 150,000.00, 6 % to 250,000.00 and 8 % above, a deal over 20,000.00 after 145,000.00
/// gets 4 % of 5,000.00 and 6 % of 15,000.00: 1,100.00, or 5.5 % of the whole.
struct Ladder {
  let tiers: Tiers
  /// The upper bounds times `scale`; the last band has none.
  private let uppers: [Int128]
  private let scale: Int128
  /// The fact that set the target.
  let target: UInt64?

  /// `whole` is what percentages are a part of: a target, or 1 where bounds are measured values.
  init(_ tiers: Tiers, whole: Rate, target: UInt64? = nil) throws(MoneyError) {
    self.tiers = tiers
    self.target = target
    var bounds: [Rate] = []
    for band in tiers.bands {
      guard let upper = band.upper else { continue }
      bounds.append(try upper.multiplied(by: whole))
    }
    var scale: Int128 = 1
    for bound in bounds {
      let factor = Int128(bound.denominator) / gcd(scale, Int128(bound.denominator))
      let (product, overflow) = scale.multipliedReportingOverflow(by: factor)
      guard !overflow, product < 1 << 62 else { throw .overflow("the bounds of the tiers") }
      scale = product
    }
    self.scale = scale
    uppers = bounds.map { Int128($0.numerator) * (scale / Int128($0.denominator)) }
  }

  /// The index of the band in which a measured value lies.
  func band(of value: Int64) -> Int { band(ofScaled: Int128(value) * scale) }

  /// The same for a ratio, such as a discount.
  func band(of value: Rate) throws(MoneyError) -> Int {
    for (index, upper) in uppers.enumerated() {
      let (left, first) = Int128(value.numerator).multipliedReportingOverflow(by: scale)
      let (right, second) = upper.multipliedReportingOverflow(by: Int128(value.denominator))
      guard !first, !second else { throw .overflow("a ratio beside the bounds of the tiers") }
      if tiers.bound == .upperExclusive ? left < right : left <= right { return index }
    }
    return uppers.count
  }

  private func band(ofScaled value: Int128) -> Int {
    for (index, upper) in uppers.enumerated()
    where tiers.bound == .upperExclusive ? value < upper : value <= upper {
      return index
    }
    return uppers.count
  }

  /// The highest band reached by `total` that lifts everything below it; nil where there is none.
  func lifted(by total: Int64) -> Int? {
    let reached = band(of: total)
    return (0...reached).last { tiers.mode == .retroactive || tiers.bands[$0].isRetroactive }
  }

  /// The rate of one band alone.
  func reached(band index: Int) -> Reached {
    let value = tiers.bands[index].value.ratio
    return Reached(
      numerator: Int128(value.numerator), denominator: Int128(value.denominator),
      slices: [Slice(value: value, of: nil, band: index)], target: target)
  }

  /// What the part of the measure from `start` to `end` has, when `total` was measured in all.
  func reached(from start: Int64, to end: Int64, total: Int64) throws(MoneyError) -> Reached {
    switch tiers.mode {
    case .before: return reached(band: band(of: start))
    case .reached: return reached(band: band(of: end))
    case .marginal, .retroactive: break
    }
    let lifted = lifted(by: total)
    guard start != end else { return reached(band: max(band(of: start), lifted ?? 0)) }
    let (low, high) = (Int128(min(start, end)) * scale, Int128(max(start, end)) * scale)
    var (numerator, denominator): (Int128, Int128) = (0, 1)
    var slices: [Slice] = []
    var from = low
    for index in tiers.bands.indices {
      let to = index < uppers.count ? min(max(uppers[index], from), high) : high
      guard to > from else { continue }
      let value = tiers.bands[max(index, lifted ?? index)].value.ratio
      try add(
        (to - from, Int128(value.numerator), Int128(value.denominator)), to: &numerator,
        &denominator)
      slices.append(
        Slice(value: value, of: (from, to, scale), band: max(index, lifted ?? index)))
      from = to
    }
    let (divisor, overflow) = denominator.multipliedReportingOverflow(by: high - low)
    guard !overflow else { throw .overflow("the slices of the tiers") }
    return Reached(
      numerator: numerator, denominator: divisor, slices: slices, target: target)
  }

  private func add(
    _ part: (length: Int128, numerator: Int128, denominator: Int128), to numerator: inout Int128,
    _ denominator: inout Int128
  ) throws(MoneyError) {
    // All of it is checked: a plan may name rates whose common denominator fits no number.
    let shared = gcd(denominator, part.denominator)
    let (common, first) = denominator.multipliedReportingOverflow(
      by: part.denominator / shared)
    let (factor, second) = part.numerator.multipliedReportingOverflow(by: denominator / shared)
    let (own, third) = part.length.multipliedReportingOverflow(by: factor)
    let (before, fourth) = numerator.multipliedReportingOverflow(by: part.denominator / shared)
    let (sum, fifth) = before.addingReportingOverflow(own)
    guard !first, !second, !third, !fourth, !fifth else {
      throw .overflow("the slices of the tiers")
    }
    (numerator, denominator) = (sum, common)
  }
}

/// The part of the tiers that a deal reached, as one exact ratio.
struct Reached: Hashable {
  let numerator: Int128
  /// Above zero.
  let denominator: Int128
  let slices: [Slice]
  let target: UInt64?

  /// The ratio as a rate, nil where it is too fine for one.
  var rate: Rate? {
    let shared = gcd(numerator, denominator)
    guard let above = Int64(exactly: numerator / shared),
      let below = Int64(exactly: denominator / shared)
    else { return nil }
    return try? Rate(numerator: above, denominator: below)
  }
}

/// One band's part of a deal.
struct Slice: Hashable {
  let value: Rate
  /// From where to where, in the units measured.
  let from: Rate?
  let to: Rate?
  let band: Int

  init(value: Rate, of part: (from: Int128, to: Int128, scale: Int128)?, band: Int) {
    self.value = value
    self.band = band
    func rate(_ scaled: Int128, _ scale: Int128) -> Rate? {
      let shared = gcd(scaled, scale)
      guard let above = Int64(exactly: scaled / shared), let below = Int64(exactly: scale / shared)
      else { return nil }
      return try? Rate(numerator: above, denominator: below)
    }
    from = part.flatMap { rate($0.from, $0.scale) }
    to = part.flatMap { rate($0.to, $0.scale) }
  }

  var text: String {
    guard let from, let to else { return "band \(band + 1): \(value)" }
    return "\(measured(from)) to \(measured(to)) at \(value) (band \(band + 1))"
  }

  /// Minor units as an amount with two decimals; a figure that is no whole number as it is.
  private func measured(_ value: Rate) -> String {
    guard value.denominator == 1 else { return "\(value.numerator)/\(value.denominator)" }
    return "\(Amount(minor: value.numerator, currency: .eur))"
  }
}

func gcd(_ first: Int128, _ second: Int128) -> Int128 {
  var (large, small) = (first.magnitude, second.magnitude)
  while small != 0 { (large, small) = (small, large % small) }
  return large == 0 ? 1 : Int128(truncatingIfNeeded: large)
}
