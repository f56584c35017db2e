import Money

/// One pass of a calculation over its deals: the eight steps, in order.
///
/// A reversal repeats them on what is left of the deal, with the clauses, the team and the rates of
/// the day of the sale; its line is the difference.
final class CommissionWalk {
  let calculation: CommissionCalculation
  let names: NameTable
  var run = CommissionRun()
  private(set) var explained: [(line: CommissionLine, derivation: DerivationNode)] = []
  private let isWanted: ((CommissionLine) -> Bool)?

  init(
    _ calculation: CommissionCalculation, _ names: NameTable,
    explaining isWanted: ((CommissionLine) -> Bool)? = nil
  ) {
    self.calculation = calculation
    self.names = names
    self.isWanted = isWanted
  }

  func walk(_ deals: [Deal]) {
    for group in HolderGroup.all(postAlone(deals)) { settle(group) }
    postPeriods()
  }

  /// Posts what follows from each deal alone; returns the claims that depend on each other.
  func postAlone(_ deals: [Deal]) -> [Claim] {
    var waiting: [Claim] = []
    for deal in distinct(deals) {
      let start = mark
      var claims: [Claim] = []
      do throws(CommissionFault) {
        guard !deal.lines.isEmpty else { throw .noLines }
        for selected in calculation.select(deal, &run.omissions) {
          guard let claim = try calculation.claim(deal, by: selected, &run.omissions) else {
            continue
          }
          guard selected.isPlain else {
            claims.append(claim)
            continue
          }
          try exactly { () throws(MoneyError) in try postPlain(claim) }
        }
        waiting += claims
      } catch {
        undo(to: start)
        run.failures.append(CommissionError(deal, error))
      }
    }
    return waiting
  }

  /// Posts the claims of a group, and what is missing to the minimums guaranteed to its payees.
  func settle(_ group: HolderGroup) {
    let start = run.lines.count
    settle(group.claims, of: group)
    let own = Array(run.lines[start...])
    for line in calculation.minimums(own, names, &run.failures) {
      visit(line) { line.derivation(self.names) }
    }
  }

  /// Posts what belongs to periods and to no deal.
  func postPeriods() {
    for line in calculation.periodLines(names, &run) { visit(line) { line.derivation(self.names) } }
  }

  private func visit(_ line: CommissionLine, _ derivation: () -> DerivationNode) {
    run.lines.append(line)
    if let isWanted, isWanted(line) { explained.append((line, derivation())) }
  }

  private var settlement: Settlement {
    Settlement(calculation: calculation) { [self] line, posting in
      visit(line) { posting().derivation(names) }
    }
  }

  private func postPlain(_ claim: Claim) throws(MoneyError) {
    var (earned, reached): ([[Earned?]], [[Reached?]]) = ([], [])
    for index in claim.states.indices {
      reached.append(try calculation.reachedAlone(claim, state: index, &run.omissions))
      earned.append(
        try CommissionCalculation.earned(claim.states[index], of: claim, reached: reached[index]))
    }
    try settlement.post(claim, earned, reached)
  }

  /// Settles the claims that depend on each other; those that fail are named, and the rest settled
  /// anew.
  private func settle(_ claims: [Claim], of group: HolderGroup) {
    let ordered = claims.sorted { $0.precedes($1, names) }
    var rank = -1
    var last: Deal?
    for claim in ordered {
      if claim.deal.id != last?.id || claim.deal.type != last?.type { rank += 1 }
      claim.rank = rank
      last = claim.deal
    }
    let start = mark
    do throws(MoneyError) {
      try settlement.post(tracks(ordered, of: group, &run.omissions))
    } catch {
      undo(to: start)
      // Which of them it was is found by trying each alone; together the others still count.
      let (sound, faulty) = divide(ordered, error)
      for (claim, fault) in faulty {
        run.failures.append(CommissionError(claim.deal, .arithmetic(fault)))
      }
      if !sound.isEmpty { settle(sound, of: group) }
    }
  }

  private func divide(
    _ claims: [Claim], _ error: MoneyError
  ) -> (sound: [Claim], faulty: [(Claim, MoneyError)]) {
    var (sound, faulty): ([Claim], [(Claim, MoneyError)]) = ([], [])
    for claim in claims {
      do throws(MoneyError) {
        var omissions: [Omission] = []
        // For everybody, so that each group finds the same.
        let tracks = try tracks([claim], of: nil, &omissions)
        try Settlement(calculation: calculation) { _, _ in }.post(tracks)
        sound.append(claim)
      } catch {
        faulty.append((claim, error))
      }
    }
    // Where they leave the range only together, none of them can be trusted.
    return faulty.isEmpty ? ([], claims.map { ($0, error) }) : (sound, faulty)
  }

