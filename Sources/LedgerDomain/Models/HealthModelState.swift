import LedgerEvents

/// The published versions of one health model.
package struct HealthModelState: Equatable, Sendable {
  private(set) var versions = PublishedVersions()

  package init() {}
}

extension HealthModelState {
  /// Folds a recorded fact; one that belongs to another kind of stream changes nothing.
  package mutating func evolve(_ fact: Fact) {
    guard case .healthModelVersionPublished(let published) = fact.data else { return }
    versions.evolve(published.version)
  }

  /// Whether a fact about the model may be recorded; throws why not.
  package func decide(_ fact: Fact, _ surroundings: Surroundings) throws(Rejection) {
    switch fact.data {
    case .healthModelVersionPublished(let published):
      try Required.identifier(published.modelID, at: "model_id")
      try Rejection.check(published.modelID, isSubjectOf: fact, at: "model_id")
      try versions.decide(Publication(published), surroundings)
      if let problem = surroundings.modelProblem(published) {
        throw Rejection(.modelInvalid, at: problem.member, problem.reason)
      }
    case .eventCorrected, .eventRetracted: try Corrections.decide(fact)
    default: throw .wrongSubject(fact)
    }
  }
}

extension Publication {
  init(_ published: HealthModelVersionPublished) {
    self.init(
      name: "health model \(published.modelID)", version: published.version,
      effectiveFrom: published.effectiveFrom,
      effectiveTo: published.hasEffectiveTo ? published.effectiveTo : nil, text: published.text,
      sha256: published.sha256)
  }
}
