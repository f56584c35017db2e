import Money
import YAMLText

extension Pay {
  static func read(
    _ clause: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> Pay {
    var pay = Pay()
    pay.rate = clause.value("rate", &issues, as: PlanWord.share)
    pay.kindRates = readTable("rates_by_kind", clause, &issues) { key, issues in
      key.word("rates_by_kind", of: BusinessKind.self, &issues)
    }
    pay.payeeRates = readTable("rates_by_payee", clause, &issues) { key, issues in
      key.converted("rates_by_payee", &issues, as: PlanWord.identifier)
    }
    pay.overrides = RateOverride.readAll(clause, &issues)
    pay.productRates = ProductRate.readAll(clause, context, &issues)
    pay.flat = FlatAmount.read(clause, context.currency, &issues)
    pay.renewals = clause.choice("renewals", &issues) ?? .whole
    return pay
  }

  private static func readTable<Key: Hashable>(
    _ name: String, _ clause: YAMLNode, _ issues: inout IssueList,
    key read: (YAMLNode, inout IssueList) -> Key?
  ) -> [Key: Rate] {
    guard let table = clause.child(name) else { return [:] }
    var rates: [Key: Rate] = [:]
    for entry in table.entries(name, &issues) {
      let key = read(entry.keyNode, &issues)
      let rate = entry.value.converted(entry.key, &issues, as: PlanWord.share)
      if let key, let rate { rates[key] = rate }
    }
    return rates
  }
}

extension FlatAmount {
  /// Reads `amount` and `per`, which stand side by side in a clause and in a row of products.
  static func read(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> FlatAmount? {
    let per = node.choice("per", &issues, of: Per.self)
    guard let place = node.child("amount") else {
      node.forbid("per", "has a meaning only with amount", &issues)
      return nil
    }
    let amount = node.amount("amount", in: currency, &issues)
    if node.child("per") == nil {
      issues.add("amount needs per: unit, line or document", at: place)
    }
    guard let amount, let per else { return nil }
    return FlatAmount(amount: amount, per: per)
  }
}

extension RateOverride {
  static func readAll(_ clause: YAMLNode, _ issues: inout IssueList) -> [RateOverride] {
    let items = clause.list("overrides", meaning: "leave it out where there is none", &issues)
    var all: [RateOverride] = []
    for node in items ?? [] {
      guard let override = read(node, &issues) else { continue }
      if let other = all.first(where: { $0.payee == override.payee && $0.overlaps(override) }) {
        issues.add(
          """
          two overrides of \(override.payee) hold at once from \
          \(max(other.from, override.from)); end one before the other begins
          """, at: node)
      }
      all.append(override)
    }
    return all
  }

  private static func read(_ node: YAMLNode, _ issues: inout IssueList) -> RateOverride? {
    let keys = ["payee", "rate", "from", "to", "reason"]
    guard node.isMapping("an override", keys: keys, &issues) else { return nil }
    let payee = node.requiredValue("payee", &issues, as: PlanWord.identifier)
    let rate = node.requiredValue("rate", &issues, as: PlanWord.share)
    let reason = node.requiredString("reason", &issues)
    guard let span = node.span(&issues), let payee, let rate, let reason else { return nil }
    return RateOverride(payee: payee, rate: rate, from: span.from, to: span.to, reason: reason)
  }

  private func overlaps(_ other: RateOverride) -> Bool {
    (to.map { other.from < $0 } ?? true) && (other.to.map { from < $0 } ?? true)
  }
}

extension ProductRate {
  private enum Nothing: String, CaseIterable { case none }

  static func readAll(
    _ clause: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> [ProductRate] {
    let items = clause.list(
      "rates_by_product", meaning: "leave it out where there is none", &issues)
    var all: [ProductRate] = []
    for node in items ?? [] {
      guard let rate = read(node, context, &issues) else { continue }
      if all.contains(where: { $0.match == rate.match }) {
        issues.add("the product is listed twice; keep one of its rates", at: node)
      }
      all.append(rate)
    }
    return all
  }

  private static func read(
    _ node: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> ProductRate? {
    let values = ["rate", "amount", "commission"]
    let keys = ProductMatch.keys + ["any"] + values + ["per"]
    guard node.isMapping("a rate of a product", keys: keys, &issues) else { return nil }
    let match = ProductMatch.read(node, context, any: true, &issues)
    let rate = node.value("rate", &issues, as: PlanWord.share)
    let flat = FlatAmount.read(node, context.currency, &issues)
    let nothing = node.choice("commission", &issues, of: Nothing.self)
    guard values.filter({ node.child($0) != nil }).count == 1 else {
      issues.add("write exactly one of rate, amount and commission: none", at: node)
      return nil
    }
    let value: Value? =
      rate.map { .rate($0) } ?? flat.map { .flat($0) } ?? nothing.map { _ in .nothing }
    guard let match, let value else { return nil }
    return ProductRate(match: match, value: value)
  }
}
