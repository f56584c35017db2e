import Money

/// Whether gates are passed and which multipliers hold.
///
/// A gate of 30 % margin on a deal over 50,000.00: with a cost of 35,000.00 the margin is exactly
/// 30 % and passes, with 35,000.01 it is 29.99998 % and fails. The exact ratio is compared.
extension CommissionCalculation {
  /// What a condition says of a deal and a payee.
  enum Verdict: Equatable {
    case holds
    case fails
    case unknown(Omission.Reason)
  }

  func verdict(
    _ condition: Condition, _ deal: Deal, _ payee: Name
  ) throws(MoneyError) -> Verdict {
    let found: Rate
    switch condition.subject {
    case .margin:
      guard let margin = try deal.marginRatio() else { return .unknown(.costUnknown) }
      found = margin
    case .discount:
      guard let discount = try deal.discountRatio() else { return .unknown(.listUnknown) }
      found = discount
    case .dealSize:
      found = try Rate(numerator: deal.netSold().minor, denominator: 1)
    case .goal(let kpi, let length):
      let period = try Period(length, of: deal.day)
      guard let attained = try attainment(of: payee, kpi, period) else {
        return .unknown(.goalOpen(kpi, period))
      }
      found = attained
    }
    return condition.comparison.holds(found, condition.value) ? .holds : .fails
  }

  /// What a payee reached of a target, as established; nil while either figure is missing.
  func attainment(
    of payee: Name, _ kpi: String, _ period: Period
  ) throws(MoneyError) -> Rate? {
    let scope = TargetBook.Key(scope: .payee(payee), kpi: kpi, period: period)
    return try targets.attainment(scope)
  }

  /// The rate by which each credit goes on after the gates: its own source, another rate, or nothing.
  ///
  /// A deal that fails two gates gets no more than one that fails one of them.
  func passGates(
    _ sources: [PaySource?], _ crediting: Crediting, _ deal: Deal, by selected: PublishedClause,
    _ notes: inout [String], _ omissions: inout [Omission]
  ) throws(MoneyError) -> [PaySource?] {
    guard !selected.clause.gates.isEmpty else { return sources }
    var passed = sources
    for (index, credit) in crediting.credits.enumerated() where sources[index] != nil {
      var (lowest, reason): (Rate?, Omission.Reason?) = (nil, nil)
      // Of the gates that are not passed the least favourable one holds, whatever their order.
      for gate in selected.clause.gates where reason == nil {
        switch try verdict(gate.condition, deal, credit.payee) {
        case .holds: continue
        case .unknown(let why): reason = why
        case .fails:
          guard let rate = gate.otherwise else {
            reason = .gateFailed(credit.payee, "\(gate.condition)")
            continue
          }
          notes.append("gate not passed (\(gate.condition)): rate \(rate)")
          lowest = lowest.map { min($0, rate) } ?? rate
        }
      }
      if let reason {
        omissions.append(Omission(deal: deal.id, clause: selected.id, reason: reason))
        passed[index] = nil
      } else if let lowest {
        passed[index] = .gated(lowest)
      }
    }
    return passed
  }

  /// The product of the multipliers that hold for each credit.
  func factors(
    _ crediting: Crediting, _ deal: Deal, by selected: PublishedClause,
    _ notes: inout [String], _ omissions: inout [Omission]
  ) throws(MoneyError) -> [Rate] {
    var factors = crediting.credits.map { _ in Rate.one }
    for multiplier in selected.clause.multipliers {
      var holds = multiplier.condition == nil
      for (index, credit) in crediting.credits.enumerated() {
        guard let condition = multiplier.condition else {
          factors[index] = try factors[index].multiplied(by: multiplier.factor)
          continue
        }
        switch try verdict(condition, deal, credit.payee) {
        case .holds:
          factors[index] = try factors[index].multiplied(by: multiplier.factor)
          holds = true
        case .fails: break
        case .unknown(let reason):
          omissions.append(Omission(deal: deal.id, clause: selected.id, reason: reason))
        }
      }
      guard holds else { continue }
      let when = multiplier.condition.map { " when \($0)" } ?? ""
      notes.append("multiplier \(multiplier.factor)\(when)")
    }
    return factors
  }
}

extension Deal {
  /// The margin as sold, as a part of the net value; nil where a cost is missing.
  func marginRatio() throws(MoneyError) -> Rate? {
    let net = try netSold()
    var margin = net
    for line in lines {
      guard let cost = line.cost else { return nil }
      margin = try margin.subtracting(cost)
    }
    return try margin.ratio(to: net)
  }

  /// The reduction of the regular price, as a part of it; nil where a regular price is missing.
  func discountRatio() throws(MoneyError) -> Rate? {
    guard let first = lines.first else { return nil }
    var (list, net) = (Amount.zero(first.net.currency), Amount.zero(first.net.currency))
    for line in lines {
      guard let regular = line.list else { return nil }
      list = try list.adding(regular)
      net = try net.adding(line.net)
    }
    return try list.subtracting(net).ratio(to: list)
  }
}

extension Condition: CustomStringConvertible {
  package var description: String {
    let comparison =
      switch self.comparison {
      case .atLeast: "at least"
      case .atMost: "at most"
      case .above: "above"
      case .below: "below"
      }
    return switch subject {
    case .margin: "margin \(comparison) \(value)"
    case .discount: "discount \(comparison) \(value)"
    case .dealSize: "deal size \(comparison) \(value.numerator) minor units"
    case .goal(let kpi, _): "goal \(kpi) \(comparison) \(value)"
    }
  }
}
