import LedgerEvents

/// The statements of one employee under dispute, by the id of the dispute.
struct StatementDisputes: Equatable, Sendable {
  private(set) var disputes: Set<String> = []
  private(set) var settled: Set<String> = []
}

extension StatementDisputes {
  mutating func evolve(_ disputed: CommissionStatementDisputed) {
    disputes.insert(disputed.disputeID)
  }

  mutating func evolve(_ settled: CommissionStatementDisputeSettled) {
    self.settled.insert(settled.disputeID)
  }
}

extension StatementDisputes {
  func decide(
    _ disputed: CommissionStatementDisputed, _ statements: Statements
  ) throws(Rejection) {
    try Required.identifier(disputed.disputeID, at: "dispute_id")
    guard !disputes.contains(disputed.disputeID) else {
      throw .duplicate(.statementDispute, disputed.disputeID, at: "dispute_id")
    }
    try statements.requireKnown(disputed.statementID, at: "statement_id")
    if disputed.hasLineID { try Required.text(disputed.lineID, at: "line_id") }
    try Required.text(disputed.reason, at: "reason")
  }

  func decide(
    _ settled: CommissionStatementDisputeSettled, of fact: Fact
  ) throws(Rejection) {
    guard disputes.contains(settled.disputeID) else {
      throw .unknown(.statementDispute, settled.disputeID, at: "dispute_id")
    }
    guard !self.settled.contains(settled.disputeID) else {
      throw Rejection(
        .disputeSettled, at: "dispute_id",
        """
        dispute \(settled.disputeID) is settled already; correct that fact with event.corrected, or \
        record a new dispute
        """)
    }
    try Required.choice(settled.result, at: "result")
    try Required.approver(settled.approverID, of: fact)
  }
}
