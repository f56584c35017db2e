package import Money

/// How far one deal came under one clause for one payee: the material of "why not".
///
/// The steps themselves decide; this only names the one that stopped, with the facts it looked at.
package struct ClauseFinding: Sendable {
  package enum Outcome: Sendable {
    /// The plan is in another currency than the deal.
    case otherCurrency(Currency)
    case otherDealType
    /// The clause is for other kinds of business, or the deal's kind is not known.
    case otherKind
    case noEligibleProduct
    /// Others are credited.
    case notCredited([Credited])
    /// An agreed share in a role that this clause does not pay.
    case paidElsewhere
    case gateFailed(Condition, found: Rate)
    /// No rate, or something that the clause needs is not known.
    case withheld(Omission.Reason)
    /// Every step ran; the lines say what came out of what is left of the deal.
    case computed(base: Amount, net: Amount)
  }

  /// Somebody whom the clause credits, as what, and by which fact.
  package struct Credited: Hashable, Sendable {
    package let payee: Name
    package let label: CreditLabel
    package let position: UInt64
  }

  package let plan: PublishedPlan
  package let clause: Clause
  package let clauseName: Name
  package let outcome: Outcome
}

extension CommissionCalculation {
  /// The plans that are known, and whether one of their versions is in force on a day.
  package func versions(on day: CalendarDay) -> [(plan: PublishedPlan, isInForce: Bool)] {
    histories.flatMap { history in
      let version = history.version(on: day)
      return version.map { [($0, true)] } ?? history.versions.map { ($0, false) }
    }
  }

  /// What became of a deal under every clause of the versions in force, in their order.
  package func findings(
    _ deal: Deal, for payee: Name?
  ) throws(CommissionFault) -> [ClauseFinding] {
    var ignored: [Omission] = []
    let selected = select(deal, &ignored)
    var findings: [ClauseFinding] = []
    for history in histories {
      guard let version = history.version(on: deal.day) else { continue }
      for clause in version.clauses {
        let isSelected = selected.contains { $0 === clause }
        findings.append(
          ClauseFinding(
            plan: version, clause: clause.clause, clauseName: clause.id,
            outcome: isSelected
              ? try outcome(deal, by: clause, for: payee) : misfit(deal, clause)))
      }
    }
    return findings
  }

  /// Why a clause was not selected.
  private func misfit(_ deal: Deal, _ clause: PublishedClause) -> ClauseFinding.Outcome {
    if deal.lines.first?.net.currency != clause.plan.currency {
      return .otherCurrency(clause.plan.currency)
    }
    if clause.clause.deal != deal.type { return .otherDealType }
    if let scope = clause.clause.products,
      !deal.lines.contains(where: { scope.includes($0.product, clause.plan.catalogue) })
    {
      return .noEligibleProduct
    }
    return .otherKind
  }

  private func outcome(
    _ deal: Deal, by clause: PublishedClause, for payee: Name?
  ) throws(CommissionFault) -> ClauseFinding.Outcome {
    var omissions: [Omission] = []
    let crediting = try exactly { () throws(MoneyError) in
      try self.credit(deal, by: clause, &omissions)
    }
    let own = crediting.credits.indices.filter { crediting.credits[$0].payee == payee }
    guard let index = own.first(where: { crediting.credits[$0].isPaidHere }) ?? own.first else {
      return .notCredited(
        crediting.credits.map {
          ClauseFinding.Credited(payee: $0.payee, label: $0.label, position: $0.evidence)
        })
    }
    let credit = crediting.credits[index]
    guard credit.isPaidHere else { return .paidElsewhere }
    guard sources(crediting, deal, by: clause, &omissions)[index] != nil else {
      return .withheld(.noRate(credit.payee))
    }
    if let stop = try exactly({ () throws(MoneyError) in try gate(deal, clause, credit.payee) }) {
      return stop
    }
    omissions = []
    let claim = try self.claim(deal, by: clause, &omissions)
    guard let last = claim?.states.last else {
      return .withheld(omissions.last?.reason ?? .noClauseCovers)
    }
    return .computed(base: last.base.total, net: last.revenue)
  }

  /// The gate that leaves the payee nothing.
  private func gate(
    _ deal: Deal, _ clause: PublishedClause, _ payee: Name
  ) throws(MoneyError) -> ClauseFinding.Outcome? {
    for gate in clause.clause.gates {
      switch try verdict(gate.condition, deal, payee) {
      case .holds: continue
      case .unknown(let reason): return .withheld(reason)
      case .fails:
        guard gate.otherwise == nil else { return nil }
        return .gateFailed(gate.condition, found: try found(gate.condition, deal, payee))
      }
    }
    return nil
  }

  /// The value that a condition looked at.
  private func found(
    _ condition: Condition, _ deal: Deal, _ payee: Name
  ) throws(MoneyError) -> Rate {
    switch condition.subject {
    case .margin: try deal.marginRatio() ?? .zero
    case .discount: try deal.discountRatio() ?? .zero
    case .dealSize: try Rate(numerator: deal.netSold().minor, denominator: 1)
    case .goal(let kpi, let length):
      try attainment(of: payee, kpi, Period(length, of: deal.day)) ?? .zero
    }
  }
}
