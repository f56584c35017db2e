import Money

extension AccountView {
  /// A running contract that ends and whose renewal nobody is preparing.
  struct UnpreparedEnd {
    let days: Int
    let evidence: [HealthFacts.Position]
  }

  /// The unprepared ends, the next one first; nothing if no contract runs.
  ///
  /// Prepared is a contract that renews itself, has no end, or has a renewal opportunity that is
  /// not lost. A notice unmakes all of that.
  func unpreparedEnds(opportunityDays: Int) -> [UnpreparedEnd]? {
    let today = Int(asOf.daysSinceEpoch)
    let running = contracts.filter { $0.runs(on: today) }
    guard !running.isEmpty else { return nil }
    var ends: [UnpreparedEnd] = []
    for contract in running {
      if let notice = contract.notice {
        ends.append(
          UnpreparedEnd(
            days: notice.effective - today, evidence: [contract.position, notice.position]))
      } else if let end = contract.end, !contract.renewsItself,
        renewalStep(for: contract.contract, within: opportunityDays) == nil
      {
        ends.append(UnpreparedEnd(days: end - today, evidence: [contract.position]))
      }
    }
    return ends.sorted { $0.days < $1.days }
  }

  /// The newest renewal opportunity for a contract that is young enough and not lost.
  func renewalStep(
    for contract: HealthFacts.Handle, within days: Int
  ) -> HealthFacts.OpportunityStep? {
    facts.opportunities.filter { step in
      guard case .identified(renewal: true, let about) = step.change,
        about == nil || about == contract, (0..<days).contains(age(step.day))
      else { return false }
      return !closings.contains { $0.opportunity == step.opportunity && !$0.won }
    }.max { ($0.day, $0.position) < ($1.day, $1.position) }
  }

  func daysToContractEnd(secured: Int, renewal: HealthModel.RenewalRules) -> Measurement {
    guard let ends = unpreparedEnds(opportunityDays: renewal.opportunityDays) else {
      return .missing(.noContract)
    }
    guard let next = ends.first else {
      let today = Int(asOf.daysSinceEpoch)
      let running = contracts.filter { $0.runs(on: today) }
      return .known(.init(secured, evidence: running.map(\.position)))
    }
    return .known(.init(next.days, evidence: next.evidence))
  }

  func contractValueChange(window: Int) -> Measurement {
    let today = Int(asOf.daysSinceEpoch)
    guard !contracts.isEmpty else { return .missing(.noContract) }
    let before = ContractState.all(of: facts.contracts, on: today - window)
      .filter { $0.runs(on: today - window) }
    let valueBefore = before.reduce(Int128(0)) { $0 + Int128($1.value) }
    guard valueBefore > 0 else { return .missing(.noEarlierContract) }
    let now = contracts.filter { $0.runs(on: today) }
    let valueNow = now.reduce(Int128(0)) { $0 + Int128($1.value) }
    return .known(
      .init(
        Ratio.basisPoints(valueNow - valueBefore, of: valueBefore),
        evidence: Array(Set((before + now).map(\.position)))))
  }
}
