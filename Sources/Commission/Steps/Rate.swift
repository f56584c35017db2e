import Money

/// Step 5: which rate each payee has, and what it yields.
///
/// 750.00 at 5 % and a multiplier of 1.1 yield 41.25: the product is exact and rounded once.
extension CommissionCalculation {
  /// The source of each credit's rate, chosen once for the sale and all its reversals; nil where none
  /// is due.
  ///
  /// A dated override goes before a payee's own rate, this before the party's, then come the product,
  /// the kind of business and the clause.
  func sources(
    _ crediting: Crediting, _ deal: Deal, by selected: PublishedClause,
    _ omissions: inout [Omission]
  ) -> [PaySource?] {
    let pay = selected.clause.pay
    let common: PaySource? =
      if !pay.productRates.isEmpty {
        .lines
      } else if pay.renewals == .retainedAndGrowth, deal.isRenewal,
        !pay.kindRates.isEmpty
      {
        .lines
      } else if pay.flat != nil {
        .flat
      } else if let rate = deal.kind.flatMap({ pay.kindRates[$0] }) ?? pay.rate {
        .rate(rate)
      } else if selected.clause.tiers.map({ !$0.areFactors }) ?? false {
        .tiers
      } else {
        nil
      }
    return crediting.credits.map { credit in
      guard credit.isPaidHere else { return nil }
      let dated = selected.overrides[credit.payee]?.first { $0.holds(on: deal.day) }
      if let own = dated?.rate ?? selected.payeeRates[credit.payee] { return .own(own) }
      if let rate = credit.rate { return .rate(rate) }
      if common == nil {
        omissions.append(
          Omission(deal: deal.id, clause: selected.id, reason: .noRate(credit.payee)))
      }
      return common
    }
  }

  /// What each line of a deal pays where the clause says so by product or by kind of renewal.
  func linePays(
    _ deal: Deal, by selected: PublishedClause, _ omissions: inout [Omission]
  ) -> [LinePay] {
    let pay = selected.clause.pay
    if pay.productRates.isEmpty {
      guard pay.renewals == .retainedAndGrowth, deal.isRenewal else { return [] }
      let zero = Amount.zero(selected.plan.currency)
      let kinds = (try? deal.renewalKinds(retained: zero, growth: zero)) ?? []
      return kinds.map { part in
        let rate =
          pay.kindRates[part.kind] ?? (part.kind == .upSell ? nil : pay.kindRates[.renewal])
        return rate.map { .rate($0) } ?? .nothing
      }
    }
    let catalogue = selected.plan.catalogue
    return deal.lines.map { line in
      if line.product.flatMap({ catalogue[$0]?.isFree }) ?? false { return .nothing }
      let best = pay.productRates.filter { $0.match.matches(line.product, catalogue) }
        .max { $0.match.rank < $1.match.rank }
      switch best?.value {
      case .rate(let rate): return .rate(rate)
      case .flat(let flat): return .flat(flat)
      case .nothing: return .nothing
      case nil:
        omissions.append(
          Omission(
            deal: deal.id, clause: selected.id, reason: .noProductRate(line.product ?? "?")))
        return .nothing
      }
    }
  }

