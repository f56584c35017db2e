import Money

/// The commission engine: facts and plans in, posting lines with their derivation out.
///
/// One posting line is one event × one payee × one clause. A deal is computed from its own facts alone,
/// so deals may come in any order, one by one, and on several threads.
package struct CommissionCalculation: Sendable {
  /// Named on every statement; a change of arithmetic is a new revision beside the old one.
  package static let revision = 1

  /// Facts at later positions are not looked at.
  package let knownAt: UInt64
  let histories: [PlanHistory]
  let team: Team

  package init(_ facts: CommissionFacts, knownAt: UInt64 = .max) {
    self.knownAt = knownAt
    histories = PlanHistory.all(facts, knownAt: knownAt)
    team = Team(facts, knownAt: knownAt)
  }

  /// Appends the lines of a deal and of its reversals, and what was left out for which reason.
  ///
  /// A deal that cannot be computed leaves nothing behind in `postings`.
  package func post(_ deal: Deal, into postings: inout Postings) throws(CommissionError) {
    let (lines, omissions) = (postings.lines.count, postings.omissions.count)
    do {
      try walk(deal, &postings.omissions) { line, _ in postings.lines.append(line) }
    } catch {
      postings.lines.removeSubrange(lines...)
      postings.omissions.removeSubrange(omissions...)
      throw CommissionError(deal: deal.id, fault: error)
    }
  }

  /// Receives each line, and on demand what the steps found on the way to it.
  typealias Visit = (CommissionLine, () -> Posting) -> Void

  /// The eight steps, in order.
  ///
  /// A reversal repeats them on what is left of the deal, with the clauses, the team and the rates of
  /// the day of the sale; its line is the difference.
  func walk(
    _ deal: Deal, _ omissions: inout [Omission], visit: Visit
  ) throws(CommissionFault) {
    guard deal.position <= knownAt else { return }
    let states = try DealState.all(of: deal, knownAt: knownAt)
    for selected in select(deal, &omissions) {
      let crediting = try exactly { () throws(MoneyError) in
        try credit(deal, by: selected, &omissions)
      }
      let rates = rates(crediting, deal, by: selected, &omissions)
      var posted: Posted?
      for state in states {
        guard let base = try base(of: state, deal, by: selected, &omissions) else { break }
        let attained = attain(base)
        let earned = try exactly { () throws(MoneyError) in
          try earn(attained, crediting, rates, by: selected)
        }
        let released = release(limit(earned))
        let current = Posted(
          state: state, revenue: try exactly(state.net), base: base, earned: released)
        try exactly { () throws(MoneyError) in
          try settle(current, after: posted, crediting, deal, by: selected, visit)
        }
        posted = current
      }
    }
  }
}
