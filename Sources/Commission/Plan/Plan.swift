package import Money

/// One version of a commission plan, read from its text and checked for its meaning.
package struct Plan: Hashable, Sendable {
  package let id: String
  package let version: Int
  package let title: String?
  package let effectiveFrom: CalendarDay
  /// The first day on which the version is not in force any more; nil while it is open.
  package let effectiveTo: CalendarDay?
  package let currency: Currency
  package let rounding: Rounding
  package let remainder: Remainder
  package let legalType: LegalType
  /// The works agreement behind the plan, which BetrVG section 87 may ask for.
  package let worksAgreement: String?
  package let payout: Payout
  package let catalogue: [String: CatalogueEntry]
  package let clauses: [Clause]
  package let bonuses: [Bonus]
  /// Over all clauses of the plan together.
  package let limits: [Limits.PerPeriod]
  /// What German law voids or asks for, and the plan says all the same.
  package let warnings: [PlanWarning]

  /// The currency of what it pays.
  var paidIn: Currency { payout.exchange?.currency ?? currency }

  /// Whether a ladder of an account is measured against the target of the account.
  package var measuresAccountsByTarget: Bool {
    clauses.contains { clause in
      guard let tiers = clause.tiers, tiers.span == .account, case .kpi = tiers.target else {
        return false
      }
      return true
    }
  }

  package func isInForce(on day: CalendarDay) -> Bool {
    guard day >= effectiveFrom else { return false }
    return effectiveTo.map { day < $0 } ?? true
  }
}

/// How and when a plan's commissions are settled.
package struct Payout: Hashable, Sendable {
  /// A month, or a quarter at most (HGB 87c (1)).
  package var statementPeriod = Period.Length.month
  package var negativeBalance = NegativeBalance.carry
  package var draws: [Draw] = []
  package var exchange: Exchange?

  /// Into which currency amounts are converted, and at the rate of which day.
  package struct Exchange: Hashable, Sendable {
    package enum RateDay: String, CaseIterable, Sendable {
      /// The deal's anchor day.
      case anchor
      /// The day of the event that makes the amount payable.
      case trigger
    }

    package let currency: Currency
    package let rateDay: RateDay
  }
}

/// What a payment is in German law; it decides which rules bind the employer.
package enum LegalType: String, CaseIterable, Sendable {
  case provision
  case zielbonus
  case tantieme
}

/// A clause that can be computed but that the law voids, or a thing it asks for that is missing.
package struct PlanWarning: Hashable, Sendable {
  package let line: Int
  package let column: Int
  package let section: String
  package let message: String
}

extension Plan {
  /// The same rules as if they had always been in force, for comparing plans over a whole history.
  package func forAllDays() -> Plan {
    guard let first = try? CalendarDay(year: 1, month: 1, day: 1) else { return self }
    return Plan(
      id: id, version: version, title: title, effectiveFrom: first, effectiveTo: nil,
      currency: currency, rounding: rounding, remainder: remainder, legalType: legalType,
      worksAgreement: worksAgreement, payout: payout, catalogue: catalogue, clauses: clauses,
      bonuses: bonuses, limits: limits, warnings: warnings)
  }
}
