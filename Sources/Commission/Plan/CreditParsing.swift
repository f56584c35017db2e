import Money
import YAMLText

extension Clause {
  private enum Recipient: String, CaseIterable {
    case seller
    case managerOfSeller = "manager_of_seller"
    case role
  }

  /// Reads `credit`: the mode and the parties, whose shares make 100 % unless each has full credit.
  static func readCredit(
    _ clause: YAMLNode, _ issues: inout IssueList
  ) -> (mode: CreditMode, parties: [Party])? {
    guard let node = clause.required("credit", &issues) else { return nil }
    node.unknownKeys(allowed: ["mode", "parties"], &issues)
    _ = node.required("mode", &issues)
    let mode = node.choice("mode", &issues, of: CreditMode.self)
    guard let list = node.required("parties", &issues) else { return nil }
    let items = list.items("parties", &issues)
    let parties = items.compactMap { readParty($0, of: items.count, mode, &issues) }
    if case .sequence(let items) = list.content, items.isEmpty {
      issues.add("parties is empty; nobody would be credited", at: list)
    }
    for (index, party) in parties.enumerated()
    where parties[..<index].contains(where: { $0.who == party.who }) {
      issues.add("a party is listed twice; add its shares up", at: list)
    }
    guard let mode, parties.count == items.count, !parties.isEmpty else { return nil }
    requireWhole(parties, mode, list, &issues)
    return (mode, parties)
  }

  private static func readParty(
    _ node: YAMLNode, of count: Int, _ mode: CreditMode?, _ issues: inout IssueList
  ) -> Party? {
    guard !node.entries("a party", &issues).isEmpty else { return nil }
    node.unknownKeys(allowed: ["to", "role", "share", "rate"], &issues)
    _ = node.required("to", &issues)
    let role = node.choice("role", &issues, of: Role.self)
    let share = node.value("share", &issues, as: Clause.share)
    let rate = node.value("rate", &issues, as: Clause.share)
    if mode == .split, count > 1, node.child("share") == nil {
      issues.add("a party of a split needs its share", at: node)
    }
    let who: Party.Who?
    switch node.choice("to", &issues, of: Recipient.self) {
    case .seller: who = .seller
    case .managerOfSeller: who = .managerOfSeller
    case .role:
      if node.child("role") == nil { issues.add("to: role needs role", at: node) }
      who = role.map { .role($0) }
    case nil: who = nil
    }
    if let place = node.child("role"), who == .seller || who == .managerOfSeller {
      issues.add("role has a meaning only with to: role", at: place)
    }
    return who.map { Party(who: $0, share: share ?? .one, rate: rate) }
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
    var whole: Int64 = 1
    for party in parties {
      let factor = party.share.denominator / greatestCommonDivisor(whole, party.share.denominator)
      let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
      // Every part is at most the whole, so this bound also keeps the sum of the parts in range.
      guard !overflow, product <= .max / Int64(parties.count) else { return nil }
      whole = product
    }
    return Weights(
      parts: parties.map { $0.share.numerator * (whole / $0.share.denominator) }, whole: whole)
  }

  private static func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
    var (large, small) = (first, second)
    while small != 0 { (large, small) = (small, large % small) }
    return large
  }
}
