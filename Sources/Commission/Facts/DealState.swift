package import Money

/// What is left of a deal after one of its events: the sale itself or a reversal.
struct DealState {
  let trigger: Trigger
  private(set) var lines: [DealLine]
  /// What credit notes took from the deal without naming a line.
  private(set) var wholeNet: Amount
  private(set) var wholeCost: Amount

  /// The deal as sold, then after each reversal known, by day and position whatever their order.
  static func all(of deal: Deal, knownAt: UInt64) throws(CommissionFault) -> [DealState] {
    guard let first = deal.lines.first else { throw .noLines }
    let zero = Amount.zero(first.net.currency)
    var state = DealState(
      trigger: Trigger(id: deal.id, day: deal.day, position: deal.position, isReversal: false),
      lines: deal.lines, wholeNet: zero, wholeCost: zero)
    var states = [state]
    guard !deal.reversals.isEmpty else { return states }

    var seen: Set<Name> = []
    let ordered = deal.reversals.sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    for reversal in ordered where reversal.position <= knownAt {
      guard seen.insert(reversal.id).inserted else { continue }
      state = try state.after(reversal)
      states.append(state)
    }
    return states
  }

  private func after(_ reversal: Reversal) throws(CommissionFault) -> DealState {
    var next = DealState(
      trigger: Trigger(
        id: reversal.id, day: reversal.day, position: reversal.position, isReversal: true),
      lines: lines, wholeNet: wholeNet, wholeCost: wholeCost)
    for reduction in reversal.reductions { try next.apply(reduction, of: reversal) }
    return next
  }

  private mutating func apply(
    _ reduction: Reversal.Reduction, of reversal: Reversal
  ) throws(CommissionFault) {
    let zero = Amount.zero(wholeNet.currency)
    switch reduction {
    case .everything:
      lines = lines.map { DealLine(net: zero, cost: $0.cost == nil ? nil : zero) }
      (wholeNet, wholeCost) = (zero, zero)
    case .line(let index, let net, let cost):
      guard lines.indices.contains(index) else {
        throw .unknownLine(reversal: reversal.id, line: index)
      }
      let line = lines[index]
      lines[index] = try exactly { () throws(MoneyError) in
        DealLine(
          net: try line.net.subtracting(net), cost: try line.cost?.subtracting(cost ?? zero))
      }
    case .whole(let net, let cost):
      let (soFar, costSoFar) = (wholeNet, wholeCost)
      wholeNet = try exactly { () throws(MoneyError) in try soFar.adding(net) }
      wholeCost = try exactly { () throws(MoneyError) in try costSoFar.adding(cost ?? zero) }
    }
  }
}

/// The event that made a line necessary.
package struct Trigger: Hashable, Sendable {
  package let id: Name
  package let day: CalendarDay
  package let position: UInt64
  package let isReversal: Bool
}
