/// A pattern that practice knows as the beginning of trouble, with its numbers.
///
/// Rates and shares are basis points, rounded down.
package enum HealthWarning: Equatable, Sendable {
  /// More visits, fewer wins or no growth (KPI 16).
  case effortUpYieldDown(EffortAndYield)
  /// Hardly anybody but purchasing is met (KPI 17).
  case purchasingOnly(PurchasingShare)
  /// The current account plan was written by one function alone (KPI 20).
  case planAlone(PlanAuthors)

  package struct EffortAndYield: Equatable, Sendable {
    package let visits: Int
    /// Visits of the four quarters before, together.
    package let visitsBefore: Int
    package let closed: Int
    package let winRate: Int?
    package let closedBefore: Int
    package let winRateBefore: Int?
    /// Growth of revenue over the window before; nothing if there was none.
    package let revenueGrowth: Int?
    package let isWinRateDown: Bool
    package let evidence: [HealthFacts.Position]

    /// No growth at all, or less revenue.
    package var isRevenueFlat: Bool { revenueGrowth.map { $0 <= 0 } ?? false }
  }

  package struct PurchasingShare: Equatable, Sendable {
    package let purchasingOnly: Int
    package let known: Int
    package let share: Int
    package let evidence: [HealthFacts.Position]
  }

  package struct PlanAuthors: Equatable, Sendable {
    package let contributors: Int
    package let ageDays: Int
    package let evidence: [HealthFacts.Position]
  }

  /// The warning's name in files and answers.
  package var id: String {
    switch self {
    case .effortUpYieldDown: "effort-up-yield-down"
    case .purchasingOnly: "purchasing-only"
    case .planAlone: "plan-alone"
    }
  }

  package var evidence: [HealthFacts.Position] {
    switch self {
    case .effortUpYieldDown(let found): found.evidence
    case .purchasingOnly(let found): found.evidence
    case .planAlone(let found): found.evidence
    }
  }
}
