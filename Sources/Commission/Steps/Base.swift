import Money

/// Step 3: on which amount the clause is measured.
///
/// A line over 100.00 that cost 130.00 and one over 200.00 that cost 130.00 have the net base 300.00;
/// the margin is 70.00 where a negative line counts as zero, and 40.00 otherwise.
struct MeasuredBase {
  let total: Amount
  /// The base of each line that counts, by its index in the deal; credit notes that name no line are
  /// not in them.
  let lines: [(index: Int, base: Amount)]
  /// What is left of the part of the deal that counts, to scale amounts that do not follow the price.
  let left: Rate
  /// The lines that count, for amounts per line and per unit.
  var pieces: [Piece] = []
  /// What credit notes that name no line leave of the pieces.
  var leftOfPieces = Rate.one

  struct Piece {
    let index: Int
    let quantity: Int64
    /// What reversals that name the line leave of it.
    let left: Rate
  }
}

extension CommissionCalculation {
  /// Nil where the base cannot be known: a missing cost is not zero.
  func base(
    of state: DealState, _ deal: Deal, by selected: PublishedClause, _ omissions: inout [Omission]
  ) throws(CommissionFault) -> MeasuredBase? {
    let clause = selected.clause
    let counted = state.lines.indices.filter { selected.counts(state.lines[$0]) }
    func leaveOut(_ reason: Omission.Reason) -> MeasuredBase? {
      omissions.append(Omission(deal: deal.id, clause: selected.id, reason: reason))
      return nil
    }
    var measured: MeasuredBase
    switch clause.base {
    case .net where clause.pay.renewals == .retainedAndGrowth && deal.isRenewal:
      measured = try exactly { () throws(MoneyError) in try state.renewalBase(deal, clause) }
    case .net:
      measured = try exactly { () throws(MoneyError) in try state.netBase(counted, deal) }
    case .margin(let floor):
      guard counted.allSatisfy({ state.lines[$0].cost != nil }) else {
        return leaveOut(.costUnknown)
      }
      measured = try exactly { () throws(MoneyError) in try state.marginBase(counted, deal, floor) }
    case .gross:
      guard let gross = deal.gross else { return leaveOut(.grossUnknown) }
      measured = try exactly { () throws(MoneyError) in try state.scaled(gross, deal, selected) }
    case .cash:
      measured = try exactly { () throws(MoneyError) in
        let cash = try state.cash()
        return MeasuredBase(total: cash, lines: [], left: try cash.ratio(to: deal.netSold()))
      }
    case .contractValue:
      measured = try exactly { () throws(MoneyError) in
        let sold = try deal.netSold()
        return try state.scaled(deal.term?.total ?? sold, deal, selected)
      }
    case .monthlyFee(let openEnded, let atMost):
      guard let fee = deal.term?.monthlyFee else { return leaveOut(.feeUnknown) }
      guard let months = try deal.months(openEnded: openEnded, atMost: atMost) else {
        return leaveOut(.openEnded)
      }
      measured = try exactly { () throws(MoneyError) in
        let value = try fee.multiplied(by: Rate(numerator: Int64(months), denominator: 1))
          .rounded(selected.rounding)
        return try state.scaled(value, deal, selected)
      }
    }
    guard selected.paysAmounts else { return measured }
    try exactly { () throws(MoneyError) in try state.divide(&measured, counted, deal) }
    return measured
  }
}

extension DealState {
  /// Names the lines that count, with what is left of each.
  fileprivate func divide(
    _ measured: inout MeasuredBase, _ counted: [Int], _ deal: Deal
  ) throws(MoneyError) {
    var net = Amount.zero(wholeNet.currency)
    for index in counted {
      net = try net.adding(lines[index].net)
      measured.pieces.append(
        .init(
          index: index, quantity: deal.lines[index].quantity,
          left: try left(lines[index].net, [index], deal)))
    }
    guard !wholeNet.isZero else { return }
    measured.leftOfPieces = try net.subtracting(share(of: wholeNet, counted)).ratio(to: net)
  }

