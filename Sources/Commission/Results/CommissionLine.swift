package import Money

/// One posting line: what one event means for one payee under one clause.
package struct CommissionLine: Hashable, Sendable {
  /// The sale or the reversal that made the line.
  package let trigger: Trigger
  package let deal: Name
  package let dealType: DealType
  package let account: Name
  package let payee: Name
  package let label: CreditLabel
  package let plan: Name
  package let planVersion: Int
  package let clause: Name
  /// Whether the clause credits each payee in full (doppelte Provisionierung).
  package let doubleCredit: Bool
  /// What the event means for the account's revenue; every line of the event says the same, and it
  /// counts once.
  package let revenue: Amount
  package let base: Amount
  package let share: Rate
  /// The part of the base that is credited to the payee.
  package let credited: Amount
  package let rate: Rate
  package let amount: Amount

  /// The same for the same event, clause and payee in every run, also under another plan version.
  package func id(_ names: NameTable) -> String {
    let event =
      trigger.isReversal ? "\(names.text(deal))/\(names.text(trigger.id))" : names.text(deal)
    return """
      \(dealType.rawValue)/\(event)/\(names.text(plan))/\(names.text(clause))/\(label)/\
      \(names.text(payee))
      """
  }

  /// The month, quarter or year in which the line is settled: that of its event.
  package func period(_ length: Period.Length) throws(MoneyError) -> Period {
    try Period(length, of: trigger.day)
  }
}
