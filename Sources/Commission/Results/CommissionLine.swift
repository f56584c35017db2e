package import Money

/// One posting line: what one event means for one payee under one clause.
package struct CommissionLine: Hashable, Sendable {
  /// The event that made the line.
  package let trigger: Trigger
  /// Nil where the line is about no deal: a bonus, a guaranteed minimum, an adjustment.
  package let deal: Name?
  package let dealType: DealType?
  package let account: Name?
  /// The period that a bonus or a guaranteed minimum is for.
  package var span: Period?
  package let payee: Name
  package let label: CreditLabel
  package let plan: Name
  package let planVersion: Int
  package let clause: Name
  /// Whether the clause credits each payee in full (doppelte Provisionierung).
  package let doubleCredit: Bool
  /// Whether it does so because nobody agreed who sold the deal.
  package let inDoubt: Bool
  /// Whether the payee owes us the amount.
  package let isClaim: Bool
  /// What the event means for the account's revenue; every line of the event says the same, and it
  /// counts once.
  package let revenue: Amount
  package let base: Amount
  package let share: Rate
  /// The part of the base that is credited to the payee.
  package let credited: Amount
  /// Nil where no single rate says it: rates by line, fixed amounts, a very fine mixture of tiers.
  package let rate: Rate?
  /// What the event earns.
  package let amount: Amount
  /// What may be paid because of the event; over all lines it adds up to no more than is earned.
  package let payable: Amount
  /// What caps and minimums took from the amount.
  package let cut: Amount
  /// The exchange by which the amounts were converted.
  package var exchange: Exchange?

  /// What led to a line that no deal stands behind.
  var notes: [Note] = []

  struct Note: Hashable, Sendable {
    let step: DerivationNode.Step
    let text: String
    var positions: [UInt64] = []
  }

  package struct Exchange: Hashable, Sendable {
    /// The amount earned before.
    package let original: Amount
    package let rate: Rate
    package let day: CalendarDay
    package let source: String
    package let position: UInt64
  }

  /// The same for the same event, clause and payee in every run, also under another plan version.
  package func id(_ names: NameTable) -> String {
    let tail = "\(names.text(plan))/\(names.text(clause))/\(label)/\(names.text(payee))"
    guard let deal, let dealType else {
      let what = span.map { "\($0)" } ?? names.text(trigger.id)
      return "\(trigger.kind == .adjustment ? "adjustment" : "period")/\(what)/\(tail)"
    }
    let event = "\(dealType.rawValue)/\(names.text(deal))"
    return switch trigger.kind {
    case .sale: "\(event)/\(tail)"
    case .reversal: "\(event)/\(names.text(trigger.id))/\(tail)"
    case .milestone: "\(event)/\(names.text(trigger.id))/\(tail)"
    case .otherDeal: "\(event)/true-up-\(names.text(trigger.id))/\(tail)"
    case .date: "\(event)/\(trigger.day)/\(tail)"
    case .periodEnd, .adjustment: "\(event)/\(trigger.day)/\(tail)"
    }
  }

  /// The month, quarter or year in which the line is settled: that of its event.
  package func period(_ length: Period.Length) throws(MoneyError) -> Period {
    try Period(length, of: trigger.day)
  }
}
