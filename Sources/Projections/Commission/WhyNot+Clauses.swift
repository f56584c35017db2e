import Commission
import Money

/// What one clause has to say about a payee who got nothing by it.
extension CommissionQuery {
  /// Nil where the clause does pay.
  func answer(
    _ finding: ClauseFinding, _ deal: Deal, _ payee: Name, _ lines: [CommissionEntry]
  ) -> WhyNot.Answer? {
    let names = calculations.names
    let person = names.text(payee)
    func answer(
      _ step: DerivationNode.Step, _ reason: WhyNot.Reason, _ text: String,
      _ facts: [WhyNot.Fact] = []
    ) -> WhyNot.Answer { WhyNot.Answer(finding, step, reason, text, facts) }
    switch finding.outcome {
    case .otherCurrency(let currency):
      return answer(
        .select, .otherCurrency,
        "the plan is in \(currency), the deal in \(deal.lines.first.map { "\($0.net.currency)" } ?? "–")"
      )
    case .otherDealType:
      return answer(
        .select, .otherDealType,
        "the clause is for deals of type \(finding.clause.deal.rawValue), this is of type \(deal.type.rawValue)"
      )
    case .otherKind: return answer(.select, .otherKind, otherKind(finding.clause, deal))
    case .noEligibleProduct:
      return answer(
        .select, .noEligibleProduct, "none of its products is eligible",
        deal.lines.map { .init("product \($0.product ?? "not recorded")", at: deal.position) })
    case .notCredited(let credited):
      return answer(
        .credit, .notCredited, "\(person) is not credited",
        self.credited(credited) + split(of: deal) + roles(of: payee, deal))
    case .paidElsewhere:
      return answer(
        .credit, .paidElsewhere,
        "the agreed share of \(person) is in a role that this clause does not pay", split(of: deal))
    case .gateFailed(let condition, let found):
      let currency = finding.plan.plan.currency
      return answer(
        .rate, .gateFailed,
        """
        the gate is not passed: \(condition.words(currency)); it is \
        \(condition.value(found, currency))
        """, [.init("the deal", at: deal.position)])
    case .withheld(let reason):
      let omission = Omission(deal: deal.id, clause: finding.clauseName, reason: reason)
      let (step, word) = Self.place(of: reason)
      return answer(step, word, omission.words(names), [.init("the deal", at: deal.position)])
    case .computed(let base, let net):
      return computed(finding, deal, payee, lines, base, net)
    }
  }

  private func otherKind(_ clause: Clause, _ deal: Deal) -> String {
    guard let kinds = clause.kinds else {
      return "the change of a running contract is no sale for a clause that names no kinds"
    }
    let wanted = kinds.map(\.rawValue).sorted().joined(separator: ", ")
    let own = deal.kind?.rawValue ?? "not recorded"
    return "the clause is for business of kind \(wanted); the deal's kind is \(own)"
  }

  private static func place(of reason: Omission.Reason) -> (DerivationNode.Step, WhyNot.Reason) {
    switch reason {
    case .noRate, .noProductRate: (.rate, .noRate)
    case .costUnknown, .grossUnknown, .feeUnknown, .openEnded: (.base, .baseUnknown)
    default: (.rate, .unknown)
    }
  }

  private func credited(_ credited: [ClauseFinding.Credited]) -> [WhyNot.Fact] {
    guard !credited.isEmpty else { return [.init("the clause credits nobody for this deal")] }
    return credited.map {
      .init("credited: \(calculations.names.text($0.payee)) as \($0.label)", at: $0.position)
    }
  }

  /// What was agreed about the deal; it stands in the place of the seller and the roles.
  private func split(of deal: Deal) -> [WhyNot.Fact] {
    let agreed = calculations.facts.splits.filter { $0.deal == deal.id && $0.dealType == deal.type }
      .max { $0.position < $1.position }
    guard let agreed else { return [] }
    let shares = agreed.shares.map { calculations.names.text($0.employee) }
    return [.init("agreed shares: \(shares.joined(separator: ", "))", at: agreed.position)]
  }

  /// The roles of a payee on the account, on the day of the deal and at other times.
  private func roles(of payee: Name, _ deal: Deal) -> [WhyNot.Fact] {
    let (person, account) = (calculations.names.text(payee), calculations.names.text(deal.account))
    let own = calculations.facts.assignments.filter {
      $0.account == deal.account && $0.employee == payee
    }
    let held = own.filter { $0.isInForce(on: deal.day) }
    if !held.isEmpty {
      return held.map {
        .init("\(person) was \($0.role.rawValue) of \(account) on \(deal.day)", at: $0.position)
      }
    }
    return [.init("\(person) held no role on \(account) on \(deal.day)")]
      + own.map {
        let end = $0.ending.map { " up to, not including, \($0.day)" } ?? " on"
        return .init("\(person) was \($0.role.rawValue) from \($0.from)\(end)", at: $0.position)
      }
  }
}

extension Assignment {
  fileprivate func isInForce(on day: CalendarDay) -> Bool {
    from <= day && (ending.map { day < $0.day } ?? true)
  }
}

extension Condition {
  fileprivate func words(_ currency: Currency) -> String {
    let comparison =
      switch self.comparison {
      case .atLeast: "at least"
      case .atMost: "at most"
      case .above: "above"
      case .below: "below"
      }
    let what =
      switch subject {
      case .margin: "margin"
      case .discount: "discount"
      case .dealSize: "deal size"
      case .goal(let kpi, _): "goal \(kpi)"
      }
    return "\(what) \(comparison) \(value(value, currency)) is asked for"
  }

  /// A value of the condition as people write it.
  fileprivate func value(_ value: Rate, _ currency: Currency) -> String {
    guard case .dealSize = subject, value.denominator == 1 else { return "\(value)" }
    return "\(Amount(minor: value.numerator, currency: currency)) \(currency)"
  }
}
