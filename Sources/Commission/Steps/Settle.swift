import Money

/// Step 8: what is posted, as the difference to what was posted for the same deal before.
extension CommissionCalculation {
  /// A line for each credit that earns.
  ///
  /// Reversals that take back everything therefore bring each payee
  /// back to exactly zero, in however many steps.
  func settle(
    _ current: Posted, after earlier: Posted?, _ crediting: Crediting, _ deal: Deal,
    by selected: PublishedClause, _ visit: Visit
  ) throws(MoneyError) {
    for (index, earned) in current.earned.enumerated() {
      guard let earned else { continue }
      let credit = crediting.credits[index]
      let before = earlier?.earned[index]
      let share = try crediting.share(of: credit)
      let line = CommissionLine(
        trigger: current.state.trigger, deal: deal.id, dealType: deal.type,
        account: deal.account, payee: credit.payee, label: credit.label,
        plan: selected.plan, planVersion: selected.planVersion,
        clause: selected.id, doubleCredit: crediting.mode == .fullEach,
        revenue: try current.revenue.minus(earlier?.revenue),
        base: try current.base.minus(earlier?.base), share: share,
        credited: try earned.credited.minus(before?.credited), rate: earned.rate,
        amount: try earned.amount.minus(before?.amount))
      visit(line) {
        Posting(
          line: line, deal: deal, selected: selected, crediting: crediting, credit: credit,
          current: current, earlier: earlier, earned: earned, earnedBefore: before)
      }
    }
  }
}

/// What a deal has earned as of one of its events.
struct Posted {
  let state: DealState
  let revenue: Amount
  let base: Amount
  /// One for each credit; nil where nothing is due.
  let earned: [Earned?]
}

extension Amount {
  fileprivate func minus(_ earlier: Amount?) throws(MoneyError) -> Amount {
    guard let earlier else { return self }
    return try subtracting(earlier)
  }
}

extension Posting {
  func settleNode(_ names: NameTable, _ children: [DerivationNode]) -> DerivationNode {
    let trigger = current.state.trigger
    let reason =
      trigger.isReversal
      ? "\(names.text(trigger.id)) leaves \(earned.amount) of the earlier \(before)"
      : "\(names.text(trigger.id)) earns \(earned.amount)"
    return DerivationNode(
      step: .settle, summary: reason,
      inputs: [.init("event", names.text(trigger.id), at: trigger.position)],
      before: earnedBefore?.amount, after: line.amount, children: children)
  }

  private var before: Amount { earnedBefore?.amount ?? .zero(line.amount.currency) }
}
