import Money

/// Lines that belong to a period and to no deal: bonuses, guaranteed minimums, adjustments.
extension CommissionCalculation {
  func periodLines(_ names: NameTable, _ run: inout CommissionRun) -> [CommissionLine] {
    var lines: [CommissionLine] = []
    for history in histories { postBonuses(history, names, &lines, &run) }
    for adjustment in Set(adjustments) { lines.append(adjustment.line) }
    return lines
  }

  /// What is missing to a guaranteed minimum, at the end of its period, for everybody who has a line
  /// in it.
  func minimums(_ lines: [CommissionLine], _ names: NameTable) -> [CommissionLine] {
    struct Key: Hashable {
      let plan: Name
      let clause: Name?
      let payee: Name
      let period: Period
    }
    var sums: [Key: (earned: Amount, last: CommissionLine, floor: Amount, version: Int)] = [:]
    for line in lines where line.deal != nil && !line.isClaim {
      guard let history = histories.first(where: { $0.versions[0].id == line.plan }),
        let version = history.versions.first(where: { $0.plan.version == line.planVersion })
      else { continue }
      let clause = version.clauses.first { $0.id == line.clause }
      let limits =
        (clause?.clause.limits.periods.map { (line.clause as Name?, $0) } ?? [])
        + version.plan.limits.map { (nil, $0) }
      for (scope, limit) in limits {
        guard let floor = limit.floor, let period = try? Period(limit.length, of: line.trigger.day)
        else { continue }
        let key = Key(plan: line.plan, clause: scope, payee: line.payee, period: period)
        let known = sums[key]
        guard let sum = try? (known?.earned ?? .zero(line.amount.currency)).adding(line.amount)
        else { continue }
        let isLater =
          known.map {
            ($0.last.trigger.day, names.text($0.last.trigger.id))
              < (line.trigger.day, names.text(line.trigger.id))
          } ?? true
        sums[key] = (sum, isLater ? line : known?.last ?? line, floor, line.planVersion)
      }
    }
    return sums.compactMap { key, sum in
      guard sum.earned.minor < sum.floor.minor, sum.earned.currency == sum.floor.currency,
        let missing = try? sum.floor.subtracting(sum.earned),
        let day = try? key.period.end.adding(days: -1)
      else { return nil }
      return CommissionLine(
        trigger: Trigger(
          id: sum.last.trigger.id, day: day, position: sum.last.trigger.position,
          kind: .periodEnd), span: key.period, payee: key.payee, label: .period, plan: key.plan,
        planVersion: sum.version, clause: key.clause ?? key.plan, base: sum.earned,
        amount: missing)
    }
  }
}

extension CommissionLine {
  /// A line that no deal stands behind.
  init(
    trigger: Trigger, span: Period?, payee: Name, label: CreditLabel, plan: Name,
    planVersion: Int, clause: Name, base: Amount, rate: Rate? = nil, amount: Amount,
    cut: Amount? = nil
  ) {
    self.init(
      trigger: trigger, deal: nil, dealType: nil, account: nil, span: span, payee: payee,
      label: label, plan: plan, planVersion: planVersion, clause: clause, doubleCredit: false,
      inDoubt: false, isClaim: false, revenue: .zero(amount.currency), base: base, share: .one,
      credited: base, rate: rate, amount: amount, payable: amount,
      cut: cut ?? .zero(amount.currency))
  }

  /// The path of a line that no deal stands behind.
  func derivation(_ names: NameTable) -> DerivationNode {
    let what =
      switch trigger.kind {
      case .adjustment: "adjustment \(names.text(trigger.id))"
      case .periodEnd where label == .period:
        "guaranteed minimum of \(names.text(clause)) for \(span.map { "\($0)" } ?? ""): \(base) earned"
      default: "bonus \(names.text(clause)) for \(span.map { "\($0)" } ?? "")"
      }
    let children = notes.map {
      DerivationNode(
        step: $0.step, summary: $0.text,
        inputs: $0.positions.map { .init("event", names.text(trigger.id), at: $0) })
    }
    return DerivationNode(
      step: .settle, summary: what,
      inputs: [.init("event", names.text(trigger.id), at: trigger.position)], before: nil,
      after: amount, children: children)
  }
}

extension Adjustment {
  fileprivate var line: CommissionLine {
    var line = CommissionLine(
      trigger: Trigger(id: id, day: day, position: position, kind: .adjustment), span: nil,
      payee: employee, label: .adjustment, plan: word, planVersion: 1, clause: word,
      base: amount, amount: amount)
    line.notes = [.init(step: .settle, text: reason, positions: [position])]
    return line
  }
}
