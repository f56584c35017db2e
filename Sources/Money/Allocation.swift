/// Who gets the cents that a division leaves over.
package enum Remainder: String, CaseIterable, Sendable {
  /// One each to the largest fractions, ties to the earlier part.
  case largest
  /// All of them to the first part that has a weight.
  case first
  case last
}

extension Amount {
  /// Divides the amount by weights so that the parts always add up to the whole.
  ///
  /// Each part gets its exact quotient without its fraction; the cents left over go to the largest
  /// fractions, ties to the earlier part, unless `remainder` says otherwise. 0.05 by 30 and 70 gives 0.02 and 0.03; by 70 and 30 it gives
  /// 0.04 and 0.01. The allocation of -x is the negative of the allocation of x. Throws
  /// `MoneyError.unusableWeights` when there is no weight, one is negative, or all are zero.
  package func allocated(
    by weights: [Int64], remainder: Remainder = .largest
  ) throws(MoneyError) -> [Amount] {
    let total = try Self.total(of: weights)
    let whole = Int128(minor).magnitude
    var parts = weights.map { whole * UInt128($0) / total }
    let fractions = weights.map { whole * UInt128($0) % total }
    // Fractions add up to a whole number of cents, at most one for each part that has a fraction.
    let leftOver = Int(whole - parts.reduce(0, +))
    switch remainder {
    case .largest:
      let byFraction = fractions.indices.sorted {
        fractions[$0] == fractions[$1] ? $0 < $1 : fractions[$0] > fractions[$1]
      }
      for index in byFraction.prefix(leftOver) { parts[index] += 1 }
    case .first: parts[weights.firstIndex { $0 > 0 } ?? 0] += UInt128(leftOver)
    case .last: parts[weights.lastIndex { $0 > 0 } ?? 0] += UInt128(leftOver)
    }
    return parts.map { part in
      let signed = minor < 0 ? -Int128(part) : Int128(part)
      return Amount(minor: Int64(truncatingIfNeeded: signed), currency: currency)
    }
  }

  private static func total(of weights: [Int64]) throws(MoneyError) -> UInt128 {
    guard !weights.isEmpty else { throw .unusableWeights("there is no share") }
    var total: Int64 = 0
    for weight in weights {
      guard weight >= 0 else { throw .unusableWeights("the share \(weight) is negative") }
      let (sum, overflow) = total.addingReportingOverflow(weight)
      guard !overflow else { throw .unusableWeights("the shares are too large to be added") }
      total = sum
    }
    guard total > 0 else { throw .unusableWeights("all shares are zero") }
    return UInt128(total)
  }
}
