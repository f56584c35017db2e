import Money

/// Step 4: how much of a base counts towards a target.
extension CommissionCalculation {
  /// The whole base: no clause of the language names a target, so nothing is measured against one.
  func attain(_ base: Amount) -> Amount { base }
}

extension Posting {
  func attainmentNode() -> DerivationNode {
    DerivationNode(step: .attainment, summary: "the clause names no target")
  }
}
