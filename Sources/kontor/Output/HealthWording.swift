import AccountHealth
import Money
import Printing
import Projections

extension HealthAssessment.Band {
  var words: String {
    switch self {
    case .green: "green"
    case .amber: "amber"
    case .red: "red"
    case .tooLittleEvidence: "too little evidence"
    }
  }
}

extension HealthAssessment.Indicator {
  /// The value that was measured by a model, in its unit, or why there is none.
  func finding(_ model: HealthModel) -> String {
    switch measurement {
    case .missing(let reason): "\(reason)"
    case .known(let reading):
      model.parts.flatMap(\.indicators).first { $0.id == id }?.measure.words(reading.value)
        ?? "\(reading.value)"
    }
  }
}

extension HealthModel.Measure {
  /// A value of this measure with its unit.
  fileprivate func words(_ value: Int) -> String {
    switch self {
    case .buyingCentreCoverage: "\(Self.percent(value)) of the buying centre met"
    case .daysSinceTopLevel: "\(value) days since the top level was met"
    case .purchasingOnlyShare: "\(Self.percent(value)) with purchasing alone"
    case .planAge: "counts as a plan of \(value) days"
    case .revenueAgainstPath: "\(Self.percent(value)) against the path"
    case .contributionMargin: "\(Self.percent(value)) margin (Deckungsbeitrag I)"
    case .winRateChange: "\(Self.percent(value)) change of the win rate"
    case .daysToContractEnd: "\(value) days to a contract end"
    case .contractValueChange: "\(Self.percent(value)) change of contract value"
    case .escalationLoad: "\(Self.tenThousandths(value)) escalation points"
    case .resolutionTime: "\(Self.percent(value)) of the target time"
    case .voice: "answers worth \(value / 100) of 100"
    }
  }

  private static func tenThousandths(_ value: Int) -> String {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: 10_000)
    return "\(whole)." + "\(10_000 + rest)".dropFirst()
  }

  private static func percent(_ basisPoints: Int) -> String {
    "\(Rate(basisPoints: Int64(basisPoints)))"
  }
}

extension Measurement {
  var positions: [UInt64] {
    switch self {
    case .known(let reading): reading.evidence
    case .missing: []
    }
  }
}

extension HealthModel.CapCondition {
  var words: String {
    switch self {
    case .noticeReceived: "the customer gave notice (Kündigung)"
    case .worstEscalationOverdue: "an escalation of severity 1 is overdue"
    case .contractEnding(let days):
      "a contract ends within \(days) days and nobody prepares its renewal"
    case .deciderLost: "a decider left and nobody followed"
    }
  }
}

extension HealthChange.Cause {
  var words: String {
    switch self {
    case .lateFacts: "late or corrected facts"
    case .passingTime: "passing time"
    case .newFacts: "new facts"
    case .model: "model version"
    }
  }
}

extension HealthModel {
  /// Such as `ka-1 version 1`.
  var words: String { "\(id) version \(version)" }
}

extension ModelInForce {
  /// The model and where it comes from.
  var words: String {
    "\(model.words), " + (publication.map { "published at position \($0)" } ?? "built in")
  }
}

extension Int {
  /// Hundredths of a point as points, such as 63.08.
  var points: String {
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 100)
    return (self < 0 ? "-" : "") + "\(whole)." + "\(100 + rest)".dropFirst()
  }

  /// As `points`, with its sign.
  var signedPoints: String { (self > 0 ? "+" : "") + points }
}

extension HealthWarning {
  var words: String {
    switch self {
    case .effortUpYieldDown(let found):
      """
      more effort, less yield: \(found.visits) visits in the last quarter, \(found.visitsBefore) in \
      the four before it together; win rate \(percent(found.winRate)) of \(found.closed), before \
      \(percent(found.winRateBefore)) of \(found.closedBefore)\
      \(found.revenueGrowth.map { "; revenue \(percent($0))" } ?? "")
      """
    case .purchasingOnly(let found):
      """
      only purchasing is met (nur der Einkauf): \(found.purchasingOnly) of \(found.known) \
      interactions, \(percent(found.share))
      """
    case .planAlone(let found):
      """
      the account plan was filled in alone: \(found.contributors) contributors of one function, \
      \(found.ageDays) days old
      """
    }
  }

  private func percent(_ basisPoints: Int?) -> String {
    basisPoints.map { "\(Rate(basisPoints: Int64($0)))" } ?? "unknown"
  }
}
