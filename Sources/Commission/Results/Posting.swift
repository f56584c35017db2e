import Money

/// A line together with everything the steps found on the way to it.
struct Posting {
  let line: CommissionLine
  let claim: Claim
  let creditIndex: Int
  let current: Posted
  let earlier: Posted?
  let earned: Earned
  let earnedBefore: Amount
  let earnedNow: Amount
  let reached: Reached?
  let payable: PayablePart?

  var deal: Deal { claim.deal }
  var selected: PublishedClause { claim.selected }
  var crediting: Crediting { claim.crediting }
  var credit: Credit { claim.crediting.credits[creditIndex] }
  var clause: Clause { selected.clause }

  /// The path of the line's amount, from the event that settles it down to the clause.
  func derivation(_ names: NameTable) -> DerivationNode {
    settleNode(
      names,
      [
        selectNode(names), creditNode(names), baseNode(), attainmentNode(), rateNode(names),
        limitNode(), releaseNode(),
      ])
  }
}
