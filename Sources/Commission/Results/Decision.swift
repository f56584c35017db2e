package import Money

/// What one event means under one clause for all payees together.
///
/// With full credit for each (doppelte Provisionierung) the credits add up to more than 100 %, the
/// revenue still counts once, and the clause that allowed it is named.
package struct Decision: Hashable, Sendable {
  package let trigger: Trigger
  package let deal: Name
  package let plan: Name
  package let planVersion: Int
  package let clause: Name
  package let revenue: Amount
  package let doubleCredit: Bool
  /// Whether each is credited because nobody agreed who sold it.
  package let inDoubt: Bool
  package let lines: [CommissionLine]

  /// The commission of all payees.
  package func total() throws(MoneyError) -> Amount {
    var total = Amount.zero(revenue.currency)
    for line in lines { total = try total.adding(line.amount) }
    return total
  }

  /// The sum of the payees' credits; above the base where double credit is declared.
  package func creditTotal() throws(MoneyError) -> Amount {
    var total = Amount.zero(revenue.currency)
    for line in lines { total = try total.adding(line.credited) }
    return total
  }

  /// The decisions behind lines that were posted together, in the order of the lines.
  package static func all(_ lines: [CommissionLine]) -> [Decision] {
    struct Key: Hashable {
      let trigger: Trigger
      let deal: Name
      let plan: Name
      let clause: Name
    }
    var order: [Key] = []
    var groups: [Key: [CommissionLine]] = [:]
    for line in lines {
      guard let deal = line.deal else { continue }
      let key = Key(trigger: line.trigger, deal: deal, plan: line.plan, clause: line.clause)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(line)
    }
    return order.compactMap { key in
      guard let lines = groups[key], let first = lines.first else { return nil }
      return Decision(
        trigger: key.trigger, deal: key.deal, plan: key.plan, planVersion: first.planVersion,
        clause: key.clause, revenue: first.revenue, doubleCredit: first.doubleCredit,
        inDoubt: first.inDoubt,
        lines: lines)
    }
  }
}
