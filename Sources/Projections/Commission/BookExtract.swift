package import Money

/// The book extract (Buchauszug, HGB 87c (2)) of one payee: every deal of a span that the payee has to
/// do with, with all that the books say about it, whether it earns anything or not.
package struct BookExtract: Sendable {
  package let payee: String
  package let from: CalendarDay
  /// The last day that belongs to the span.
  package let to: CalendarDay
  /// In the order of the deals' days.
  package let rows: [ExtractRow]
  /// The payee's lines of the span that no deal stands behind: bonuses, minimums, adjustments.
  package let withoutDeal: [ExtractLine]
  /// One for each currency.
  package let sums: [ExtractSum]
  /// What could not be understood.
  package let unreadable: [UnreadableEvent]
  package let speaksFor: Standpoint
}

/// The sums of an extract in one currency, and how they agree with the lines of the same span.
///
/// A deal belongs to the span in which it was made, a line to that of its event: the commission for
/// an order of December that is paid in January stands in the extract of December and in the
/// statement of January. So `deals - elsewhere + others + withoutDeal == lines`.
package struct ExtractSum: Hashable, Sendable {
  package let currency: Currency
  /// The commission of the rows.
  package internal(set) var deals: Amount
  /// What of it belongs to lines outside the span.
  package internal(set) var elsewhere: Amount
  /// The lines of the span for deals outside it.
  package internal(set) var others: Amount
  /// The lines of the span without a deal.
  package internal(set) var withoutDeal: Amount
  /// All lines of the span, as `kontor commission lines` lists them.
  package internal(set) var lines: Amount
  /// What of the rows' commission may be paid, and what was.
  package internal(set) var payable: Amount
  package internal(set) var paidOut: Amount

  init(_ currency: Currency) {
    let zero = Amount.zero(currency)
    self.currency = currency
    (deals, elsewhere, others) = (zero, zero, zero)
    (withoutDeal, lines, payable, paidOut) = (zero, zero, zero, zero)
  }

  /// What the extract shows in all: the deals of the span and what has no deal.
  package func total() throws(MoneyError) -> Amount { try deals.adding(withoutDeal) }
}

/// A line of a payee with what a reader of the books needs to check it.
package struct ExtractLine: Hashable, Sendable {
  package let entry: CommissionEntry
  /// The rate in words, item by item where each has its own (Provisionssatz).
  package let levels: [String]
  /// The words of the clause, where the plan states them.
  package let clauseText: String?
  /// When it is earned and payable, in words.
  package let release: String?
  /// The statements that contain it: the first one, then those with a correction of it.
  package let statements: [String]
  /// The payouts that name these statements.
  package let payouts: [ExtractPayout]
  /// Whether these statements were paid out, each of them.
  package let isPaidOut: Bool
}

/// A payout of commission that names a statement.
package struct ExtractPayout: Hashable, Sendable {
  package let id: String
  package let day: CalendarDay
  /// For all statements that it names together.
  package let amount: Amount
  package let reference: String?
}

/// What the payee, or the firm, said against a statement or a decision.
package struct ExtractDispute: Hashable, Sendable {
  package let id: String
  package let day: CalendarDay
  /// The statement or decision.
  package let about: String
  package let line: String?
  package let reason: String
  package var settledOn: CalendarDay?
  /// upheld, amended or withdrawn.
  package var result: String?
  package var resolution: String?
}
