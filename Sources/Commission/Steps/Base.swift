import Money

/// Step 3: on which amount the clause is measured.
extension CommissionCalculation {
  /// Nil where a margin is asked for and a cost was never recorded; a missing cost is not zero.
  func base(
    of state: DealState, _ deal: Deal, by selected: PublishedClause, _ omissions: inout [Omission]
  ) throws(CommissionFault) -> Amount? {
    switch selected.clause.base {
    case .net:
      return try exactly(state.net)
    case .margin(let floor):
      guard state.lines.allSatisfy({ $0.cost != nil }) else {
        omissions.append(
          Omission(
            deal: deal.id, clause: selected.id, reason: .costUnknown))
        return nil
      }
      return try exactly { () throws(MoneyError) in try state.margin(floor) }
    }
  }
}

extension DealState {
  /// What is left of the deal's net value.
  func net() throws(MoneyError) -> Amount {
    var net = Amount.zero(wholeNet.currency)
    for line in lines { net = try net.adding(line.net) }
    return try net.subtracting(wholeNet)
  }

  /// Net minus cost.
  ///
  /// A credit note without a line lowers the margin of the deal, not that of a line.
  fileprivate func margin(_ floor: MarginFloor) throws(MoneyError) -> Amount {
    var margin = Amount.zero(wholeNet.currency)
    for line in lines {
      let own =
        try line.cost.map { cost throws(MoneyError) in
          try line.net.subtracting(cost)
        } ?? line.net
      if floor == .perLine, own.isNegative { continue }
      margin = try margin.adding(own)
    }
    margin = try margin.subtracting(wholeNet).adding(wholeCost)
    switch floor {
    case .none: return margin
    case .perLine, .perDeal: return margin.isNegative ? .zero(margin.currency) : margin
    }
  }
}

extension Posting {
  func baseNode() -> DerivationNode {
    let words =
      switch clause.base {
      case .net: "net value"
      case .margin(.perLine): "margin, a negative line counts as zero"
      case .margin(.perDeal): "margin, a negative deal counts as zero"
      case .margin(.none): "margin"
      }
    let state = current.state
    var inputs = state.lines.enumerated().map { index, line in
      let cost = line.cost.map { ", cost \($0)" } ?? ""
      return DerivationNode.Input(
        "line \(index + 1)", "net \(line.net)\(cost)", at: state.trigger.position)
    }
    if !state.wholeNet.isZero || !state.wholeCost.isZero {
      inputs.append(
        .init(
          "taken back from no line", "net \(state.wholeNet), cost \(state.wholeCost)",
          at: state.trigger.position))
    }
    return DerivationNode(
      step: .base, summary: words, inputs: inputs, before: earlier?.base, after: current.base)
  }
}
