package import Money

/// A variable part of the pay that depends on goals and not on single deals.
package struct Bonus: Hashable, Sendable {
  package struct Goal: Hashable, Sendable {
    package enum Scope: String, CaseIterable, Sendable {
      case payee, ledger
    }

    package let kpi: String
    package let scope: Scope
    package let weight: Rate
    /// The most that counts of the goal's attainment.
    package let cap: Rate?
    /// Below it the goal counts as not attained at all.
    package let floor: Rate?
  }

  package enum Target: Hashable, Sendable {
    /// The variable part agreed with each payee, for the part of a year that the period is.
    case payTerms
    case amount(Amount)
  }

  package let id: String
  package let line: Int
  package let text: String?
  package let period: Period.Length
  /// Nil: everybody with pay terms.
  package let payees: [String]?
  package let target: Target
  package let prorate: Proration
  package let goals: [Goal]
  package let attainmentCap: Rate?
  /// Every goal must reach it, or nothing is paid.
  package let everyGoalAtLeast: Rate?
  /// What an attainment pays, as a part of the target; nil: the attainment itself.
  package let curve: [CurvePoint]

  /// From this attainment on, this part of the target is paid.
  package struct CurvePoint: Hashable, Sendable {
    package let from: Rate
    package let pays: Rate
  }
}
