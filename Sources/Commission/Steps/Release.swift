/// Step 7: how much of what is earned may be paid already.
extension CommissionCalculation {
  /// Everything earned: no clause of the language makes payment wait for a later event.
  func release(_ earned: [Earned?]) -> [Earned?] { earned }
}

extension Posting {
  func releaseNode() -> DerivationNode {
    DerivationNode(step: .release, summary: "payable as soon as it is earned")
  }
}
