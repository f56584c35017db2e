package import Money

/// A statement (Abrechnung): what one payee earned in one period, line by line, what is paid out, and
/// all that is needed to compute it again.
///
/// Its JSON text is frozen when the statement is issued; everything else that is shown of it (table,
/// printed page) is made from that text alone.
package struct StatementDocument: Hashable, Sendable {
  /// `st-e-7-2026-03`; the same payee and period have the same id.
  package let id: String
  package let ledger: String
  package let payee: String
  package let period: Period
  /// By when it must be given and paid (HGB 87c (1), 87a (4)).
  package let due: CalendarDay
  /// The journal it was computed from.
  package let basisSize: UInt64
  /// The Merkle root at that size, as `kontor verify` prints it.
  package let basisRoot: String
  package let engineRevision: Int
  package let plans: [PlanVersion]
  /// Who prepared and who approved it; nil while it is not issued.
  package let signatures: Signatures?
  /// In the order of day and id; corrections of earlier statements among them.
  package let lines: [Line]
  package let balance: Balance

  package struct PlanVersion: Hashable, Sendable {
    package let plan: String
    package let version: Int
    /// Of the exact bytes of the plan's text.
    package let sha256: String
  }

  package struct Signatures: Hashable, Sendable {
    package let preparer: String
    package let approver: String

    package init(preparer: String, approver: String) {
      self.preparer = preparer
      self.approver = approver
    }
  }

  /// What a line of an earlier statement says less or more than is known now.
  package struct Correction: Hashable, Sendable {
    /// The statement that is corrected; nil where the period was closed and says nothing of the deal.
    package let statement: String?
    /// The line of that statement.
    package let line: String?
    /// The period the line belongs to.
    package let period: Period
    /// The position of the newest event that the change rests on.
    package let position: UInt64
    /// What happened, in words.
    package let reason: String
  }

  package struct Line: Hashable, Sendable {
    package let id: String
    package let correction: Correction?
    package let day: CalendarDay
    package let event: String
    package let position: UInt64
    package let account: String?
    package let deal: String?
    package let dealType: String?
    package let role: String
    package let plan: String
    package let planVersion: Int
    package let clause: String
    package let clauseText: String?
    package let isDoubleCredit: Bool
    package let isInDoubt: Bool
    package let isClaim: Bool
    package let base: Amount
    package let share: String
    package let credited: Amount
    package let rate: String?
    /// Earned by the event, negative when taken back.
    package let amount: Amount
    /// What may be paid because of it.
    package let payable: Amount
    package let cut: Amount
    package let exchange: String?
  }

  /// The sums of the statement and what they mean for the payee's balance.
  package struct Balance: Hashable, Sendable {
    package let earned: Amount
    package let payable: Amount
    /// Earned in all periods up to this one and not payable yet.
    package let pending: Amount
    /// What the payee owes us as a principal.
    package let claims: Amount
    package let carriedIn: Amount
    package let advanced: Amount
    package let recovered: Amount
    package let owed: Amount
    package let forgiven: Amount
    package let claimed: Amount
    package let carriedOut: Amount
    package let payout: Amount
  }

  package var currency: Currency { balance.payout.currency }

  package static func id(payee: String, period: Period) -> String {
    "st-\(payee)-\(period.description.lowercased())"
  }
}
