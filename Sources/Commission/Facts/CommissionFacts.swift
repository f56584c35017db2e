/// Everything a calculation may look at; facts may arrive in any order and more than once.
package struct CommissionFacts: Sendable {
  package var names = NameTable()
  package private(set) var plans: [PublishedPlan] = []
  package var assignments: [Assignment] = []
  package var reporting: [Reporting] = []
  package var employments: [Employment] = []
  package var payTerms: [PayTerms] = []
  package var targets: [TargetFigure] = []
  package var exchangeRates: [ExchangeRate] = []
  package var adjustments: [Adjustment] = []
  package var splits: [AgreedSplit] = []
  package var deals: [Deal] = []

  package init() {}

  /// Adds a plan version that became known at a position.
  package mutating func publish(_ plan: Plan, at position: UInt64) {
    plans.append(PublishedPlan(plan, position: position, names: &names))
  }

  /// The same facts without any version of the plan with this id, for comparing plans.
  package func withoutPlan(_ id: String) -> CommissionFacts {
    var facts = self
    facts.plans.removeAll { $0.plan.id == id }
    return facts
  }
}
