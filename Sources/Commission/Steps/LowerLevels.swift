import Money

extension [Track] {
  /// Takes what the levels below get from what a manager gets, wherever each of them stands on a
  /// ladder of their own.
  ///
  /// A seller at 4 % and a manager at 8 % less that get 2,400.00 each of 60,000.00; when another deal
  /// lifts the seller to 6 %, the manager's 2,400.00 become 1,200.00 by the same event.
  mutating func deductLowerLevels(of claim: Claim, from start: Int) throws(MoneyError) {
    let credits = claim.crediting.credits
    guard claim.clause.tiers?.spansDeals ?? false else { return }
    var moments: [(credit: Int, step: Step)] = []
    for credit in credits.indices {
      moments += self[start + credit].steps.map { (credit, $0) }
      self[start + credit].steps = []
    }
    moments.sort { ($0.step.order, $0.credit) < ($1.step.order, $1.credit) }
    // Who stands on no ladder, for want of a target, gets nothing that could be taken.
    var reached: [Reached?] = credits.indices.map {
      claim.sources[$0]?.isTiered ?? false ? .nothing : nil
    }
    var last: [Amount?] = credits.map { _ in nil }
    for (index, moment) in moments.enumerated() {
      if moment.step.reached != nil { reached[moment.credit] = moment.step.reached }
      // All credits that one event concerns are looked at together.
      if index + 1 < moments.count, moments[index + 1].step.order == moment.step.order { continue }
      let own = moments[...index].filter { $0.step.order == moment.step.order }
      let earned = try CommissionCalculation.earned(
        claim.states[moment.step.state], of: claim, reached: reached)
      for credit in credits.indices {
        guard let now = earned[credit] else { continue }
        let step = own.last { $0.credit == credit }?.step
        guard step != nil || (last[credit] != nil && last[credit] != now.amount) else { continue }
        let trigger = moment.step.trigger
        self[start + credit].steps.append(
          Step(
            trigger: step?.trigger
              ?? Trigger(
                id: trigger.id, day: trigger.day, position: trigger.position, kind: .otherDeal),
            rank: moment.step.rank, sequence: moment.step.sequence, state: moment.step.state,
            earned: now, reached: step?.reached ?? reached[credit]))
        last[credit] = now.amount
      }
    }
  }
}
