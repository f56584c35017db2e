/// Step 6: what a cap or a minimum cuts or adds.
extension CommissionCalculation {
  /// Everything earned: no clause of the language names a cap, a floor or a minimum.
  func limit(_ earned: [Earned?]) -> [Earned?] { earned }
}

extension Posting {
  func limitNode() -> DerivationNode {
    DerivationNode(step: .limit, summary: "the clause names no cap and no minimum")
  }
}
