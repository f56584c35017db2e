package import Commission

/// Which plans a calculation goes by.
package enum PlanChoice: Sendable {
  /// Those that were published and known.
  case published
  /// As if this text had been published last; nothing of it is recorded.
  case adding(Plan)
  /// Only this version of its plan, for every day; other plans stay.
  case only(plan: String, version: Int)
  /// Only this text in the place of its plan, for every day; other plans stay.
  case replacing(Plan)

  func apply(to facts: inout CommissionFacts) throws {
    switch self {
    case .published: return
    case .adding(let plan): facts.publish(plan, at: .max)
    case .replacing(let plan):
      facts = facts.withoutPlan(plan.id)
      facts.publish(plan.forAllDays(), at: .max)
    case .only(let id, let version):
      guard
        let found = facts.plans.last(where: { $0.plan.id == id && $0.plan.version == version })
      else { throw ProjectionError.unknownPlan(id, version) }
      let (plan, position) = (found.plan.forAllDays(), found.position)
      facts = facts.withoutPlan(id)
      facts.publish(plan, at: position)
    }
  }
}