  /// What each deal is worth for each payee of a group, or for everybody, after each event.
  private func tracks(
    _ claims: [Claim], of group: HolderGroup?, _ omissions: inout [Omission]
  ) throws(MoneyError) -> [Track] {
    func isMeant(_ payee: Name) -> Bool { group?.holders.contains(.payee(payee)) ?? true }
    var tracks: [Track] = []
    var first: [ObjectIdentifier: Int] = [:]
    var ladders = Ladders()
    for claim in claims {
      let start = tracks.count
      first[ObjectIdentifier(claim)] = start
      for index in claim.crediting.credits.indices {
        tracks.append(Track(claim: claim, creditIndex: index))
      }
      let climbs = claim.clause.tiers?.spansDeals ?? false
      if climbs { try ladders.add(claim, isMeant) }
      // Who has a rate of their own stands on no ladder.
      try addSteps(claim, to: &tracks, start, &omissions) { credit in
        guard let source = claim.sources[credit] else { return false }
        return (!climbs || !source.isTiered)
          && isMeant(claim.crediting.credits[credit].payee)
      }
    }
    try ladders.climb(calculation, &omissions) { claim, credit, step in
      guard let start = first[ObjectIdentifier(claim)],
        claim.sources[credit]?.isTiered ?? false
      else { return }
      tracks[start + credit].steps.append(step)
    }
    for claim in claims where claim.crediting.credits.contains(where: { !$0.deducts.isEmpty }) {
      guard let start = first[ObjectIdentifier(claim)] else { continue }
      try tracks.deductLowerLevels(of: claim, from: start)
    }
    return tracks.filter { !$0.steps.isEmpty }
  }

  private func addSteps(
    _ claim: Claim, to tracks: inout [Track], _ start: Int, _ omissions: inout [Omission],
    _ isWanted: (Int) -> Bool
  ) throws(MoneyError) {
    guard claim.sources.indices.contains(where: isWanted) else { return }
    for (index, posted) in claim.states.enumerated() {
      let reached = try calculation.reachedAlone(claim, state: index, &omissions)
      let earned = try CommissionCalculation.earned(posted, of: claim, reached: reached)
      for (credit, earned) in earned.enumerated() where isWanted(credit) {
        guard let earned else { continue }
        tracks[start + credit].steps.append(
          Step(
            trigger: posted.state.trigger, rank: claim.rank, sequence: index, state: index,
            earned: earned, reached: reached.first ?? nil))
      }
    }
  }

  /// Each deal once; two deals with one id that say different things are a fault of that deal.
  private func distinct(_ deals: [Deal]) -> [Deal] {
    struct Key: Hashable {
      let id: Name
      let type: DealType
    }
    var known: [Key: Int] = [:]
    known.reserveCapacity(deals.count)
    var kept: [Deal] = []
    kept.reserveCapacity(deals.count)
    var contradictory: Set<Key> = []
    for deal in deals where deal.position <= calculation.knownAt {
      let key = Key(id: deal.id, type: deal.type)
      if let index = known[key] {
        if kept[index] != deal, contradictory.insert(key).inserted {
          run.failures.append(CommissionError(kept[index], .contradiction))
        }
      } else {
        known[key] = kept.count
        kept.append(deal)
      }
    }
    return contradictory.isEmpty
      ? kept : kept.filter { !contradictory.contains(Key(id: $0.id, type: $0.type)) }
  }

  /// A place to go back to when a deal fails.
  private struct Mark {
    let lines: Int
    let omissions: Int
    let explained: Int
  }

  private var mark: Mark {
    Mark(lines: run.lines.count, omissions: run.omissions.count, explained: explained.count)
  }

  private func undo(to mark: Mark) {
    run.lines.removeSubrange(mark.lines...)
    run.omissions.removeSubrange(mark.omissions...)
    explained.removeSubrange(mark.explained...)
  }
}

extension Claim {
  /// Whether the deal counts before another one: by day, type and id.
  fileprivate func precedes(_ other: Claim, _ names: NameTable) -> Bool {
    let (left, right) = (deal, other.deal)
    if left.day != right.day { return left.day < right.day }
    if left.type != right.type { return left.type.rawValue < right.type.rawValue }
    if left.id != right.id { return names.text(left.id) < names.text(right.id) }
    if selected.planID != other.selected.planID {
      return names.text(selected.planID) < names.text(other.selected.planID)
    }
    return clause.line < other.clause.line
  }
}
