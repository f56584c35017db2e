package import Money

/// What must hold before something is paid or multiplied.
package struct Condition: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    /// The exact ratio of margin to net value.
    case margin
    /// The reduction of the regular price as a part of it.
    case discount
    /// The net value of the deal, in minor units.
    case dealSize
    /// The attainment that was established for the payee, the figure and the period of the deal.
    case goal(kpi: String, in: Period.Length)
  }

  package enum Comparison: String, CaseIterable, Sendable {
    case atLeast = "at_least"
    case atMost = "at_most"
    case above
    case below

    func holds(_ left: Rate, _ right: Rate) -> Bool {
      switch self {
      case .atLeast: left >= right
      case .atMost: left <= right
      case .above: left > right
      case .below: left < right
      }
    }
  }

  package let subject: Subject
  package let comparison: Comparison
  package let value: Rate
}

/// A condition on the rate: below it the clause pays another rate, or nothing.
package struct Gate: Hashable, Sendable {
  package let condition: Condition
  /// Nil: nothing is paid.
  package let otherwise: Rate?
}

/// Something the commission is multiplied by, always or when a condition holds.
package struct Multiplier: Hashable, Sendable {
  package let factor: Rate
  package let condition: Condition?
}
