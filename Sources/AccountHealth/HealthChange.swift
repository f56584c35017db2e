package import Money

/// Why a score changed between two days, in four parts that sum to the change exactly.
///
/// The parts are steps along five assessments, in this order:
///
/// 1. what was known then, of what had happened then, on that day, by the model in force then;
/// 2. **late or corrected facts**: the same with what is known now of what had happened then;
/// 3. **passing time**: the same facts on the later day;
/// 4. **new facts**: with what happened in between;
/// 5. **model version**: by the model in force on the later day.
///
/// Another order would give other parts; this one first sets right what was said then, then lets
/// the account be forgotten, then adds what was done about it, and only at last changes the rules.
package struct HealthChange: Equatable, Sendable {
  package enum Cause: String, CaseIterable, Sendable {
    case lateFacts = "late-or-corrected-facts"
    case passingTime = "passing-time"
    case newFacts = "new-facts"
    case model = "model-version"
  }

  package struct Part: Equatable, Sendable {
    package let cause: Cause
    package let step: HealthStep
  }

  package let since: CalendarDay
  package let before: HealthAssessment
  package let after: HealthAssessment
  package let parts: [Part]

  /// In hundredths of a point.
  package var change: Int { (after.exactScore ?? 0) - (before.exactScore ?? 0) }

  /// `then` and `later` are the days, each with the model in force on it; the facts are what was
  /// known then and now of what had happened by the first day, and what is known now by the second.
  package init(
    then: CalendarDay, modelThen: HealthModel, knownThen: HealthFacts, correctedThen: HealthFacts,
    later: CalendarDay, modelLater: HealthModel, knownLater: HealthFacts
  ) {
    let assessments = [
      AccountHealth.assess(knownThen, asOf: then, model: modelThen),
      AccountHealth.assess(correctedThen, asOf: then, model: modelThen),
      AccountHealth.assess(correctedThen, asOf: later, model: modelThen),
      AccountHealth.assess(knownLater, asOf: later, model: modelThen),
      AccountHealth.assess(knownLater, asOf: later, model: modelLater),
    ]
    since = then
    before = assessments[0]
    after = assessments[4]
    parts = Cause.allCases.enumerated().map { index, cause in
      Part(
        cause: cause, step: HealthStep(from: assessments[index], to: assessments[index + 1]))
    }
  }
}
