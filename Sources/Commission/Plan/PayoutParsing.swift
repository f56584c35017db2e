import Money
import YAMLText

extension Payout {
  private enum StatementPeriod: String, CaseIterable { case month, quarter }

  static func read(
    _ root: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> Payout {
    var payout = Payout()
    if let node = root.child("statement_period"),
      let word = node.scalar("statement_period", &issues)
    {
      switch StatementPeriod(rawValue: word) {
      case .month: payout.statementPeriod = .month
      case .quarter: payout.statementPeriod = .quarter
      case nil:
        issues.add(
          """
          statement_period cannot be "\(word)"; write month or quarter, the longest that \
          HGB 87c (1) allows
          """, at: node,
          suggestion: closest(to: word, among: StatementPeriod.allCases.map(\.rawValue)))
      }
    }
    payout.negativeBalance = root.choice("negative_balance", &issues) ?? .carry
    payout.exchange = root.child("payout").flatMap { Exchange.read($0, currency, &issues) }
    let paid = root.child("payout") == nil ? currency : payout.exchange?.currency
    let draws = root.list("draws", meaning: "leave it out where there is none", &issues) ?? []
    payout.draws = draws.compactMap { Draw.read($0, paid, &issues) }
    return payout
  }
}

extension Payout.Exchange {
  static func read(
    _ node: YAMLNode, _ planCurrency: Currency?, _ issues: inout IssueList
  ) -> Payout.Exchange? {
    guard node.isMapping("payout", keys: ["currency", "rate_of"], &issues) else { return nil }
    let currency = node.requiredValue("currency", &issues, as: Currency.init)
    let day = node.requiredChoice("rate_of", &issues, of: RateDay.self)
    if let currency, currency == planCurrency {
      issues.add(
        "payout has the currency \(currency) of the plan; leave it out",
        at: node.child("currency") ?? node)
    }
    guard let currency, let day else { return nil }
    return Payout.Exchange(currency: currency, rateDay: day)
  }
}

extension Draw {
  static func read(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> Draw? {
    guard node.isMapping("a draw", keys: ["amount", "kind", "payees", "from", "to"], &issues) else {
      return nil
    }
    _ = node.required("amount", &issues)
    let amount = node.amount("amount", in: currency, &issues)
    let kind = node.requiredChoice("kind", &issues, of: Kind.self)
    let payees = node.ids("payees", &issues)
    guard let span = node.span(&issues), let amount, let kind else { return nil }
    return Draw(payees: payees, amount: amount, kind: kind, from: span.from, to: span.to)
  }
}
