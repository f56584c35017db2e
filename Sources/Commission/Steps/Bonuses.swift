import Money

/// The variable part of the pay by goals (Zielbonus).
///
/// A variable target of 28,500.00 with goals of 70 % attained at 100 % and 30 % attained at 142 % has
/// an attainment of 112.6 %: 32,091.00. For somebody who left on 30 November the target is 11/12:
/// 26,125.00, which pays 29,416.75.
extension CommissionCalculation {
  func postBonuses(
    _ history: PlanHistory, _ names: NameTable, _ lines: inout [CommissionLine],
    _ run: inout CommissionRun
  ) {
    var tried: Set<BonusKey> = []
    for version in history.versions {
      for (index, bonus) in version.plan.bonuses.enumerated() {
        let word = version.bonusNames[index]
        for period in periods(of: bonus) {
          guard let last = try? period.end.adding(days: -1),
            history.version(on: last) === version
          else { continue }
          for payee in version.bonusPayees[index] ?? salaried(names)
          where tried.insert(BonusKey(clause: word, payee: payee, period: period)).inserted {
            do throws(MoneyError) {
              guard let line = try line(bonus, word, version, payee, period, last, names, &run)
              else { continue }
              lines.append(line)
            } catch {
              run.failures.append(CommissionError(periodOf: word, .arithmetic(error)))
            }
          }
        }
      }
    }
  }

  private struct BonusKey: Hashable {
    let clause: Name
    let payee: Name
    let period: Period
  }

  /// The periods in which a figure of any of the goals was established.
  private func periods(of bonus: Bonus) -> [Period] {
    var found: Set<Period> = []
    for goal in bonus.goals {
      found.formUnion(targets.periods(of: goal.kpi).filter { $0.length == bonus.period })
    }
    return found.sorted { $0.start < $1.start }
  }

  /// Everybody with pay terms.
  private func salaried(_ names: NameTable) -> [Name] {
    team.salaried.sorted { names.text($0) < names.text($1) }
  }

  private func line(
    _ bonus: Bonus, _ word: Name, _ version: PublishedPlan, _ payee: Name, _ period: Period,
    _ last: CalendarDay, _ names: NameTable, _ run: inout CommissionRun
  ) throws(MoneyError) -> CommissionLine? {
    guard let target = try target(of: bonus, payee, period, version.plan) else {
      // Everybody with pay terms is meant where nobody is named, but not in every period.
      if bonus.payees != nil {
        run.omissions.append(
          Omission(deal: nil, clause: word, reason: .noPayTerms(payee, period)))
      }
      return nil
    }
    var attainment = Ratio()
    var notes: [CommissionLine.Note] = target.notes
    var trigger: TargetBook.Figure?
    var isGateOpen = true
    for goal in bonus.goals {
      let scope: TargetBook.Scope = goal.scope == .ledger ? .ledger : .payee(payee)
      let key = TargetBook.Key(scope: scope, kpi: goal.kpi, period: period)
      guard let established = targets.established(key), let set = targets.target(key),
        var reached = try targets.attainment(key)
      else {
        run.omissions.append(
          Omission(deal: nil, clause: word, reason: .goalOpen(goal.kpi, period)))
        return nil
      }
      if established.position >= trigger?.position ?? 0 { trigger = established }
      if let least = bonus.everyGoalAtLeast, reached < least { isGateOpen = false }
      var words = "goal \(goal.kpi): \(reached), weight \(goal.weight)"
      if let floor = goal.floor, reached < floor {
        reached = .zero
        words += ", below \(floor), counts as nothing"
      } else if let cap = goal.cap, reached > cap {
        reached = cap
        words += ", counts \(cap)"
      }
      notes.append(
        .init(step: .attainment, text: words, positions: [set.position, established.position]))
      try attainment.add(reached, times: goal.weight)
    }
    guard let trigger else { return nil }
    if !isGateOpen, let least = bonus.everyGoalAtLeast {
      notes.append(.init(step: .rate, text: "a goal lies below \(least): nothing is paid"))
      attainment = Ratio()
    }
    notes.append(.init(step: .attainment, text: "weighted attainment: \(attainment)"))
    if !bonus.curve.isEmpty {
      var pays = Rate.zero
      for point in bonus.curve where try attainment.isAtLeast(point.from) { pays = point.pays }
      attainment = Ratio(pays)
      notes.append(.init(step: .rate, text: "by the curve that pays \(attainment)"))
    }
    let whole = try target.exact.multiplied(
      by: attainment.numerator, over: attainment.denominator
    ).rounded(version.plan.rounding)
    var amount = whole
    if let cap = bonus.attainmentCap, try attainment.isAtLeast(cap) {
      amount = try target.exact.multiplied(by: cap).rounded(version.plan.rounding)
      notes.append(.init(step: .limit, text: "at most \(cap) counts"))
      attainment = Ratio(cap)
    }
    let (paid, exchange) = try exchanged(amount, version.plan, on: last)
    var line = CommissionLine(
      trigger: Trigger(id: trigger.id, day: last, position: trigger.position, kind: .periodEnd),
      span: period, payee: payee, label: .bonus, plan: version.id,
      planVersion: version.plan.version, clause: word,
      base: try target.exact.rounded(version.plan.rounding), rate: attainment.rate, amount: paid,
      cut: try whole.subtracting(amount))
    line.exchange = exchange
    line.notes = notes
    line.notes.append(
      .init(step: .select, text: bonus.text ?? bonus.id, positions: [version.position]))
    return line
  }

