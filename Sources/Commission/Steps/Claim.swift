import Money

/// A deal under one clause, with everything that follows from the deal alone.
final class Claim {
  let deal: Deal
  let selected: PublishedClause
  let crediting: Crediting
  /// One for each credit; nil where nothing is due.
  let sources: [PaySource?]
  let factors: [Rate]
  let linePays: [LinePay]
  /// What gates and multipliers did, in words.
  let notes: [String]
  /// After the sale and after everything that changed what it is worth.
  let states: [Posted]
  /// The place of the deal among all deals, by day, type and id.
  var rank = 0

  var clause: Clause { selected.clause }

  init(
    deal: Deal, selected: PublishedClause, crediting: Crediting, sources: [PaySource?],
    factors: [Rate], linePays: [LinePay], notes: [String], states: [Posted]
  ) {
    self.deal = deal
    self.selected = selected
    self.crediting = crediting
    self.sources = sources
    self.factors = factors
    self.linePays = linePays
    self.notes = notes
    self.states = states
  }
}

extension Claim {
  /// The state by which tiers measure the deal after one of its events.
  ///
  /// Where the attainment is kept, that is the one which has counted most so far: an order over
  /// 10,000.00 to which 60,000.00 are added counts 70,000.00, also when a part of it is cancelled
  /// later.
  func measured(_ index: Int, by measure: Tiers.Measure) throws(MoneyError) -> Posted {
    guard clause.keepsAttainment else { return states[index] }
    var highest = states[0]
    var most = try self.measure(measure, highest)
    // A negative document counts the more the further it goes down. What ends at nothing was taken
    // back, also where it was a loss that counted below nothing.
    let isNegative = highest.revenue.isNegative
    for posted in states[...index].dropFirst() {
      let own = try self.measure(measure, posted)
      let isMore = isNegative ? own < min(most, 0) : own > max(most, 0)
      if isMore { (highest, most) = (posted, own) }
    }
    return highest
  }
}

/// What a deal is worth under a clause after one of its events.
struct Posted {
  let state: DealState
  let revenue: Amount
  let base: MeasuredBase
}

extension CommissionCalculation {
  /// A deal under a clause; nil where its base cannot be known or nobody is paid.
  func claim(
    _ deal: Deal, by selected: PublishedClause, _ omissions: inout [Omission]
  ) throws(CommissionFault) -> Claim? {
    let clause = selected.clause
    let crediting = try exactly { () throws(MoneyError) in
      try credit(deal, by: selected, &omissions)
    }
    var notes: [String] = []
    var found = omissions
    let (sources, factors) = try exactly { () throws(MoneyError) in
      let sources = try passGates(
        self.sources(crediting, deal, by: selected, &found), crediting, deal, by: selected,
        &notes, &found)
      let factors = try self.factors(crediting, deal, by: selected, &notes, &found)
      return (sources, factors)
    }
    omissions = found
    let linePays = linePays(deal, by: selected, &omissions)
    let states = try DealState.all(
      of: deal, clause.reversal, knownAt: knownAt, withPayments: clause.followsPayments)
    for reversal in deal.reversals
    where reversal.position <= knownAt && !clause.reversal.counts(reversal)
      && reversal.cause == .supplier
    {
      omissions.append(
        Omission(deal: deal.id, clause: selected.id, reason: .keptDespite(reversal.id)))
    }
    var posted: [Posted] = []
    posted.reserveCapacity(states.count)
    for state in states {
      guard let base = try base(of: state, deal, by: selected, &omissions) else { return nil }
      posted.append(Posted(state: state, revenue: try exactly(state.net), base: base))
    }
    if let minimum = clause.limits.deal.minimumBase,
      posted.allSatisfy({ minimum.isAbove($0.base.total) })
    {
      omissions.append(
        Omission(deal: deal.id, clause: selected.id, reason: .belowMinimum(minimum)))
    }
    return Claim(
      deal: deal, selected: selected, crediting: crediting, sources: sources, factors: factors,
      linePays: linePays, notes: notes, states: posted)
  }
}

extension Clause {
  /// Whether what is taken back still counts where it was measured; payments are measured as they
  /// come and go.
  var keepsAttainment: Bool { reversal.attainment == .keep && !followsPayments }

  /// Whether each payment changes what the deal is worth.
  var followsPayments: Bool { base == .cash || tiers?.measure == .paymentAge }
}
