import Money

extension AccountKPIs {
  mutating func takeTargets() {
    let sums = TargetSums(
      revenue: self[.revenue], orders: self[.orderIntake], won: self[.wonValue],
      expected: expected.value, weighted: expected.weighted)
    for (kpi, part) in againstTargets(sums) { self[kpi] = part }
  }

  /// What is held against targets, of one account or of several; of the open opportunities `bottom`
  /// says how many are known at all.
  package struct TargetSums: Sendable {
    let revenue: KPIPart
    let orders: KPIPart
    let won: KPIPart
    let expected: KPIPart
    let weighted: KPIPart

    package init(
      revenue: KPIPart, orders: KPIPart, won: KPIPart, expected: KPIPart, weighted: KPIPart
    ) {
      self.revenue = revenue
      self.orders = orders
      self.won = won
      self.expected = expected
      self.weighted = weighted
    }
  }

  /// The figures that hold `sums` against the targets of these facts.
  package func againstTargets(_ sums: TargetSums) -> [KPI: KPIPart] {
    let revenue = targets(.revenue)
    let orders = targets(.orderIntake)
    var parts = [
      KPI.targetAttainment: attainment(
        actual: sums.revenue, targets: revenue, findings: findings(.revenue)),
      .orderTargetAttainment: attainment(
        actual: sums.orders, targets: orders.isEmpty ? revenue : orders,
        findings: findings(.orderIntake)),
    ]
    guard !revenue.isEmpty, sums.expected.bottom > 0 else { return parts }
    // The gap is what is missing to the target; what was won is no longer in the pipeline.
    let gap = revenue.reduce(Int128(0)) { $0 + Int128($1.amount) } - sums.won.top
    for (kpi, open) in [
      (KPI.pipelineCoverage, sums.expected), (.pipelineCoverageWeighted, sums.weighted),
    ] {
      parts[kpi] = KPIPart(
        top: open.top, bottom: gap, n: open.n,
        evidence: open.evidence + revenue.map(\.position) + sums.won.evidence)
    }
    return parts
  }

  private func attainment(
    actual: KPIPart, targets: [KPIFacts.Target], findings: [KPIFacts.Target]
  ) -> KPIPart {
    guard !targets.isEmpty, actual.n > 0 || !findings.isEmpty else { return KPIPart() }
    let top = findings.isEmpty ? actual.top : findings.reduce(0) { $0 + Int128($1.amount) }
    let evidence = findings.isEmpty ? actual.evidence : findings.map(\.position)
    return KPIPart(
      top: top, bottom: targets.reduce(0) { $0 + Int128($1.amount) }, n: targets.count,
      evidence: evidence + targets.map(\.position))
  }

  /// What was found to be reached counts only where it is said of exactly the period.
  private func findings(_ figure: KPIFacts.Target.Figure) -> [KPIFacts.Target] {
    newest(figure, isFinding: true).filter { $0.from == period.from && $0.to == period.to }
  }

  /// The targets that lie wholly in the period and do not overlap: the longer before the shorter.
  private func targets(_ figure: KPIFacts.Target.Figure) -> [KPIFacts.Target] {
    let byLength = newest(figure, isFinding: false)
      .filter { period.covers(from: $0.from, to: $0.to) }
      .sorted {
        (days($1.from, $1.to), $0.scope, $0.from) < (days($0.from, $0.to), $1.scope, $1.from)
      }
    var taken: [KPIFacts.Target] = []
    for target in byLength {
      let overlaps = taken.contains {
        $0.scope == target.scope && $0.from < target.to && target.from < $0.to
      }
      if !overlaps { taken.append(target) }
    }
    return taken
  }

  private func newest(
    _ figure: KPIFacts.Target.Figure, isFinding: Bool
  ) -> [KPIFacts.Target] {
    struct Key: Hashable {
      let scope: KPIFacts.Handle
      let from: CalendarDay
      let to: CalendarDay
    }
    var newest: [Key: KPIFacts.Target] = [:]
    for target in facts.targets where target.kpi == figure && target.isFinding == isFinding {
      let key = Key(scope: target.scope, from: target.from, to: target.to)
      if let known = newest[key],
        (known.version, known.position) > (target.version, target.position)
      {
        continue
      }
      newest[key] = target
    }
    return newest.values.sorted { $0.position < $1.position }
  }

  mutating func takeForecasts() {
    let quarters = facts.forecasts.filter {
      $0.length == .quarter && period.covers(from: $0.from, to: $0.to)
    }
    let usable =
      quarters.isEmpty
      ? facts.forecasts.filter { $0.length == .month && period.covers(from: $0.from, to: $0.to) }
      : quarters
    // A period that still runs has no actual yet.
    let over = usable.filter { days($0.to, period.last) >= -1 }
    for byRecording in [true, false] {
      let inTime = over.filter {
        $0.day <= $0.from && (!byRecording || $0.recordedDay <= $0.from)
      }
      var newest: [CalendarDay: KPIFacts.Forecast] = [:]
      for forecast in inTime.sorted(by: { ($0.day, $0.position) < ($1.day, $1.position) }) {
        newest[forecast.from] = forecast
      }
      var accuracy = KPIPart()
      var bias = KPIPart()
      for forecast in newest.values.sorted(by: { $0.from < $1.from }) {
        let ages = days(forecast.to, period.last) + 1..<days(forecast.from, period.last) + 1
        let actual = view.revenueSum(basis: .invoiced, ages: ages)
        let difference = Int128(forecast.amount) - actual.net
        accuracy.top += actual.net - abs(difference)
        accuracy.bottom += actual.net
        accuracy.n += 1
        accuracy.evidence += actual.evidence + [forecast.position]
        bias.top += difference
      }
      if accuracy.n == 0, byRecording, !over.isEmpty {
        accuracy.missing = "every forecast was recorded after the first day of its period"
      }
      self[byRecording ? .forecastAccuracy : .forecastAccuracyByDay] = accuracy
      if byRecording {
        accuracy.top = bias.top
        self[.forecastBias] = accuracy
      }
    }
  }
}
