import LedgerEvents

/// The published versions of one commission plan.
package struct CommissionPlanState: Equatable, Sendable {
  private(set) var versions = PublishedVersions()

  package init() {}
}

extension CommissionPlanState {
  /// Folds a recorded fact; one that belongs to another kind of stream changes nothing.
  package mutating func evolve(_ fact: Fact) {
    guard case .commissionPlanVersionPublished(let published) = fact.data else { return }
    versions.evolve(published.version)
  }

  /// Whether a fact about the plan may be recorded; throws why not.
  package func decide(
    _ fact: Fact, _ terms: LedgerTerms, _ surroundings: Surroundings
  ) throws(Rejection) {
    switch fact.data {
    case .commissionPlanVersionPublished(let published):
      try Required.identifier(published.planID, at: "plan_id")
      try Rejection.check(published.planID, isSubjectOf: fact, at: "plan_id")
      try versions.decide(Publication(published), surroundings)
    case .eventCorrected, .eventRetracted: try Corrections.decide(fact)
    default: throw .wrongSubject(fact)
    }
  }
}

extension Publication {
  init(_ published: CommissionPlanVersionPublished) {
    self.init(
      name: "commission plan \(published.planID)", version: published.version,
      effectiveFrom: published.effectiveFrom,
      effectiveTo: published.hasEffectiveTo ? published.effectiveTo : nil, text: published.text,
      sha256: published.sha256)
  }
}
