package import Money

/// The health of an account: a pure function of facts, a day and a model, in integers.
package enum AccountHealth {
  /// Assesses the account described by `facts` as of `asOf` by the rules of `model`.
  ///
  /// Each dimension's score is the mean of its indicators by weight times strength of evidence, and
  /// the dimension keeps its weight as far as its best indicator is backed: missing indicators give
  /// their weight to the others of their dimension, a dimension without evidence to the other
  /// dimensions. The order of the facts does not matter, and no fact is too large for it.
  package static func assess(
    _ facts: HealthFacts, asOf: CalendarDay, model: HealthModel
  ) -> HealthAssessment {
    let view = AccountView(facts, asOf: asOf)
    let draft = Scoring(view: view, model: model)
    let holding = model.caps.compactMap { cap in
      let evidence = view.evidence(for: cap.condition, model: model)
      return evidence.isEmpty ? nil : (cap: cap, evidence: evidence)
    }
    // The first of several equally low limits is the one that binds.
    let lowest = holding.map(\.cap.limit).min()
    let binding = holding.firstIndex { $0.cap.limit == lowest }
    let score = draft.score.map { min($0, max(0, lowest ?? $0)) }
    let caps = holding.enumerated().map { index, held in
      let isBinding = index == binding
      return HealthAssessment.Cap(
        condition: held.cap.condition, limit: held.cap.limit, evidence: held.evidence,
        effect: isBinding ? (score ?? 0) - (draft.score ?? 0) : 0,
        points: isBinding ? (score ?? 0) / 100 - (draft.score ?? 0) / 100 : 0)
    }
    return HealthAssessment(
      modelID: model.id, modelVersion: model.version, asOf: asOf, score: score.map { $0 / 100 },
      exactScore: score, band: band(score, coverage: draft.coverage, bands: model.bands),
      coverageBp: draft.coverage, indicators: draft.indicators, dimensions: draft.dimensions,
      caps: caps, warnings: view.warnings(model.warnings))
  }

  private static func band(
    _ score: Int?, coverage: Int, bands: HealthModel.Bands
  ) -> HealthAssessment.Band {
    guard let score, coverage >= bands.minimumCoverage else { return .tooLittleEvidence }
    if score >= bands.green { return .green }
    return score >= bands.amber ? .amber : .red
  }
}
