import Money

/// A plan version with the position at which it became known.
///
/// A class, as its clauses are, so that a calculation copies nothing of a plan for each deal.
package final class PublishedPlan: Sendable {
  package let plan: Plan
  package let position: UInt64
  package let id: Name
  let clauses: [PublishedClause]
  /// The ids of the bonuses, in their order.
  let bonusNames: [Name]
  /// Whom each bonus names; nil where it is for everybody with pay terms.
  let bonusPayees: [[Name]?]

  init(_ plan: Plan, position: UInt64, names: inout NameTable) {
    self.plan = plan
    self.position = position
    let id = names.name(plan.id)
    self.id = id
    clauses = plan.clauses.map { clause in
      PublishedClause(clause, of: plan, id, position: position, names: &names)
    }
    bonusNames = plan.bonuses.map { names.name($0.id) }
    bonusPayees = plan.bonuses.map { bonus in bonus.payees?.map { names.name($0) } }
  }
}

/// A clause with what a calculation needs of its plan, its ids as numbers and its shares as weights.
final class PublishedClause: Sendable {
  let clause: Clause
  let id: Name
  let planID: Name
  let plan: Plan
  /// Where the plan version became known.
  let position: UInt64
  let payeeRates: [Name: Rate]
  let overrides: [Name: [RateOverride]]
  /// The employees whom parties of the clause name.
  let fixedPayees: [String: Name]
  /// The shares of the parties as parts of one whole; they divide a split.
  let shares: Party.Weights
  /// Whether a deal's lines follow from the deal alone and are paid with it.
  let isPlain: Bool
  /// Whether it pays amounts that do not follow the price.
  let paysAmounts: Bool

  var planVersion: Int { plan.version }

  /// Whether a line counts: its product is eligible and not free of commission.
  func counts(_ line: DealLine) -> Bool {
    if line.product.flatMap({ plan.catalogue[$0]?.isFree }) ?? false { return false }
    return clause.products?.includes(line.product, plan.catalogue) ?? true
  }
  var rounding: Rounding { plan.rounding }

  fileprivate init(
    _ clause: Clause, of plan: Plan, _ planID: Name, position: UInt64, names: inout NameTable
  ) {
    self.clause = clause
    self.plan = plan
    self.planID = planID
    id = names.name(clause.id)
    self.position = position
    let rates = clause.pay.payeeRates.map { (names.name($0.key), $0.value) }
    payeeRates = Dictionary(uniqueKeysWithValues: rates)
    var overrides: [Name: [RateOverride]] = [:]
    for override in clause.pay.overrides {
      overrides[names.name(override.payee), default: []].append(override)
    }
    self.overrides = overrides
    var fixed: [String: Name] = [:]
    for case .payee(let id) in clause.parties.map(\.who) { fixed[id] = names.name(id) }
    fixedPayees = fixed
    shares = Party.weights(of: clause.parties)
    paysAmounts =
      clause.pay.flat != nil
      || clause.pay.productRates.contains {
        guard case .flat = $0.value else { return false }
        return true
      }
    isPlain =
      !(clause.tiers?.spansDeals ?? false) && clause.limits.periods.isEmpty
      && plan.limits.isEmpty && plan.payout.exchange == nil && clause.release.isAtOnce
  }
}
