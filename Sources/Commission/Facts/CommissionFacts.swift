/// Everything a calculation may look at; facts may arrive in any order and more than once.
package struct CommissionFacts: Sendable {
  package var names = NameTable()
  package private(set) var plans: [PublishedPlan] = []
  package var assignments: [Assignment] = []
  package var reporting: [Reporting] = []
  package var splits: [AgreedSplit] = []
  package var deals: [Deal] = []

  package init() {}

  /// Adds a plan version that became known at a position.
  package mutating func publish(_ plan: Plan, at position: UInt64) {
    plans.append(PublishedPlan(plan, position: position, names: &names))
  }
}
