import LedgerEvents
import Money

/// The targets of one subject, each in its newest version, and the forecasts, which follow no state.
struct Targets: Equatable, Sendable {
  struct Aim: Hashable, Sendable {
    let kpi: String
    let period: String
  }

  private(set) var versions: [Aim: UInt32] = [:]
}

extension Targets {
  mutating func evolve(_ set: TargetSet) {
    let aim = Aim(kpi: set.kpi, period: set.period)
    versions[aim] = max(versions[aim] ?? 0, set.version)
  }
}

extension Targets {
  func decide(_ set: TargetSet, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    try requireScope(set.scope, of: fact)
    try Required.text(set.kpi, at: "kpi")
    try Required.period(set.period, at: "period")
    try terms.quantity(set.value, at: "value")
    try Rejection.check(
      set.version, follows: versions[Aim(kpi: set.kpi, period: set.period)],
      of: "the target \(set.kpi) for \(set.period)")
  }

  func decide(
    _ submitted: ForecastSubmitted, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try requireScope(submitted.scope, of: fact)
    try Required.period(submitted.period, at: "period")
    try terms.minor(submitted.amount, .notNegative, at: "amount")
    try Required.choice(submitted.category, at: "category")
    _ = try Required.day(submitted.asOf, at: "as_of")
  }

  private func requireScope(_ scope: String, of fact: Fact) throws(Rejection) {
    guard scope != fact.subject else { return }
    try Required.subject(scope, at: "scope")
    throw Rejection(
      .subjectDiffers, at: "scope",
      "the event's subject is \(fact.subject), but its scope is \(scope); write the same in both")
  }
}
