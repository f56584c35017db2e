import Money
import YAMLText

extension Clause {
  /// Reads `credit`: the mode and the parties, whose shares make 100 % unless each has full credit.
  static func readCredit(
    _ clause: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> (mode: CreditMode, parties: [Party])? {
    guard let node = clause.required("credit", &issues) else { return nil }
    node.unknownKeys(allowed: ["mode", "parties"], &issues)
    let mode = node.requiredChoice("mode", &issues, of: CreditMode.self)
    guard node.required("parties", &issues) != nil, let list = node.child("parties"),
      let items = node.list("parties", meaning: "nobody would be credited", &issues)
    else { return nil }
    let whole = Party.wholeOfParts(items, &issues)
    let parties = items.compactMap {
      Party.read($0, of: items.count, mode, parts: whole, context, &issues)
    }
    for (index, party) in parties.enumerated()
    where parties[..<index].contains(where: { $0.who == party.who }) {
      issues.add("a party is listed twice; add its shares up", at: list)
    }
    guard let mode, parties.count == items.count, !parties.isEmpty else { return nil }
    requireWhole(parties, mode, list, &issues)
    if parties.allSatisfy(\.who.isManager), parties.contains(where: \.who.isLevel) {
      issues.add(
        "to: managers_of_payees needs another party whose managers are meant", at: list)
    }
    return (mode, parties)
  }

  private static func requireWhole(
    _ parties: [Party], _ mode: CreditMode, _ list: YAMLNode, _ issues: inout IssueList
  ) {
    guard let weights = Party.exactWeights(of: parties) else {
      issues.add("the shares are too fine to be added exactly; write them in percent", at: list)
      return
    }
    let sum = weights.parts.reduce(0, +)
    guard mode == .split, sum != weights.whole else { return }
    let total = (try? Rate(numerator: sum, denominator: weights.whole))?.description ?? "?"
    issues.add(
      """
      the shares add up to \(total), not 100 %; correct them (thirds are written 1/3), or declare \
      double credit with mode: full_each
      """, at: list)
  }
}

extension Party {
  /// Shares as whole parts of one whole.
  struct Weights: Sendable {
    let parts: [Int64]
    let whole: Int64
  }

  /// The shares of parties that were read together, which fit because reading refuses others.
  static func weights(of parties: [Party]) -> Weights {
    exactWeights(of: parties) ?? Weights(parts: parties.map { _ in 1 }, whole: 1)
  }

  /// Nil where no common whole fits 64 bits.
  static func exactWeights(of parties: [Party]) -> Weights? {
    exactWeights(of: parties.map(\.share))
  }

  /// Nil where no common whole fits 64 bits.
  static func exactWeights(of shares: [Rate]) -> Weights? {
    var whole: Int64 = 1
    for share in shares {
      let factor = share.denominator / greatestCommonDivisor(whole, share.denominator)
      let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
      // Every part is at most the whole, so this bound also keeps the sum of the parts in range.
      guard !overflow, product <= .max / Int64(max(1, shares.count)) else { return nil }
      whole = product
    }
    return Weights(
      parts: shares.map { $0.numerator * (whole / $0.denominator) }, whole: whole)
  }

  private static func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
    var (large, small) = (first, second)
    while small != 0 { (large, small) = (small, large % small) }
    return large
  }
}
