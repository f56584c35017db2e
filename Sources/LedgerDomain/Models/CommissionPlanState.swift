import Commission
import LedgerEvents
import Money

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
      try decide(published, terms)
    case .eventCorrected, .eventRetracted: try Corrections.decide(fact)
    default: throw .wrongSubject(fact)
    }
  }

  /// The text must be a plan, and the event must say of it what it says of itself.
  private func decide(
    _ published: CommissionPlanVersionPublished, _ terms: LedgerTerms
  ) throws(Rejection) {
    let plan: Plan
    do {
      plan = try Plan.parse(published.text)
    } catch {
      throw Rejection(
        .planInvalid, at: "text", "the plan cannot be used; correct these lines:\n\(error)")
    }
    try require(plan.id, is: published.planID, at: "plan_id")
    try require("\(plan.version)", is: "\(published.version)", at: "version")
    try require(
      "\(plan.effectiveFrom)", is: Self.text(published.effectiveFrom), at: "effective_from")
    try require(
      plan.effectiveTo.map { "\($0)" } ?? "absent",
      is: published.hasEffectiveTo ? Self.text(published.effectiveTo) : "absent",
      at: "effective_to")
    guard plan.currency == terms.currency else {
      throw Rejection(
        .foreignCurrency, at: "text",
        """
        the plan pays in \(plan.currency), but this ledger keeps \(terms.currencyCode); write \
        currency: \(terms.currencyCode) and its amounts
        """)
    }
  }

  private func require(
    _ inText: String, is given: String, at member: String
  ) throws(Rejection) {
    guard inText != given else { return }
    throw Rejection(
      .planDiffers, at: member,
      "the event says \(given), but the plan's text says \(inText); write the same in both")
  }

  private static func text(_ day: Day) -> String { day.calendarDay.map { "\($0)" } ?? "no day" }
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
