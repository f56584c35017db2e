import Money

/// A plan version with the position at which it became known.
///
/// A class, as its clauses are, so that a calculation copies nothing of a plan for each deal.
package final class PublishedPlan: Sendable {
  package let plan: Plan
  package let position: UInt64
  package let id: Name
  let clauses: [PublishedClause]

  init(_ plan: Plan, position: UInt64, names: inout NameTable) {
    self.plan = plan
    self.position = position
    let id = names.name(plan.id)
    self.id = id
    clauses = plan.clauses.map { clause in
      PublishedClause(clause, of: plan, id, position: position, names: &names)
    }
  }
}

/// A clause with what a calculation needs of its plan, its ids as numbers and its shares as weights.
final class PublishedClause: Sendable {
  let clause: Clause
  let id: Name
  let plan: Name
  let planVersion: Int
  let rounding: Rounding
  /// Where the plan version became known.
  let position: UInt64
  let payeeRates: [Name: Rate]
  /// The shares of the parties as parts of one whole; they divide a split.
  let shares: Party.Weights

  fileprivate init(
    _ clause: Clause, of plan: Plan, _ planName: Name, position: UInt64, names: inout NameTable
  ) {
    self.clause = clause
    id = names.name(clause.id)
    self.plan = planName
    planVersion = plan.version
    rounding = plan.rounding
    self.position = position
    let rates = clause.payeeRates.map { (names.name($0.key), $0.value) }
    payeeRates = Dictionary(uniqueKeysWithValues: rates)
    shares = Party.weights(of: clause.parties)
  }
}
