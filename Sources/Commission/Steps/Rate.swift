import Money

/// Step 5: which rate each payee has, and what it yields.
extension CommissionCalculation {
  /// One rate for each credit, chosen once for the sale and all its reversals; nil where none is due.
  ///
  /// A payee's own rate goes before the party's, this before that of the kind of business and the
  /// clause.
  func rates(
    _ crediting: Crediting, _ deal: Deal, by selected: SelectedClause,
    _ omissions: inout [Omission]
  ) -> [Rate?] {
    let kindRate = deal.kind.flatMap { selected.clause.kindRates[$0] }
    return crediting.credits.map { credit in
      guard credit.isPaidHere else { return nil }
      let own = selected.published.payeeRates[credit.payee]
      let rate = own ?? credit.rate ?? kindRate ?? selected.clause.rate
      if rate == nil {
        omissions.append(
          Omission(
            deal: deal.id, clause: selected.published.id, reason: .noRate(credit.payee)))
      }
      return rate
    }
  }

  /// What each credit earns, rounded once.
  ///
  /// Payees who share a credit at one rate share the rounded commission, so that their parts add up to
  /// it; at different rates each has the commission on the part of the base that is theirs.
  func earn(
    _ base: Amount, _ crediting: Crediting, _ rates: [Rate?], by selected: SelectedClause
  ) throws(MoneyError) -> [Earned?] {
    let rounding = selected.version.plan.rounding
    switch crediting.mode {
    case .split:
      let credited = try crediting.divided(base)
      guard let rate = common(rates[...]) else {
        return try earnedSeparately(credited, rates[...], rounding)
      }
      let commission = try base.multiplied(by: rate).rounded(rounding)
      return earned(credited, rates[...], try crediting.divided(commission))
    case .fullEach:
      var result: [Earned?] = []
      for group in crediting.groups {
        let exact = base.multiplied(by: group.share)
        let credited = try crediting.divided(exact.rounded(rounding), in: group)
        let own = rates[group.holders]
        if let rate = common(own) {
          let commission = try exact.multiplied(by: rate).rounded(rounding)
          result += earned(credited, own, try crediting.divided(commission, in: group))
        } else {
          result += try earnedSeparately(credited, own, rounding)
        }
      }
      return result
    }
  }

  /// The one rate of all who are paid, nil where rates differ or are missing for a share.
  private func common(_ rates: ArraySlice<Rate?>) -> Rate? {
    let paid = rates.compactMap(\.self)
    guard let first = paid.first else { return nil }
    return paid.allSatisfy { $0 == first } ? first : nil
  }

  private func earned(
    _ credited: [Amount], _ rates: ArraySlice<Rate?>, _ amounts: [Amount]
  ) -> [Earned?] {
    zip(zip(credited, rates), amounts).map { pair, amount in
      pair.1.map { Earned(credited: pair.0, rate: $0, amount: amount) }
    }
  }

  private func earnedSeparately(
    _ credited: [Amount], _ rates: ArraySlice<Rate?>, _ rounding: Rounding
  ) throws(MoneyError) -> [Earned?] {
    var result: [Earned?] = []
    for (credited, rate) in zip(credited, rates) {
      guard let rate else {
        result.append(nil)
        continue
      }
      let amount = try credited.multiplied(by: rate).rounded(rounding)
      result.append(Earned(credited: credited, rate: rate, amount: amount))
    }
    return result
  }
}

/// What one credit has earned on what is left of the deal.
struct Earned {
  let credited: Amount
  let rate: Rate
  let amount: Amount
}

extension Posting {
  func rateNode(_ names: NameTable) -> DerivationNode {
    let own = selected.published.payeeRates[credit.payee] != nil
    let origin = own ? "own rate of \(names.text(credit.payee))" : "rate of the clause"
    return DerivationNode(
      step: .rate, summary: "\(origin): \(earned.rate) of \(earned.credited)",
      inputs: [.init("rate", "\(earned.rate)", at: selected.version.position)],
      before: earned.credited, after: earned.amount, rounding: selected.version.plan.rounding)
  }
}
