package import Money

/// An advance (Vorschuss, Garantie) that is paid each month whatever was earned.
package struct Draw: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Paid back from what is earned above the draw.
    case recoverable
    case notRecoverable = "not_recoverable"
    /// Recoverable until the end of the year, then forgiven.
    case forgivenAtYearEnd = "forgiven_at_year_end"
  }

  package let payees: [String]?
  package let amount: Amount
  package let kind: Kind
  package let from: CalendarDay
  package let to: CalendarDay?

  package init(
    payees: [String]?, amount: Amount, kind: Kind, from: CalendarDay, to: CalendarDay?
  ) {
    self.payees = payees
    self.amount = amount
    self.kind = kind
    self.from = from
    self.to = to
  }

  /// Whether it is paid for a period, which must begin while it holds.
  package func holds(for payee: String, in period: Period) -> Bool {
    guard payees?.contains(payee) ?? true else { return false }
    return from <= period.start && (to.map { period.start < $0 } ?? true)
  }
}

/// What happens with a balance below zero.
package enum NegativeBalance: String, CaseIterable, Sendable {
  /// Carried and set off against what is earned later.
  case carry
  /// Shown as a claim in the period itself; nothing is carried.
  case claim
}
