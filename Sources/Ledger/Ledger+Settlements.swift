import LedgerEvents
package import Money
package import Projections
import SwiftProtobuf

/// What goes on around statements: payouts, disputes, and what two people grant or take by hand.
extension Ledger {
  /// Records that statements were paid; refused above what they pay.
  package func payOut(
    _ payout: StatementBook.Payout, actor: String
  ) throws(LedgerError) -> Outcome {
    try record(payout.id, of: payout.payee, on: payout.paidOn, actor) {
      CommissionPaidOut.with {
        $0.payoutID = payout.id
        $0.employeeID = payout.payee
        $0.amount = MoneyValue(payout.amount)
        $0.paidOn = Day(payout.paidOn)
        $0.statementIds = payout.statements
        if let reference = payout.reference { $0.reference = reference }
      }
    }
  }

  /// Records that a payee disputes a statement or one of its lines.
  package func dispute(
    _ dispute: StatementBook.Dispute, actor: String
  ) throws(LedgerError) -> Outcome {
    try record(dispute.id, of: dispute.payee, on: today, actor) {
      CommissionStatementDisputed.with {
        $0.disputeID = dispute.id
        $0.statementID = dispute.statement
        if let line = dispute.line { $0.lineID = line }
        $0.reason = dispute.reason
      }
    }
  }

  package enum DisputeResult: String, CaseIterable, Sendable {
    case upheld, amended, withdrawn
  }

  /// Records how a dispute ended; the approver is somebody else than who records it.
  package func settle(
    dispute id: String, of payee: String, _ result: DisputeResult, resolution: String?,
    approver: String, actor: String
  ) throws(LedgerError) -> Outcome {
    try record("\(id)-settled", of: payee, on: today, actor) {
      CommissionStatementDisputeSettled.with {
        $0.disputeID = id
        $0.result =
          switch result {
          case .upheld: .upheld
          case .amended: .amended
          case .withdrawn: .withdrawn
          }
        if let resolution { $0.resolution = resolution }
        $0.approverID = approver
      }
    }
  }

  /// An amount granted or taken by hand.
  package struct ManualAmount: Sendable {
    let id: String
    let payee: String
    let amount: Amount
    let reason: String
    let legalGround: String?
    let period: Period?

    package init(
      id: String, payee: String, amount: Amount, reason: String, legalGround: String?,
      period: Period?
    ) {
      self.id = id
      self.payee = payee
      self.amount = amount
      self.reason = reason
      self.legalGround = legalGround
      self.period = period
    }
  }

  /// Records an adjustment that one person prepared and another one approved; refused for somebody
  /// whom no record knows.
  ///
  /// No rule of the domain says so: a file may bring the amounts before the people.
  package func adjust(
    _ adjustment: ManualAmount, _ signatures: StatementDocument.Signatures, actor: String
  ) throws(LedgerError) -> Outcome {
    if let unknown = try unknownPayee(adjustment.payee) {
      return .rejected(Refusal(unknown))
    }
    return try record(adjustment.id, of: adjustment.payee, on: today, actor) {
      CommissionAdjusted.with {
        $0.adjustmentID = adjustment.id
        $0.employeeID = adjustment.payee
        $0.amount = MoneyValue(adjustment.amount)
        $0.reason = adjustment.reason
        $0.preparerID = signatures.preparer
        $0.approverID = signatures.approver
        if let ground = adjustment.legalGround { $0.legalGround = ground }
        if let period = adjustment.period { $0.period = "\(period)" }
      }
    }
  }

  /// Nil where somebody is registered under the id, or named by what commission is computed from.
  private func unknownPayee(_ id: String) throws(LedgerError) -> UnknownPayee? {
    // Who is registered is found without a look at every deal.
    let isRegistered = try events(of: "employee/\(id)").contains {
      $0.header.type == EmployeeRegistered.typeNumber
    }
    guard !isRegistered else { return nil }
    return try LedgerError.asking { () throws(ProjectionError) in
      try CommissionQuery(History(journal)).unknownPayee(id)
    }
  }

  private func record(
    _ id: String, of payee: String, on day: CalendarDay, _ actor: String,
    _ data: () -> some EventPayload
  ) throws(LedgerError) -> Outcome {
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: id, source: Ledger.ownSource, subject: "employee/\(payee)", occurrence: .day(day),
        data: data(), actor: actor)
    }
    return try record([event])
  }
}

extension Refusal {
  fileprivate init(_ unknown: UnknownPayee) {
    let remedy =
      unknown.nearest.map { "did you mean \($0)?" }
      ?? "record employee.registered first, or name another"
    self.init(
      code: "unknown-payee", member: "employee_id",
      reason: """
        nobody is known as \(unknown.id): no employee is registered under that id, and no \
        commission is theirs; \(remedy)
        """)
  }
}
