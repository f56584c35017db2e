import Money

/// Lines that belong to a period and to no deal: bonuses, guaranteed minimums, adjustments.
extension CommissionCalculation {
  func periodLines(_ names: NameTable, _ run: inout CommissionRun) -> [CommissionLine] {
    var lines: [CommissionLine] = []
    for history in histories { postBonuses(history, names, &lines, &run) }
    for adjustment in Set(adjustments) {
      do throws(MoneyError) {
        lines.append(adjustment.line(paying: try exchanged(adjustment)))
      } catch {
        // It waits for a rate; what the payee earned besides is stated all the same.
        run.omissions.append(
          Omission(
            deal: nil, clause: nil,
            reason: .notExchanged(adjustment.id, of: adjustment.employee, error)))
      }
    }
    return lines
  }

  /// What is missing to a guaranteed minimum, at the end of its period, for everybody who has a line
  /// in it.
  ///
  /// The minimum of a longer period counts what shorter ones were lifted to, and that of the plan what
  /// its clauses were: 200.00 in each of three months, lifted to 1,000.00, need 500.00 to 3,500.00.
  func minimums(
    _ lines: [CommissionLine], _ names: NameTable, _ failures: inout [CommissionError]
  ) -> [CommissionLine] {
    guard histories.contains(where: \.hasMinimum) else { return [] }
    var minimums: [(missing: Amount, line: CommissionLine)] = []
    for (key, sum) in sums(lines, names).sorted(by: { $0.key.isBefore($1.key) }) {
      let lifted = minimums.filter {
        $0.line.plan == key.plan && $0.line.payee == key.payee
          && key.period.contains($0.line.trigger.day)
          && (key.clause == nil || $0.line.clause == key.clause)
      }
      do throws(MoneyError) {
        var earned = sum.earned
        for (missing, _) in lifted { earned = try earned.adding(missing) }
        guard try earned.isLess(than: sum.floor) else { continue }
        let missing = try sum.floor.subtracting(earned)
        let day = try key.period.end.adding(days: -1)
        let (amount, exchange) = try exchanged(missing, sum.plan, on: day)
        var line = CommissionLine(
          trigger: Trigger(
            id: sum.last.trigger.id, day: day, position: sum.last.trigger.position,
            kind: .periodEnd), span: key.period, payee: key.payee, label: .period, plan: key.plan,
          planVersion: sum.last.planVersion, clause: key.clause ?? key.plan, base: earned,
          amount: amount)
        line.exchange = exchange
        minimums.append((missing, line))
      } catch {
        failures.append(CommissionError(periodOf: key.clause ?? key.plan, .arithmetic(error)))
      }
    }
    return minimums.map(\.line)
  }

  /// What was earned towards each minimum, in the currency of its plan.
  private func sums(_ lines: [CommissionLine], _ names: NameTable) -> [MinimumKey: MinimumSum] {
    var sums: [MinimumKey: MinimumSum] = [:]
    for line in lines where line.deal != nil && !line.isClaim {
      let own = line.exchange?.original ?? line.amount
      for (key, floor, plan) in floors(of: line) {
        let known = sums[key]
        guard let sum = try? (known?.earned ?? .zero(own.currency)).adding(own) else { continue }
        let isLater = known.map { $0.last.isBefore(line, names) } ?? true
        sums[key] = MinimumSum(
          earned: sum, last: isLater ? line : known?.last ?? line,
          floor: isLater ? floor : known?.floor ?? floor, plan: isLater ? plan : known?.plan ?? plan
        )
      }
    }
    return sums
  }

  /// The guaranteed minimums of the periods in which a line lies, as its plan version names them.
  private func floors(
    of line: CommissionLine
  ) -> [(key: MinimumKey, floor: Amount, plan: Plan)] {
    guard let history = histories.first(where: { $0.versions[0].id == line.plan }),
      let version = history.versions.first(where: { $0.plan.version == line.planVersion })
    else { return [] }
    let clause = version.clauses.first { $0.id == line.clause }
    let limits =
      (clause?.clause.limits.periods.map { (line.clause as Name?, $0) } ?? [])
      + version.plan.limits.map { (nil, $0) }
    return limits.compactMap { scope, limit in
      guard let floor = limit.floor, let period = try? Period(limit.length, of: line.trigger.day)
      else { return nil }
      return (
        MinimumKey(plan: line.plan, clause: scope, payee: line.payee, period: period), floor,
        version.plan
      )
    }
  }
}

extension PlanHistory {
  fileprivate var hasMinimum: Bool {
    versions.contains { version in
      (version.plan.limits + version.plan.clauses.flatMap(\.limits.periods))
        .contains { $0.floor != nil }
    }
  }
}

/// For whom and which period a minimum is guaranteed.
private struct MinimumKey: Hashable {
  let plan: Name
  /// Nil for the plan as a whole.
  let clause: Name?
  let payee: Name
  let period: Period

  /// Clauses come before their plan and shorter periods before longer ones.
  func isBefore(_ other: MinimumKey) -> Bool {
    (clause == nil ? 1 : 0, period.length.rawValue, period.start)
      < (other.clause == nil ? 1 : 0, other.period.length.rawValue, other.period.start)
  }
}

/// What was earned towards a minimum, and the line and the floor known last.
private struct MinimumSum {
  let earned: Amount
  let last: CommissionLine
  let floor: Amount
  let plan: Plan
}

extension CommissionLine {
  fileprivate func isBefore(_ other: CommissionLine, _ names: NameTable) -> Bool {
    (trigger.day, names.text(trigger.id), trigger.position)
      < (other.trigger.day, names.text(other.trigger.id), other.trigger.position)
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
    let children = notes.map { note in
      DerivationNode(
        step: note.step, summary: note.text,
        inputs: note.positions.map { position in
          // Notes keep positions alone; only the settling event's id is known here.
          let isOwn = position == trigger.position
          return .init("event", isOwn ? names.text(trigger.id) : "recorded", at: position)
        })
    }
    var inputs = [DerivationNode.Input("event", names.text(trigger.id), at: trigger.position)]
    if let exchange { inputs.append(exchange.input) }
    return DerivationNode(
      step: .settle, summary: what, inputs: inputs, before: nil, after: amount, children: children)
  }
}

extension Adjustment {
  fileprivate func line(
    paying paid: (amount: Amount, exchange: CommissionLine.Exchange?)
  ) -> CommissionLine {
    var line = CommissionLine(
      trigger: Trigger(id: id, day: day, position: position, kind: .adjustment), span: nil,
      payee: employee, label: .adjustment, plan: word, planVersion: 1, clause: word,
      base: amount, amount: paid.amount)
    line.exchange = paid.exchange
    line.notes = [.init(step: .settle, text: reason, positions: [position])]
    return line
  }
}
