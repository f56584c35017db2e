import Money

/// A line together with everything the steps found on the way to it.
struct Posting {
  let line: CommissionLine
  let deal: Deal
  let selected: PublishedClause
  let crediting: Crediting
  let credit: Credit
  let current: Posted
  let earlier: Posted?
  let earned: Earned
  let earnedBefore: Earned?

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
