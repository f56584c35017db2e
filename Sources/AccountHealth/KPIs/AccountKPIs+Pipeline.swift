import Money

extension AccountKPIs {
  mutating func takePipeline() {
    takeWins()
    takeCycles()
    let open = pipeline.filter { $0.closed == nil }
    let events = open.flatMap(\.evidence)
    if !pipeline.isEmpty {
      self[.openOpportunities] = KPIPart(
        top: Int128(open.count), n: pipeline.count, evidence: events)
    }
    let dated = open.filter { $0.identified != nil }
    self[.openOpportunityAge] = KPIPart(
      values: dated.compactMap { $0.identified.map { days($0, period.last) } },
      evidence: dated.flatMap(\.evidence))
    takeExpected(open)
    let valued = open.filter { $0.value != nil }
    let stale = valued.filter { days($0.lastDay, period.last) > 60 }
    self[.stalePipeline] = KPIPart(
      top: value(of: stale), bottom: value(of: valued), n: valued.count,
      evidence: valued.flatMap(\.evidence))
    takeSlips()
  }

  private mutating func takeWins() {
    let count = view.winCount(ages: period.ages)
    guard count.closed > 0 else { return }
    self[.winRate] = KPIPart(
      top: Int128(count.won), bottom: Int128(count.closed), n: count.closed,
      evidence: count.evidence)
    self[.winRateByValue] = KPIPart(
      top: count.wonValue, bottom: count.wonValue + count.lostValue, n: count.closed,
      evidence: count.evidence)
    self[.winRateByValue].silent = count.withoutValue
    if count.won > 0 {
      self[.wonValue] = KPIPart(top: count.wonValue, n: count.won, evidence: count.evidence)
    }
  }

  private mutating func takeCycles() {
    let closed = pipeline.filter { state in state.closed.map { period.contains($0.day) } ?? false }
    let cycles = closed.compactMap { state in
      state.identified.flatMap { first in state.closed.map { (state, days(first, $0.day)) } }
    }
    func part(_ cycles: [(OpportunityState, Int)]) -> KPIPart {
      KPIPart(values: cycles.map(\.1), evidence: cycles.flatMap(\.0.evidence))
    }
    self[.salesCycle] = part(cycles)
    self[.salesCycleP90] = part(cycles)
    for (kpi, kind) in [
      (KPI.salesCycleNew, KPIFacts.OpportunityStep.Kind.new), (.salesCycleCrossSell, .crossSell),
      (.salesCycleUpSell, .upSell), (.salesCycleRenewal, .renewal), (.salesCycleWinBack, .winBack),
    ] {
      self[kpi] = part(cycles.filter { $0.0.kind == kind })
    }
    let won = closed.filter { $0.closed?.won ?? false }
    let crossed = won.filter { $0.kind == .crossSell || $0.kind == .upSell }
    self[.crossSellShare] = KPIPart(
      top: value(of: crossed), bottom: value(of: won), n: won.count,
      evidence: won.flatMap(\.evidence))
  }

  private mutating func takeExpected(_ open: [OpportunityState]) {
    let due = open.filter { state in
      state.expectedCloses.last.map { period.from <= $0 && $0 < period.to } ?? false
    }
    let events = due.flatMap(\.evidence)
    // An empty pipeline covers nothing; where no opportunity is recorded at all nobody knows.
    let known = Int128(pipeline.count)
    expected.value = KPIPart(
      top: value(of: due), bottom: known, n: due.count, evidence: events)
    expected.weighted = KPIPart(
      top: due.reduce(0) {
        $0 + Int128($1.value ?? 0) * Int128($1.probability ?? 0) / 10_000
      }, bottom: known, n: due.count, evidence: events)
  }

  private mutating func takeSlips() {
    let expected = pipeline.filter { state in
      state.expectedCloses.contains { period.from <= $0 && $0 < period.to }
    }
    let slipped = expected.filter { state in
      state.expectedCloses.last.map { $0 >= period.to } ?? false
    }
    self[.slipRate] = KPIPart(
      top: Int128(slipped.count), bottom: Int128(expected.count), n: expected.count,
      evidence: expected.flatMap(\.evidence))
  }

  private func value(of states: [OpportunityState]) -> Int128 {
    states.reduce(0) { $0 + Int128($1.value ?? 0) }
  }
}
