package import Money

/// What is left of a deal after one of its events: the sale itself, a reversal, or a payment.
///
/// What happened before the day of the deal, such as a payment in advance, takes effect with it.
struct DealState {
  let trigger: Trigger
  private(set) var lines: [DealLine]
  /// What credit notes took from the deal without naming a line.
  private(set) var wholeNet: Amount
  private(set) var wholeCost: Amount
  /// The part of the commission that is kept although the deal ended early.
  private(set) var kept = Rate.one
  /// The payments so far, where the clause is measured on them.
  private(set) var payments: [Milestone] = []
  /// What the event names beyond what was left of the deal, and what therefore takes nothing.
  private(set) var beyond: (net: Amount, cost: Amount)?

  /// The deal as sold, then after each reversal known that counts by the clause's terms, by day and
  /// position whatever their order; with `withPayments` also after each payment.
  static func all(
    of deal: Deal, _ terms: ReversalTerms, knownAt: UInt64, withPayments: Bool = false
  ) throws(CommissionFault) -> [DealState] {
    guard let first = deal.lines.first else { throw .noLines }
    let zero = Amount.zero(first.net.currency)
    var state = DealState(
      trigger: Trigger(id: deal.id, day: deal.day, position: deal.position, kind: .sale),
      lines: deal.lines, wholeNet: zero, wholeCost: zero)
    var states = [state]
    guard !deal.reversals.isEmpty || withPayments else { return states }

    var seen: Set<Name> = []
    let payments = withPayments ? deal.milestones.filter { $0.kind.isPayment } : []
    let steps =
      deal.reversals.map { Step.reversal($0) } + payments.map { Step.payment($0) }
    for step in steps.sorted(by: { $0.order < $1.order }) where step.order.position <= knownAt {
      guard seen.insert(step.id).inserted else { continue }
      switch step {
      case .payment(let payment): state = state.after(payment)
      case .reversal(let reversal):
        guard terms.counts(reversal) else { continue }
        state = try state.after(reversal, of: deal, terms)
      }
      states.append(state)
    }
    return states
  }

  private enum Step {
    case reversal(Reversal)
    case payment(Milestone)

    var id: Name {
      switch self {
      case .reversal(let reversal): reversal.id
      case .payment(let payment): payment.id
      }
    }

    var order: Order {
      switch self {
      case .reversal(let reversal): Order(day: reversal.day, position: reversal.position)
      case .payment(let payment): Order(day: payment.day, position: payment.position)
      }
    }
  }

  private struct Order: Comparable {
    let day: CalendarDay
    let position: UInt64

    static func < (left: Order, right: Order) -> Bool {
      (left.day, left.position) < (right.day, right.position)
    }
  }

  private func after(_ payment: Milestone) -> DealState {
    DealState(
      trigger: Trigger(
        id: payment.id, day: max(payment.day, trigger.day), position: payment.position,
        kind: .milestone),
      lines: lines, wholeNet: wholeNet, wholeCost: wholeCost, kept: kept,
      payments: payments + [payment])
  }

  private func after(
    _ reversal: Reversal, of deal: Deal, _ terms: ReversalTerms
  ) throws(CommissionFault) -> DealState {
    var next = DealState(
      trigger: Trigger(
        id: reversal.id, day: max(reversal.day, trigger.day), position: reversal.position,
        kind: .reversal),
      lines: lines, wholeNet: wholeNet, wholeCost: wholeCost, kept: kept, payments: payments)
    if terms.method == .proRataTime, reversal.reductions == [.everything],
      let months = terms.months
    {
      let served = try exactly { () throws(MoneyError) in
        try deal.served(until: reversal.day, of: months)
      }
      // A contract ends once; a later word of it gives nothing back.
      next.kept = min(kept, served)
      return next
    }
    let sold = try exactly(deal.netSold)
    // What an event adds counts before what it takes: it may exchange one product for another.
    let added = reversal.reductions.filter { $0.adds(toNegative: sold.isNegative) }
    let taken = reversal.reductions.filter { !$0.adds(toNegative: sold.isNegative) }
    for reduction in added + taken { try next.apply(reduction, of: reversal, deal) }
    return next
  }

  private mutating func apply(
    _ reduction: Reversal.Reduction, of reversal: Reversal, _ deal: Deal
  ) throws(CommissionFault) {
    switch reduction {
    case .everything:
      let zero = Amount.zero(wholeNet.currency)
      lines = lines.map {
        DealLine(
          net: zero, cost: $0.cost == nil ? nil : zero, list: $0.list, product: $0.product,
          quantity: 0)
      }
      (wholeNet, wholeCost) = (zero, zero)
    case .lines(let places, let net, let cost, let quantity):
      if let unknown = places.first(where: { !lines.indices.contains($0) }) {
        throw .unknownLine(reversal: reversal.id, line: unknown)
      }
      do throws(MoneyError) {
        let taken = try limited(net, cost, of: deal)
        try take(taken.net, taken.cost, quantity, from: places, of: deal)
      } catch {
        throw .arithmetic(error)
      }
    case .whole(let net, let cost):
      do throws(MoneyError) {
        let taken = try limited(net, cost, of: deal)
        wholeNet = try wholeNet.adding(taken.net)
        wholeCost = try wholeCost.adding(taken.cost)
      } catch {
        throw .arithmetic(error)
      }
    }
  }

