import Commission
import LedgerEvents
import Money

/// The engine, filled with the facts of a journal.
struct Calculations: Sendable {
  /// In the order of recording.
  private(set) var deals: [Deal] = []
  private(set) var facts: CommissionFacts
  let calculation: CommissionCalculation

  var names: NameTable { facts.names }

  /// `plans` replaces the published ones, for a question about plans that are not in the ledger.
  init(_ fold: CommissionFold, plans: PlanChoice = .published) throws {
    var facts = fold.facts
    for (key, sale) in fold.deals.sales.sorted(by: { $0.value.position < $1.value.position }) {
      let name = facts.names.name(sale.name)
      deals.append(fold.deals.deal(key, sale, name, &facts.names))
      if let split = fold.deals.splits[key] {
        facts.splits.append(split.agreed(name, key.type, &facts.names))
      }
    }
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
