extension HealthModel {
  /// A way of turning an account's facts into one integer; days are full days back from the as-of
  /// day, which itself is the first of them.
  package enum Measure: Equatable, Sendable {
    /// The share of the roles decider, user, influencer and buyer met in the window, in basis
    /// points (KPI 18).
    case buyingCentreCoverage(window: Int)
    /// Days since the last interaction or review with the top level (KPI 18).
    case daysSinceTopLevel
    /// The share of interactions with purchasing alone, in basis points (KPI 17).
    case purchasingOnlyShare(window: Int, minimum: Int)
    /// The age of the current plan in days; `alone` stands for it when the contributors have one
    /// function only (KPI 20).
    case planAge(alone: Int)
    /// Revenue above or below its path, in basis points of the path (KPI 2).
    case revenueAgainstPath(basis: HealthFacts.RevenueBasis, window: Int, minimumDays: Int)
    /// Contribution margin I (Deckungsbeitrag I) in basis points of revenue (KPI 3).
    case contributionMargin(basis: HealthFacts.RevenueBasis, window: Int)
    /// The win rate of the window minus that of the window before it, in basis points (KPI 15).
    case winRateChange(window: Int, minimum: Int)
    /// Days to the next contract end that nobody is preparing; `secured` stands for it when there
    /// is none.
    case daysToContractEnd(secured: Int)
    /// The change of the annual value of running contracts, in basis points.
    case contractValueChange(window: Int)
    /// Open and fading escalations, weighted, in ten-thousandths of an escalation point.
    case escalationLoad(halfLife: Int, window: Int)
    /// The median of time to resolution over its target, in basis points (KPI 10).
    case resolutionTime(window: Int)
    /// The newest answers of each contact on the instruments' lines, in hundredths of a point
    /// (KPI 11, 12).
    case voice(window: Int, halfLife: Int, lines: [InstrumentLine])

    /// The days the measure looks back, if it has a window.
    package var window: Int? {
      switch self {
      case .buyingCentreCoverage(let window), .purchasingOnlyShare(let window, _),
        .revenueAgainstPath(_, let window, _), .contributionMargin(_, let window),
        .winRateChange(let window, _), .contractValueChange(let window),
        .escalationLoad(_, let window), .resolutionTime(let window), .voice(let window, _, _):
        window
      case .daysSinceTopLevel, .planAge, .daysToContractEnd: nil
      }
    }
  }

  /// What the answers to one instrument are worth; the value is the place on the answer's own
  /// scale in basis points, 0 for its worst and 10,000 for its best end.
  package struct InstrumentLine: Equatable, Sendable {
    package var instrument: HealthFacts.Instrument
    package var scale: PiecewiseLinear

    package init(_ instrument: HealthFacts.Instrument, _ scale: PiecewiseLinear) {
      self.instrument = instrument
      self.scale = scale
    }
  }

  /// Conditions that cap the score.
  package enum CapCondition: Equatable, Sendable {
    /// A customer gave notice and it stands; still counted for some days after it took effect.
    case noticeReceived(lingering: Int)
    /// A severity-1 escalation is open beyond its target.
    case worstEscalationOverdue
    /// A contract ends within some days and nobody is preparing its renewal.
    case contractEnding(within: Int)
    /// A decider left, without a successor, and no decider was found since.
    case deciderLost

    /// The condition's name in files and answers.
    package var id: String {
      switch self {
      case .noticeReceived: "notice-received"
      case .worstEscalationOverdue: "severity-1-overdue"
      case .contractEnding: "contract-ending"
      case .deciderLost: "decider-lost"
      }
    }
  }

  /// What an escalation weighs and how fast it should be resolved, by severity 1 to 4.
  package struct ServiceLevels: Equatable, Sendable {
    /// Ten-thousandths of an escalation point.
    package var weights: [Int]
    package var targetDays: [Int]
    /// Days after which an open escalation weighs twice as much as on its first day.
    package var doublingDays: Int

    package init(weights: [Int], targetDays: [Int], doublingDays: Int) {
      self.weights = weights
      self.targetDays = targetDays
      self.doublingDays = doublingDays
    }

    func weight(severity: Int) -> Int { Self.value(weights, severity) }
    func target(severity: Int) -> Int { Self.value(targetDays, severity) }

    /// A severity outside the table is taken as the nearest one in it.
    private static func value(_ table: [Int], _ severity: Int) -> Int {
      table.isEmpty ? 0 : table[min(max(severity, 1), table.count) - 1]
    }
  }

  /// What counts as preparing a renewal.
  package struct RenewalRules: Equatable, Sendable {
    /// A renewal opportunity counts for so many days after it was identified.
    package var opportunityDays: Int

    package init(opportunityDays: Int) {
      self.opportunityDays = opportunityDays
    }
  }
}