  /// No more than is left of the deal; what a reversal adds to it is not limited.
  ///
  /// An order over 1,000.00 may be cancelled and its invoice credited as well: either takes all of
  /// it, and both together take no more.
  private mutating func limited(
    _ net: Amount, _ cost: Amount?, of deal: Deal
  ) throws(MoneyError) -> (net: Amount, cost: Amount) {
    let named = (net: net, cost: cost ?? .zero(wholeNet.currency))
    var taken = named
    taken.net = try net.within(self.net(), ofNegative: deal.netSold().isNegative)
    if let sold = try totalCost(of: deal.lines), let left = try totalCost(of: lines) {
      taken.cost = try named.cost.within(
        left.subtracting(wholeCost), ofNegative: sold.isNegative)
    }
    let more = (
      net: try named.net.subtracting(taken.net), cost: try named.cost.subtracting(taken.cost)
    )
    guard !more.net.isZero || !more.cost.isZero else { return taken }
    let none = (net: Amount.zero(more.net.currency), cost: Amount.zero(more.cost.currency))
    let before = beyond ?? none
    beyond = (
      net: try before.net.adding(more.net), cost: try before.cost.adding(more.cost)
    )
    return taken
  }

  /// Takes from lines that sell one product; what none of them has goes from the deal as a whole.
  private mutating func take(
    _ net: Amount, _ cost: Amount, _ quantity: Int64, from places: [Int], of deal: Deal
  ) throws(MoneyError) {
    let (own, sold) = (places.map { lines[$0] }, places.map { deal.lines[$0] })
    // Of a cost that is not known nothing can be taken.
    let isCostKnown = own.allSatisfy { $0.cost != nil }
    let nets = Taking(net.minor, from: own.map(\.net.minor), sold: sold.map(\.net.minor))
    let costs = Taking(
      isCostKnown ? cost.minor : 0, from: own.map { $0.cost?.minor ?? 0 },
      sold: sold.map { $0.cost?.minor ?? 0 })
    let units = Taking(quantity, from: own.map(\.quantity), sold: sold.map(\.quantity))
    for (index, line) in own.enumerated() {
      let (left, overflow) = line.quantity.subtractingReportingOverflow(units.parts[index])
      guard !overflow else { throw .overflow("the units of a line") }
      lines[places[index]] = DealLine(
        net: try line.net.subtracting(Amount(minor: nets.parts[index], currency: net.currency)),
        cost: try line.cost?.subtracting(
          Amount(minor: costs.parts[index], currency: cost.currency)),
        list: line.list, product: line.product, quantity: left)
    }
    wholeNet = try wholeNet.adding(Amount(minor: nets.rest, currency: net.currency))
    wholeCost = try wholeCost.adding(Amount(minor: costs.rest, currency: cost.currency))
  }

  /// The cost of lines; nil where one is not known, which is not the same as zero.
  private func totalCost(of lines: [DealLine]) throws(MoneyError) -> Amount? {
    var sum = Amount.zero(wholeNet.currency)
    for line in lines {
      guard let cost = line.cost else { return nil }
      sum = try sum.adding(cost)
    }
    return sum
  }

  /// What is left of the deal's net value.
  func net() throws(MoneyError) -> Amount {
    var net = Amount.zero(wholeNet.currency)
    for line in lines { net = try net.adding(line.net) }
    return try net.subtracting(wholeNet)
  }

  /// What the customer has paid and not got back.
  func cash() throws(MoneyError) -> Amount {
    var cash = Amount.zero(wholeNet.currency)
    for payment in payments {
      cash =
        try payment.kind == .paid ? cash.adding(payment.net) : cash.subtracting(payment.net)
    }
    return cash
  }
}

extension Amount {
  /// As far as it does not go beyond what is left of something sold at a positive value, or at a
  /// negative one; what adds to it is not limited.
  fileprivate func within(
    _ left: Amount, ofNegative isNegative: Bool
  ) throws(MoneyError) -> Amount {
    try requireSameCurrency(as: left)
    let most = isNegative ? min(0, left.minor) : max(0, left.minor)
    return Amount(
      minor: isNegative ? max(minor, most) : min(minor, most), currency: currency)
  }
}

extension Reversal.Reduction {
  /// Whether it adds to a deal that was sold at a positive value, or at a negative one.
  fileprivate func adds(toNegative isNegative: Bool) -> Bool {
    switch self {
    case .everything: false
    case .lines(_, let net, _, _), .whole(let net, _):
      isNegative ? net.minor > 0 : net.isNegative
    }
  }
}

extension Milestone.Kind {
  var isPayment: Bool { self == .paid || self == .paymentReversed }
}

extension ReversalTerms {
  /// Whether a reversal takes commission back by these terms.
  func counts(_ reversal: Reversal) -> Bool {
    if reversal.cause == .supplier, supplierCause == .keep { return false }
    return switch reversal.ground {
    case .cancelled, .amended, .credited: true
    case .notPaid: method == .shareNotPaid
    case .ended: method == .proRataTime
    }
  }
}

extension Deal {
  /// The part of `months` that was served before a day, in months completed since the contract began.
  fileprivate func served(until day: CalendarDay, of months: Int) throws(MoneyError) -> Rate {
    let start = term?.start ?? self.day
    var completed = 0
    while completed < months, try start.adding(months: completed + 1) <= day { completed += 1 }
    return try Rate(numerator: Int64(completed), denominator: Int64(months))
  }
}

/// The event that made a line necessary.
package struct Trigger: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case sale
    case reversal
    /// Another deal, or its reversal, that moved this one to another tier.
    case otherDeal
    /// A delivery, an invoice, a payment.
    case milestone
    /// A day on which something falls due.
    case date
    /// The end of a period.
    case periodEnd
    /// What two people decided.
    case adjustment
  }

  package let id: Name
  package let day: CalendarDay
  package let position: UInt64
  package let kind: Kind

  package var isReversal: Bool { kind == .reversal }
}
