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
  package let legalType: LegalType
  /// The works agreement behind the plan, which BetrVG section 87 may ask for.
  package let worksAgreement: String?
  package let clauses: [Clause]

  package func isInForce(on day: CalendarDay) -> Bool {
    guard day >= effectiveFrom else { return false }
    return effectiveTo.map { day < $0 } ?? true
  }
}

/// What a payment is in German law; it decides which rules bind the employer.
package enum LegalType: String, CaseIterable, Sendable {
  case provision
  case zielbonus
  case tantieme
}
