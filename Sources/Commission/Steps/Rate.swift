import Money

/// Step 5: which rate each payee has, and what it yields.
extension CommissionCalculation {
  /// One rate for each credit, chosen once for the sale and all its reversals; nil where none is due.
  ///
  /// A payee's own rate goes before the party's, this before that of the kind of business and the
  /// clause.
  func rates(
    _ crediting: Crediting, _ deal: Deal, by selected: PublishedClause,
    _ omissions: inout [Omission]
  ) -> [Rate?] {
    let kindRate = deal.kind.flatMap { selected.clause.kindRates[$0] }
    return crediting.credits.map { credit in
      guard credit.isPaidHere else { return nil }
      let own = selected.payeeRates[credit.payee]
      let rate = own ?? credit.rate ?? kindRate ?? selected.clause.rate
      if rate == nil {
        omissions.append(
          Omission(
            deal: deal.id, clause: selected.id, reason: .noRate(credit.payee)))
      }
      return rate
    }
  }

  /// What each credit earns, rounded once.
  ///
  /// Payees who share a credit at one rate share the rounded commission, so that their parts add up to
  /// it; at different rates each has the commission on the part of the base that is theirs.
  func earn(
    _ base: Amount, _ crediting: Crediting, _ rates: [Rate?], by selected: PublishedClause
  ) throws(MoneyError) -> [Earned?] {
    var earned: [Earned?] = []
    earned.reserveCapacity(crediting.credits.count)
    switch crediting.mode {
    case .split:
      let (credited, commission) = (
        try crediting.divided(base),
        try common(rates[...]).map { rate throws(MoneyError) in
          try crediting.divided(base.multiplied(by: rate).rounded(selected.rounding))
        }
      )
      try append(credited, commission, rates[...], selected.rounding, to: &earned)
    case .fullEach:
      for group in crediting.groups {
        let exact = base.multiplied(by: group.share)
        let own = rates[group.holders]
        let credited = try exact.rounded(selected.rounding)
        if own.count == 1, let rate = own[own.startIndex] {
          let amount = try exact.multiplied(by: rate).rounded(selected.rounding)
          earned.append(Earned(credited: credited, rate: rate, amount: amount))
          continue
        }
        let commission = try common(own).map { rate throws(MoneyError) in
          try crediting.divided(exact.multiplied(by: rate).rounded(selected.rounding), in: group)
        }
        try append(
          crediting.divided(credited, in: group), commission, own, selected.rounding, to: &earned)
      }
    }
    return earned
  }

  /// The one rate of all who are paid, nil where rates differ or are missing for a share.
  private func common(_ rates: ArraySlice<Rate?>) -> Rate? {
    var common: Rate?
    for case let rate? in rates {
      guard common == nil || common == rate else { return nil }
      common = rate
    }
    return common
  }

  /// Adds what each holder earns: the part of a shared commission, or a commission of their own.
  private func append(
    _ credited: [Amount], _ shared: [Amount]?, _ rates: ArraySlice<Rate?>, _ rounding: Rounding,
    to earned: inout [Earned?]
  ) throws(MoneyError) {
    for (index, rate) in rates.enumerated() {
      guard let rate else {
        earned.append(nil)
        continue
      }
      let amount: Amount
      if let shared {
        amount = shared[index]
      } else {
        amount = try credited[index].multiplied(by: rate).rounded(rounding)
      }
      earned.append(Earned(credited: credited[index], rate: rate, amount: amount))
    }
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
    let own = selected.payeeRates[credit.payee] != nil
    let origin = own ? "own rate of \(names.text(credit.payee))" : "rate of the clause"
    return DerivationNode(
      step: .rate, summary: "\(origin): \(earned.rate) of \(earned.credited)",
      inputs: [.init("rate", "\(earned.rate)", at: selected.position)],
      before: earned.credited, after: earned.amount, rounding: selected.rounding)
  }
}
