import Money

extension AccountKPIs {
  mutating func takeContracts() {
    let start = Int(period.from.daysSinceEpoch)
    let end = Int(period.last.daysSinceEpoch) + 1
    // What is known on the evening before a day, and runs on it.
    let first = ContractState.all(of: facts.health.contracts, on: start - 1)
      .filter { $0.runs(on: start) }
    let last = ContractState.all(of: facts.health.contracts, on: end - 1)
      .filter { $0.runs(on: end) }
    let before = first.reduce(Int128(0)) { $0 + Int128($1.value) }
    let after = last.reduce(Int128(0)) { $0 + Int128($1.value) }
    let evidence = Array(Set((first + last).map(\.position)))
    if before > 0 {
      self[.grossRetention] = KPIPart(
        top: min(before, after), bottom: before, n: first.count, evidence: evidence)
      self[.netRetention] = KPIPart(
        top: after, bottom: before, n: first.count, evidence: evidence)
    }
    if isKeyAtStart, !first.isEmpty {
      let isKept = !last.isEmpty
      self[.retentionRate] = KPIPart(top: isKept ? 1 : 0, bottom: 1, n: 1, evidence: evidence)
      self[.churnRate] = KPIPart(top: isKept ? 0 : 1, bottom: 1, n: 1, evidence: evidence)
      let year = view.revenueSum(basis: .ordered, ages: 0..<365)
      self[.customerValueExpected] = KPIPart(
        top: year.netWithCost - year.cost, bottom: isKept ? 0 : 1, n: 1,
        evidence: evidence + year.evidence)
    }
    takeTerms()
  }

  private var isKeyAtStart: Bool {
    facts.tiers.filter { $0.from <= period.from }
      .max { ($0.from, $0.position) < ($1.from, $1.position) }?.isKey ?? false
  }

  /// Follows each contract from term to term; a term is due on its last day.
  private mutating func takeTerms() {
    let details = Dictionary(
      facts.terms.map { ($0.position, $0.change) }, uniquingKeysWith: { first, _ in first })
    let steps = facts.health.contracts.filter { isPast($0.day) }
      .sorted { ($0.contract, $0.day, $0.position) < ($1.contract, $1.day, $1.position) }
    var count = KPIPart()
    var value = KPIPart()
    func due(_ end: CalendarDay, before: Int64, after: Int64?, _ events: [KPIFacts.Position]) {
      guard let last = try? end.adding(days: -1), period.from <= last, last < period.to else {
        return
      }
      // A term that still runs is not due yet, unless it was renewed early.
      guard after != nil || last <= period.last else { return }
      count.bottom += 1
      count.n += 1
      count.evidence += events
      value.bottom += Int128(before)
      guard let after else { return }
      count.top += 1
      value.top += Int128(min(before, after))
    }
    var index = 0
    while index < steps.count {
      let contract = steps[index].contract
      var end: CalendarDay?
      var current: Int64 = 0
      var renewsItself = false
      var isReplaced = false
      var hasNotice = false
      var hasEnded = false
      var position = steps[index].position
      while index < steps.count, steps[index].contract == contract {
        let step = steps[index]
        index += 1
        switch step.change {
        case .signed(_, let term, let renews, let annual):
          (end, current, renewsItself, position) = (term, annual, renews, step.position)
        case .renewed(let term, let annual):
          var (oldEnd, before) = (end, current)
          if case .renewed(let said, let was, _)? = details[step.position] {
            (oldEnd, before) = (said ?? end, was)
          }
          if let oldEnd {
            due(oldEnd, before: before, after: annual, [position, step.position])
          }
          (end, current, hasNotice, hasEnded) = (term, annual, false, false)
          position = step.position
        case .changed(let annual): current = annual
        case .noticeReceived: hasNotice = true
        case .noticeWithdrawn: hasNotice = false
        case .ended:
          hasEnded = true
          if case .replaced? = details[step.position] { isReplaced = true }
        }
      }
      guard let end, !isReplaced else { continue }
      let goesOn = renewsItself && !hasNotice && !hasEnded && days(end, period.last) >= 0
      due(end, before: current, after: goesOn ? current : nil, [position])
    }
    self[.renewalRate] = count
    value.n = count.n
    value.evidence = count.evidence
    self[.renewalRateByValue] = value
  }
}