  /// What each credit earns, rounded once.
  ///
  /// Payees who share a credit at one rate share the rounded commission, so that their parts add up to
  /// it; at different rates each has the commission on the part of the base that is theirs.
  static func earn(
    _ base: MeasuredBase, _ kept: Rate, of claim: Claim, reached: [Reached?] = []
  ) throws(MoneyError) -> [Earned?] {
    let (crediting, selected) = (claim.crediting, claim.selected)
    let remainder = selected.plan.remainder
    var earned: [Earned?] = []
    earned.reserveCapacity(crediting.credits.count)
    let ways = crediting.credits.indices.map { index in
      claim.sources[index].map {
        Way(source: $0, factor: claim.factors[index], reached: reached.at(index))
      }
    }
    func exact(_ way: Way, _ share: Rate) throws(MoneyError) -> ExactAmount {
      try claim.exact(way, base, kept).multiplied(by: share)
    }
    switch crediting.mode {
    case .split, .inDoubtBoth:
      let credited = try crediting.divided(base.total, remainder)
      if let way = common(ways[...]) {
        let whole = try exact(way, .one).rounded(selected.rounding)
        let parts = try crediting.divided(whole, remainder)
        for index in ways.indices {
          earned.append(ways[index].map { Earned(credited[index], $0.rate, parts[index]) })
        }
        return earned
      }
      for index in ways.indices {
        guard let way = ways[index] else {
          earned.append(nil)
          continue
        }
        let amount: Amount
        if way.followsPrice {
          let own = MeasuredBase(total: credited[index], lines: [], left: base.left)
          amount = try claim.exact(way, own, kept).rounded(selected.rounding)
        } else {
          let share = try crediting.share(of: crediting.credits[index])
          amount = try exact(way, share).rounded(selected.rounding)
        }
        earned.append(Earned(credited[index], way.rate, amount))
      }
    case .fullEach:
      for group in crediting.groups {
        let own = ways[group.holders]
        let credited = try base.total.multiplied(by: group.share).rounded(selected.rounding)
        if own.count == 1, let way = own[own.startIndex] {
          let amount = try exact(way, group.share).rounded(selected.rounding)
          earned.append(Earned(credited, way.rate, amount))
          continue
        }
        let parts = try crediting.divided(credited, in: group, remainder)
        if let way = common(own) {
          let whole = try exact(way, group.share).rounded(selected.rounding)
          let shared = try crediting.divided(whole, in: group, remainder)
          for (offset, way) in own.enumerated() {
            earned.append(way.map { Earned(parts[offset], $0.rate, shared[offset]) })
          }
          continue
        }
        for (offset, way) in own.enumerated() {
          guard let way else {
            earned.append(nil)
            continue
          }
          let mine = MeasuredBase(total: parts[offset], lines: [], left: base.left)
          let credit = crediting.credits[group.holders.lowerBound + offset]
          let share = try crediting.share(of: credit)
          let amount =
            way.followsPrice ? try claim.exact(way, mine, kept) : try exact(way, share)
          earned.append(Earned(parts[offset], way.rate, try amount.rounded(selected.rounding)))
        }
      }
    }
    return earned
  }

  /// The one way of all who are paid; nil where ways differ.
  private static func common(_ ways: ArraySlice<Way?>) -> Way? {
    var common: Way?
    for case let way? in ways {
      guard common == nil || common == way else { return nil }
      common = way
    }
    return common
  }
}

/// Where a credit's rate comes from.
enum PaySource: Hashable, Sendable {
  /// Of the clause, the kind of business or the party.
  case rate(Rate)
  /// The payee's own, which no tier changes.
  case own(Rate)
  /// What a gate that was not passed leaves.
  case gated(Rate)
  /// Each line has its own.
  case lines
  /// An amount whatever the price.
  case flat
  /// The tiers give it.
  case tiers
}

/// What one line of a deal pays.
enum LinePay: Hashable, Sendable {
  case rate(Rate)
  case flat(FlatAmount)
  case nothing
}

/// How a credit's commission is computed from a base.
struct Way: Hashable {
  let source: PaySource
  let factor: Rate
  let reached: Reached?

  /// Nil where no single rate says it.
  var rate: Rate? {
    switch source {
    case .own(let rate), .gated(let rate): rate
    case .rate(let rate):
      if let reached { reached.rate.flatMap { try? rate.multiplied(by: $0) } } else { rate }
    case .tiers: reached?.rate
    case .lines, .flat: nil
    }
  }

  /// Whether a part of the base yields the same part of the commission.
  var followsPrice: Bool { source != .lines && source != .flat }
}

/// What one credit has earned on what is left of the deal.
struct Earned {
  let credited: Amount
  let rate: Rate?
  var amount: Amount
  /// What limits for one deal took from the amount, in minor units.
  var cut: Int64 = 0

  init(_ credited: Amount, _ rate: Rate?, _ amount: Amount) {
    self.credited = credited
    self.rate = rate
    self.amount = amount
  }
}

extension Claim {
  /// The commission on a base before it is rounded.
  func exact(_ way: Way, _ base: MeasuredBase, _ kept: Rate) throws(MoneyError) -> ExactAmount {
    var amount: ExactAmount
    switch way.source {
    case .own(let rate), .gated(let rate): amount = base.total.multiplied(by: rate)
    case .rate(let rate): amount = base.total.multiplied(by: rate)
    case .tiers: amount = ExactAmount(base.total)
    case .lines: amount = try lineCommission(base)
    case .flat:
      guard let flat = selected.clause.pay.flat else { return .zero(base.total.currency) }
      amount = try flatCommission(flat, base)
    }
    if let reached = way.reached, way.source.isTiered {
      amount = try amount.multiplied(by: reached.numerator, over: reached.denominator)
    }
    if way.factor != .one { amount = try amount.multiplied(by: way.factor) }
    if kept != .one { amount = try amount.multiplied(by: kept) }
    return amount
  }

