package import Commission
package import Money

/// One posting line for the outside: what one event means for one payee under one clause.
package struct CommissionEntry: Hashable, Sendable {
  /// The event that made the line.
  package struct Trigger: Hashable, Sendable {
    package let id: String
    package let day: CalendarDay
    package let position: UInt64
    package let isReversal: Bool
    /// The position of the correction that is in force on the event.
    package let correctedBy: UInt64?
  }

  /// The same for the same event, clause and payee in every run.
  package let id: String
  package let payee: String
  package let account: String
  package let deal: String
  package let dealType: DealType
  package let trigger: Trigger
  /// The month of the event.
  package let period: Period
  package let plan: String
  package let planVersion: Int
  package let clause: String
  /// As what the payee is credited: `seller`, `manager`, a role, or an agreed share.
  package let role: String
  /// Whether the clause credits each payee in full (doppelte Provisionierung).
  package let isDoubleCredit: Bool
  /// What the event means for the account's revenue; it counts once, however many lines there are.
  package let revenue: Amount
  package let base: Amount
  package let share: Rate
  package let credited: Amount
  package let rate: Rate
  package let amount: Amount
  /// The path of the amount, where it was asked for.
  package let derivation: DerivationNode?
}

/// What one payee gets in one period in one currency.
package struct CommissionTotal: Hashable, Sendable {
  package let payee: String
  package let period: Period
  package internal(set) var amount: Amount
  package internal(set) var lineCount: Int
}