  fileprivate func netBase(_ counted: [Int], _ deal: Deal) throws(MoneyError) -> MeasuredBase {
    var total = Amount.zero(wholeNet.currency)
    for index in counted { total = try total.adding(lines[index].net) }
    let reduction = try share(of: wholeNet, counted)
    total = try total.subtracting(reduction)
    return MeasuredBase(
      total: total, lines: counted.map { ($0, lines[$0].net) },
      left: try left(total, counted, deal))
  }

  /// What was kept of the old value and what came on top of it, as far as the clause covers it.
  ///
  /// 45,000.00 renewed at 60,000.00 are a renewal of 45,000.00 and an up-sell of 15,000.00.
  fileprivate func renewalBase(_ deal: Deal, _ clause: Clause) throws(MoneyError) -> MeasuredBase {
    let new = try net()
    let old = deal.valueBefore ?? new
    let parts = try deal.renewalKinds(
      retained: new.minor < old.minor ? new : old,
      growth: new.minor < old.minor ? .zero(new.currency) : new.subtracting(old))
    var total = Amount.zero(new.currency)
    var lines: [(index: Int, base: Amount)] = []
    for (index, part) in parts.enumerated() where clause.kinds?.contains(part.kind) ?? true {
      total = try total.adding(part.value)
      lines.append((index, part.value))
    }
    return MeasuredBase(total: total, lines: lines, left: try new.ratio(to: deal.netSold()))
  }

  /// Net minus cost.
  ///
  /// A credit note without a line lowers the margin of the deal, not that of a line.
  fileprivate func marginBase(
    _ counted: [Int], _ deal: Deal, _ floor: MarginFloor
  ) throws(MoneyError) -> MeasuredBase {
    var margin = Amount.zero(wholeNet.currency)
    var bases: [(index: Int, base: Amount)] = []
    var net = Amount.zero(wholeNet.currency)
    for index in counted {
      let line = lines[index]
      net = try net.adding(line.net)
      let own =
        try line.cost.map { cost throws(MoneyError) in
          try line.net.subtracting(cost)
        } ?? line.net
      let counts = floor != .perLine || !own.isNegative
      bases.append((index, counts ? own : .zero(own.currency)))
      if counts { margin = try margin.adding(own) }
    }
    let reduction = try share(of: wholeNet, counted)
    margin = try margin.subtracting(reduction).adding(share(of: wholeCost, counted))
    if floor != .none, margin.isNegative { margin = .zero(margin.currency) }
    return MeasuredBase(
      total: margin, lines: bases,
      left: try left(net.subtracting(reduction), counted, deal))
  }

  /// A value of the whole deal, reduced as its net value is.
  fileprivate func scaled(
    _ value: Amount, _ deal: Deal, _ selected: PublishedClause
  ) throws(MoneyError) -> MeasuredBase {
    let left = try net().ratio(to: deal.netSold())
    let total = try value.multiplied(by: left).rounded(selected.rounding)
    return MeasuredBase(total: total, lines: [], left: left)
  }

  /// What a credit note without a line takes from the lines that count: their part of the deal.
  private func share(of reduction: Amount, _ counted: [Int]) throws(MoneyError) -> Amount {
    if counted.count == lines.count || reduction.isZero { return reduction }
    var (all, part) = (Amount.zero(wholeNet.currency), Amount.zero(wholeNet.currency))
    for index in lines.indices {
      all = try all.adding(lines[index].net)
      if counted.contains(index) { part = try part.adding(lines[index].net) }
    }
    return try reduction.multiplied(by: part.ratio(to: all)).rounded(.halfUp)
  }

  private func isTakenBack(_ index: Int, of deal: Deal) -> Bool {
    lines[index].quantity == 0 && deal.lines[index].quantity != 0
  }

