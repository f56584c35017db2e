package import Commission

/// Which plans a calculation goes by.
package indirect enum PlanChoice: Sendable {
  /// Those that were published and known.
  case published
  /// As if this text had been published last; nothing of it is recorded.
  case adding(Plan)
  /// Only this version of its plan, for every day; other plans stay.
  case only(plan: String, version: Int)
  /// Only this text in the place of its plan, for every day; other plans stay.
  case replacing(Plan)
  /// Without any version of a plan, and the others as chosen.
  case without(plan: String, PlanChoice)

  func apply(to facts: inout CommissionFacts) throws {
    switch self {
    case .published: return
    case .adding(let plan): facts.publish(plan, at: .max)
    case .replacing(let plan):
      facts = facts.withoutPlan(plan.id)
      facts.publish(plan.forAllDays(), at: .max)
    case .without(let id, let others):
      facts = facts.withoutPlan(id)
      try others.apply(to: &facts)
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

/// A version of a plan to be compared: one that was published, or a text that need not be.
package enum PlanSource: Sendable {
  case published(plan: String, version: Int)
  case text(Plan)

  package var id: String {
    switch self {
    case .published(let plan, _): plan
    case .text(let plan): plan.id
    }
  }

  package var version: Int {
    switch self {
    case .published(_, let version): version
    case .text(let plan): plan.version
    }
  }

  /// As if it had always been in force, and no version of the other plan ever.
  func always(insteadOf other: PlanSource) -> PlanChoice {
    let alone: PlanChoice =
      switch self {
      case .published(let plan, let version): .only(plan: plan, version: version)
      case .text(let plan): .replacing(plan)
      }
    return id == other.id ? alone : .without(plan: other.id, alone)
  }
}
