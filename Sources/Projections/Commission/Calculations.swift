import Commission
import LedgerEvents
import Money

/// The engine, filled with the facts of a journal.
struct Calculations: Sendable {
  /// In the order of recording.
  let deals: [Deal]
  let facts: CommissionFacts
  let calculation: CommissionCalculation

  var names: NameTable { facts.names }

  /// `plans` replaces the published ones, for a question about plans that are not in the ledger.
  init(_ fold: CommissionFold, plans: PlanChoice = .published) throws {
    var facts = fold.facts
    deals = fold.deals.deals(&facts) { $1.name }
    try plans.apply(to: &facts)
    self.facts = facts
    calculation = CommissionCalculation(facts)
  }

  /// The lines that are wanted, with their derivations.
  func explained(
    where isWanted: @escaping (Commission.CommissionLine) -> Bool
  ) -> [(line: Commission.CommissionLine, derivation: DerivationNode)] {
    calculation.explain(deals, names, where: isWanted)
  }
}
