package import Commission
package import Money

/// One posting line for the outside: what one event means for one payee under one clause.
package struct CommissionEntry: Hashable, Sendable {
  /// The event that made the line.
  package struct Trigger: Hashable, Sendable {
    package let id: String
    package let day: CalendarDay
    package let position: UInt64
    package let kind: Commission.Trigger.Kind
    package var isReversal: Bool { kind == .reversal }
    /// The position of the correction that is in force on the event.
    package let correctedBy: UInt64?
  }

  /// The same for the same event, clause and payee in every run.
  package let id: String
  package let payee: String
  /// Nil, as `dealType` is, where the line is about no deal.
  package let account: String?
  package let deal: String?
  package let dealType: DealType?
  /// The period that a bonus or a guaranteed minimum is for.
  package let span: Period?
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
  /// Whether it does so because nobody agreed who sold the deal.
  package let isInDoubt: Bool
  /// Whether the payee owes us the amount.
  package let isClaim: Bool
  /// What the event means for the account's revenue; it counts once, however many lines there are.
  package let revenue: Amount
  package let base: Amount
  package let share: Rate
  package let credited: Amount
  /// Nil where no single rate says it.
  package let rate: Rate?
  /// What the event earns.
  package let amount: Amount
  /// What may be paid because of the event.
  package let payable: Amount
  /// What caps over periods took from the amount.
  package let cut: Amount
  package let exchange: Commission.CommissionLine.Exchange?
  /// The path of the amount, where it was asked for.
  package let derivation: DerivationNode?
}

extension [CommissionEntry] {
  /// The sum of one of their amounts in each currency that occurs, in the order of the currencies.
  package func sums(of figure: KeyPath<CommissionEntry, Amount>) throws(MoneyError) -> [Amount] {
    var sums: [Currency: Amount] = [:]
    for line in self {
      let amount = line[keyPath: figure]
      sums[amount.currency] = try (sums[amount.currency] ?? .zero(amount.currency)).adding(amount)
    }
    return sums.values.sorted { $0.currency < $1.currency }
  }
}

/// What one payee gets in one period in one currency.
package struct CommissionTotal: Hashable, Sendable {
  package let payee: String
  package let period: Period
  package internal(set) var amount: Amount
  package internal(set) var payable: Amount
  package internal(set) var lineCount: Int
}