  private func left(
    _ remaining: Amount, _ counted: [Int], _ deal: Deal
  ) throws(MoneyError) -> Rate {
    var sold = Amount.zero(wholeNet.currency)
    for index in counted { sold = try sold.adding(deal.lines[index].net) }
    // What was given away has no price that could tell how much of it is left.
    if sold.isZero, counted.contains(where: { isTakenBack($0, of: deal) }) { return .zero }
    return remaining == sold ? .one : try remaining.ratio(to: sold)
  }
}

extension Deal {
  /// Whether it carries on a contract over another value, or the same.
  var isRenewal: Bool { valueBefore != nil && !needsKind }

  /// The kinds of the retained value and of the growth, by the values as sold.
  func renewalKinds(
    retained: Amount, growth: Amount
  ) throws(MoneyError) -> [(kind: BusinessKind, value: Amount)] {
    let (new, old) = (try netSold(), valueBefore)
    let kind: BusinessKind =
      if let old, new.minor < old.minor {
        .downSell
      } else if new == old {
        .flatRenewal
      } else {
        .renewal
      }
    return [(kind, retained), (.upSell, growth)]
  }

  /// The net value as sold.
  func netSold() throws(MoneyError) -> Amount {
    guard let first = lines.first else { return .zero(.eur) }
    var net = Amount.zero(first.net.currency)
    for line in lines { net = try net.adding(line.net) }
    return net
  }

  /// The months of the contract's term; nil for an open-ended one without an agreed number.
  fileprivate func months(openEnded: Int?, atMost: Int?) throws(CommissionFault) -> Int? {
    guard let term else { return nil }
    var months = 0
    if let end = term.end {
      let start = term.start
      months = try exactly { () throws(MoneyError) in
        var count = 0
        while count < 1200, try start.adding(months: count) < end { count += 1 }
        return count
      }
    } else {
      guard let openEnded else { return nil }
      months = openEnded
    }
    return min(months, atMost ?? months)
  }
}

extension Posting {
  func baseNode() -> DerivationNode {
    let words =
      switch clause.base {
      case .net: "net value"
      case .gross: "gross value, with tax and ancillary cost"
      case .margin(.perLine): "margin, a negative line counts as zero"
      case .margin(.perDeal): "margin, a negative deal counts as zero"
      case .margin(.none): "margin"
      case .cash: "what the customer has paid"
      case .contractValue: "value of the contract over its term"
      case .monthlyFee: "monthly fee times the months of the term"
      }
    let state = current.state
    let measuresUnits = clause.tiers?.measure == .units
    var inputs = state.lines.enumerated().map { index, line in
      let cost = line.cost.map { ", cost \($0)" } ?? ""
      let product = line.product.map { "\($0), " } ?? ""
      let units = measuresUnits ? ", \(line.quantity) units" : ""
      return DerivationNode.Input(
        "line \(index + 1)", "\(product)net \(line.net)\(cost)\(units)",
        at: state.trigger.position)
    }
    if !state.wholeNet.isZero || !state.wholeCost.isZero {
      inputs.append(
        .init(
          "taken back from no line", "net \(state.wholeNet), cost \(state.wholeCost)",
          at: state.trigger.position))
    }
    if let beyond = state.beyond {
      inputs.append(
        .init(
          "beyond what was left", "net \(beyond.net), cost \(beyond.cost)",
          at: state.trigger.position))
    }
    for payment in state.payments {
      let word = payment.kind == .paid ? "payment" : "payment taken back"
      inputs.append(.init(word, "\(payment.net) on \(payment.day)", at: payment.position))
    }
    if let gross = deal.gross, clause.base == .gross {
      inputs.append(.init("gross", "\(gross)", at: deal.position))
    }
    if let term = deal.term, let fee = term.monthlyFee, case .monthlyFee = clause.base {
      inputs.append(
        .init(
          "monthly fee", "\(fee), \(term.start) to \(term.end.map { "\($0)" } ?? "open")",
          at: deal.position))
    }
    return DerivationNode(
      step: .base, summary: words, inputs: inputs, before: earlier?.base.total,
      after: current.base.total)
  }
}
