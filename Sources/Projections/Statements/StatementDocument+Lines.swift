import Commission
import Money

extension StatementDocument.Line {
  init(
    _ entry: CommissionEntry, _ correction: StatementDocument.Correction?, _ clauseText: String?
  ) {
    self.init(
      id: entry.id, correction: correction, day: entry.trigger.day, event: entry.trigger.id,
      position: entry.trigger.position, account: entry.account, deal: entry.deal,
      dealType: entry.dealType?.rawValue, role: entry.role, plan: entry.plan,
      planVersion: entry.planVersion, clause: entry.clause, clauseText: clauseText,
      isDoubleCredit: entry.isDoubleCredit, isInDoubt: entry.isInDoubt, isClaim: entry.isClaim,
      base: entry.base, share: "\(entry.share)", credited: entry.credited,
      rate: entry.rate.map { "\($0)" }, amount: entry.amount, payable: entry.payable,
      cut: entry.cut,
      exchange: entry.exchange.map {
        """
        \($0.original) \($0.original.currency) at \($0.rate.decimal) of \($0.day) (\($0.source))
        """
      })
  }

  /// By day and id; a line that moved stands before what is taken back of it.
  func precedes(_ other: StatementDocument.Line) -> Bool {
    (day, id, correction == nil ? 0 : 1) < (other.day, other.id, other.correction == nil ? 0 : 1)
  }

  /// The same line with other amounts, as a correction.
  func changed(
    amount: Amount, payable: Amount, _ correction: StatementDocument.Correction?
  ) -> StatementDocument.Line {
    StatementDocument.Line(
      id: id, correction: correction, day: day, event: event, position: position,
      account: account, deal: deal, dealType: dealType, role: role, plan: plan,
      planVersion: planVersion, clause: clause, clauseText: clauseText,
      isDoubleCredit: isDoubleCredit, isInDoubt: isInDoubt, isClaim: isClaim, base: base,
      share: share, credited: credited, rate: rate, amount: amount, payable: payable, cut: cut,
      exchange: exchange)
  }
}

extension StatementDocument {
  /// The same statement with the names of who prepared and who approved it.
  package func signed(_ signatures: Signatures) -> StatementDocument {
    StatementDocument(
      id: id, ledger: ledger, payee: payee, period: period, due: due, basisSize: basisSize,
      basisRoot: basisRoot, engineRevision: engineRevision, plans: plans, signatures: signatures,
      lines: lines, balance: balance)
  }
}
