import Money

/// A plan version with the position at which it became known.
package struct PublishedPlan: Sendable {
  package let plan: Plan
  package let position: UInt64
  package let id: Name
  let clauses: [PublishedClause]

  init(_ plan: Plan, position: UInt64, names: inout NameTable) {
    self.plan = plan
    self.position = position
    id = names.name(plan.id)
    clauses = plan.clauses.map { clause in
      let payeeRates = clause.payeeRates.map { (names.name($0.key), $0.value) }
      return PublishedClause(
        clause: clause, id: names.name(clause.id),
        payeeRates: Dictionary(uniqueKeysWithValues: payeeRates),
        shares: Party.weights(of: clause.parties))
    }
  }
}

/// A clause with its ids as numbers and its shares as weights.
struct PublishedClause: Sendable {
  let clause: Clause
  let id: Name
  let payeeRates: [Name: Rate]
  /// The shares of the parties as parts of one whole; they divide a split.
  let shares: Party.Weights
}
