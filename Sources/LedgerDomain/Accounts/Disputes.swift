import LedgerEvents

/// The commission decisions under dispute.
///
/// The dispute stands in the stream of the account, or of the employee, whose stream does not know
/// the decision itself.
struct Disputes: Equatable, Sendable {
  private(set) var open: Set<String> = []
}

extension Disputes {
  mutating func evolve(_ disputed: CommissionDisputed) { open.insert(disputed.decisionID) }

  mutating func evolve(_ settled: CommissionDisputeSettled) { open.remove(settled.decisionID) }
}

extension Disputes {
  func decide(_ disputed: CommissionDisputed) throws(Rejection) {
    try Required.identifier(disputed.decisionID, at: "decision_id")
    try Required.text(disputed.reason, at: "reason")
    guard !open.contains(disputed.decisionID) else {
      throw Rejection(
        .disputeOpen, at: "decision_id",
        "decision \(disputed.decisionID) is disputed already; settle that dispute first")
    }
  }

  func decide(_ settled: CommissionDisputeSettled) throws(Rejection) {
    try Required.choice(settled.result, at: "result")
    guard open.contains(settled.decisionID) else {
      throw Rejection(
        .noDispute, at: "decision_id",
        "decision \(settled.decisionID) is not disputed here; record commission.disputed first")
    }
  }
}

extension Disputes: Compact {
  func write(to writer: inout StateWriter) { writer.write(open) }

  init(from reader: inout StateReader) { open = reader.read() }
}
