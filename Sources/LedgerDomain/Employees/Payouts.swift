import LedgerEvents

/// What was paid out to one employee, in minor units.
struct Payouts: Equatable, Sendable {
  private(set) var payouts: Set<String> = []
  private(set) var paid: Int64 = 0
}

extension Payouts {
  mutating func evolve(_ paidOut: CommissionPaidOut) {
    guard payouts.insert(paidOut.payoutID).inserted else { return }
    paid = paid.clampedAdding(paidOut.amount.minor)
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
    let amount = try terms.minor(paidOut.amount, .positive, at: "amount")
    _ = try Required.day(paidOut.paidOn, at: "paid_on")
    for id in paidOut.statementIds { try statements.requireKnown(id, at: "statement_ids") }
    guard try paid.checkedAdding(amount, at: "amount") <= statements.payable else {
      throw Rejection(
        .payoutAboveStatements, at: "amount",
        """
        the statements of \(paidOut.employeeID) pay \(terms.text(statements.payable)) in all, \
        \(terms.text(paid)) of it is paid; another \(terms.text(amount)) is too much; issue the \
        statement that it pays first
        """)
    }
  }
}
