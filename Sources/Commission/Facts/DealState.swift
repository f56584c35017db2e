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
    for reduction in reversal.reductions { try next.apply(reduction, of: reversal) }
    return next
  }

  private mutating func apply(
    _ reduction: Reversal.Reduction, of reversal: Reversal
  ) throws(CommissionFault) {
    let zero = Amount.zero(wholeNet.currency)
    switch reduction {
    case .everything:
      lines = lines.map {
        DealLine(
          net: zero, cost: $0.cost == nil ? nil : zero, list: $0.list, product: $0.product,
          quantity: 0)
      }
      (wholeNet, wholeCost) = (zero, zero)
    case .line(let index, let net, let cost):
      guard lines.indices.contains(index) else {
        throw .unknownLine(reversal: reversal.id, line: index)
      }
      let line = lines[index]
      lines[index] = try exactly { () throws(MoneyError) in
        DealLine(
          net: try line.net.subtracting(net), cost: try line.cost?.subtracting(cost ?? zero),
          list: line.list, product: line.product, quantity: line.quantity)
      }
    case .whole(let net, let cost):
      let (soFar, costSoFar) = (wholeNet, wholeCost)
      wholeNet = try exactly { () throws(MoneyError) in try soFar.adding(net) }
      wholeCost = try exactly { () throws(MoneyError) in try costSoFar.adding(cost ?? zero) }
    }
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