  /// The sum over the lines; a credit note that names no line reduces all of them alike.
  private func lineCommission(_ base: MeasuredBase) throws(MoneyError) -> ExactAmount {
    var sum = ExactAmount.zero(base.total.currency)
    var amounts = sum
    var net = Amount.zero(base.total.currency)
    for (index, own) in base.lines {
      net = try net.adding(own)
      guard linePays.indices.contains(index) else { continue }
      switch linePays[index] {
      case .rate(let rate): sum = try sum.adding(own.multiplied(by: rate))
      case .flat(let flat):
        guard let piece = base.pieces.first(where: { $0.index == index }) else { continue }
        amounts = try amounts.adding(flatCommission(flat, piece))
      case .nothing: break
      }
    }
    if base.leftOfPieces != .one { amounts = try amounts.multiplied(by: base.leftOfPieces) }
    guard net != base.total, !net.isZero else { return try sum.adding(amounts) }
    let reduction = try base.total.ratio(to: net)
    return try sum.multiplied(by: reduction).adding(amounts)
  }

  /// The clause's amount for what is left of the deal, of each line that counts or of its units.
  private func flatCommission(
    _ flat: FlatAmount, _ base: MeasuredBase
  ) throws(MoneyError) -> ExactAmount {
    guard flat.per != .document else { return flat.amount.multiplied(by: base.left) }
    var sum = ExactAmount.zero(flat.amount.currency)
    for piece in base.pieces { sum = try sum.adding(flatCommission(flat, piece)) }
    return try sum.multiplied(by: base.leftOfPieces)
  }

  private func flatCommission(
    _ flat: FlatAmount, _ piece: MeasuredBase.Piece
  ) throws(MoneyError) -> ExactAmount {
    let count = flat.per == .unit ? piece.quantity : 1
    return try flat.amount.multiplied(by: Rate(numerator: count, denominator: 1))
      .multiplied(by: piece.left)
  }
}

extension PaySource {
  /// Whether tiers change what it yields.
  var isTiered: Bool {
    switch self {
    case .rate, .tiers, .lines, .flat: true
    case .own, .gated: false
    }
  }
}

extension Array {
  /// The element at an index; the only one where there is one for all; nil where there is none.
  fileprivate func at<Value>(_ index: Int) -> Value? where Element == Value? {
    if count == 1 { return self[0] }
    return indices.contains(index) ? self[index] : nil
  }
}

extension Posting {
  func rateNode(_ names: NameTable) -> DerivationNode {
    var words: String
    var position = selected.position
    switch claim.sources[creditIndex] {
    case .own:
      let dated = selected.overrides[credit.payee]?.first { $0.holds(on: deal.day) }
      words = "own rate of \(names.text(credit.payee))"
      if let dated { words += ", agreed from \(dated.from): \(dated.reason)" }
    case .gated(let rate):
      words =
        claim.notes.first { $0.hasPrefix("gate") && $0.hasSuffix(" \(rate)") } ?? "rate of a gate"
    case .lines: words = "rate by line"
    case .flat: words = "amount of the clause"
    case .tiers: words = "rate of the tiers"
    case .rate, nil: words = "rate of the clause"
    }
    if let rate = earned.rate { words += ": \(rate) of \(earned.credited)" }
    if claim.factors[creditIndex] != .one {
      for note in claim.notes where note.hasPrefix("multiplier") { words += "; \(note)" }
    }
    var inputs: [DerivationNode.Input] = []
    for (index, own) in current.base.lines where claim.sources[creditIndex] == .lines {
      guard claim.linePays.indices.contains(index) else { continue }
      inputs.append(
        .init("line \(index + 1)", "\(own) × \(claim.linePays[index])", at: position))
    }
    if let rate = earned.rate { inputs.append(.init("rate", "\(rate)", at: position)) }
    if let reached {
      for slice in reached.slices { inputs.append(.init("slice", slice.text, at: position)) }
      if let target = reached.target { position = target }
    }
    if current.state.kept != .one {
      words += "; kept for the time served: \(current.state.kept)"
    }
    return DerivationNode(
      step: .rate, summary: words, inputs: inputs, before: earned.credited, after: earned.amount,
      rounding: selected.rounding)
  }
}

extension LinePay: CustomStringConvertible {
  var description: String {
    switch self {
    case .rate(let rate): "\(rate)"
    case .flat(let flat): "\(flat.amount) per \(flat.per.rawValue)"
    case .nothing: "free of commission"
    }
  }
}
