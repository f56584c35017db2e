import LedgerEvents

/// What was paid out to one employee, by currency in minor units.
struct Payouts: Equatable, Sendable {
  private(set) var payouts: Set<String> = []
  private(set) var paid: [String: Int64] = [:]
}

extension Payouts {
  mutating func evolve(_ paidOut: CommissionPaidOut) {
    guard payouts.insert(paidOut.payoutID).inserted else { return }
    let amount = paidOut.amount
    paid[amount.currency] = (paid[amount.currency] ?? 0).clampedAdding(amount.minor)
  }
}

extension Payouts {
  func decide(
    _ paidOut: CommissionPaidOut, _ statements: Statements, _ terms: LedgerTerms
  ) throws(Rejection) {
    try Required.identifier(paidOut.payoutID, at: "payout_id")
    guard !payouts.contains(paidOut.payoutID) else {
      throw .duplicate(.payout, paidOut.payoutID, at: "payout_id")
    }
    let paying = try terms.paying(in: paidOut.amount.currency, at: "amount")
    let amount = try paying.minor(paidOut.amount, .positive, at: "amount")
    _ = try Required.day(paidOut.paidOn, at: "paid_on")
    for id in paidOut.statementIds { try statements.requireKnown(id, at: "statement_ids") }
    let (due, before) = (
      statements.payable[paying.currencyCode] ?? 0, paid[paying.currencyCode] ?? 0
    )
    guard try before.checkedAdding(amount, at: "amount") <= due else {
      throw Rejection(
        .payoutAboveStatements, at: "amount",
        """
        the statements of \(paidOut.employeeID) pay \(paying.text(due)) in all, \
        \(paying.text(before)) of it is paid; another \(paying.text(amount)) is too much; issue \
        the statement that it pays first
        """)
    }
  }
}