  /// The variable pay for the period, for the part of it in which the payee was employed.
  private func target(
    of bonus: Bonus, _ payee: Name, _ period: Period, _ plan: Plan
  ) throws(MoneyError) -> (exact: ExactAmount, notes: [CommissionLine.Note])? {
    let year = try Rate(numerator: Int64(bonus.period.rawValue), denominator: 12)
    if case .amount(let amount) = bonus.target {
      let part = try team.employedPart(of: payee, in: period, bonus.prorate)
      return (
        amount.multiplied(by: part),
        [.init(step: .base, text: "target \(amount), employed for \(part) of \(period)")]
      )
    }
    if bonus.prorate == .day { return try targetByDay(of: bonus, payee, period, plan) }
    guard bonus.prorate == .month else {
      guard let terms = try payTerms(of: payee, in: period) else { return nil }
      let part = try team.employedPart(of: payee, in: period, bonus.prorate)
      return (
        try terms.variablePerYear.multiplied(by: year).multiplied(by: part),
        [
          .init(
            step: .base,
            text: "variable pay \(terms.variablePerYear) a year, employed for \(part) of \(period)",
            positions: [terms.position])
        ]
      )
    }
    var sum = ExactAmount.zero(plan.currency)
    var months = 0
    var positions: Set<UInt64> = []
    let month = try Rate(numerator: 1, denominator: 12)
    for each in try period.months {
      guard let terms = try payTerms(of: payee, in: each),
        try team.isEmployed(payee, sometimeIn: each)
      else { continue }
      sum = try sum.adding(terms.variablePerYear.multiplied(by: month))
      months += 1
      positions.insert(terms.position)
    }
    guard months > 0 else { return nil }
    positions.formUnion(team.employmentPositions(of: payee))
    return (
      sum,
      [
        .init(
          step: .base, text: "variable pay for \(months) of \(try period.months.count) months",
          positions: positions.sorted())
      ]
    )
  }

  /// The variable pay for each day on which the payee was employed, as agreed on that day.
  private func targetByDay(
    of bonus: Bonus, _ payee: Name, _ period: Period, _ plan: Plan
  ) throws(MoneyError) -> (exact: ExactAmount, notes: [CommissionLine.Note])? {
    var agreed: [(terms: PayTerms, days: Int64)] = []
    var (day, all): (CalendarDay, Int64) = (period.start, 0)
    while day < period.end {
      if team.isEmployed(payee, on: day), let terms = team.payTerms(of: payee, on: day) {
        if agreed.last?.terms != terms { agreed.append((terms, 0)) }
        agreed[agreed.count - 1].days += 1
      }
      all += 1
      day = try day.adding(days: 1)
    }
    guard !agreed.isEmpty else { return nil }
    let year = try Rate(numerator: Int64(bonus.period.rawValue), denominator: 12)
    var sum = ExactAmount.zero(plan.currency)
    for (terms, days) in agreed {
      let part = try Rate(numerator: days, denominator: all)
      sum = try sum.adding(terms.variablePerYear.multiplied(by: year).multiplied(by: part))
    }
    let days = agreed.map(\.days).reduce(0, +)
    return (
      sum,
      [
        .init(
          step: .base, text: "variable pay for \(days) of \(all) days",
          positions: agreed.map(\.terms.position) + team.employmentPositions(of: payee))
      ]
    )
  }

  /// The pay terms at the beginning of a period, or the first ones in it.
  private func payTerms(of payee: Name, in period: Period) throws(MoneyError) -> PayTerms? {
    if let terms = team.payTerms(of: payee, on: period.start) { return terms }
    return team.payTerms(of: payee, on: try period.end.adding(days: -1))
  }
}
