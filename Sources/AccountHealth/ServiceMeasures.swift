import Money

extension AccountView {
  /// That nothing escalated says something only about an account with which something happens.
  func hasBusiness(window: Int) -> Bool {
    let ages = 0..<window
    return !escalations.isEmpty
      || facts.interactions.contains { ages.contains(age($0.day)) }
      || facts.revenue.contains { ages.contains(age($0.day)) }
      || facts.contracts.contains { ages.contains(age($0.day)) }
  }

  /// An open escalation grows from its weight to twice its weight; a resolved one fades.
  func escalationLoad(halfLife: Int, window: Int, service: HealthModel.ServiceLevels) -> Measurement
  {
    guard hasBusiness(window: window) else { return .missing(.noBusiness) }
    var load = 0
    var evidence: [HealthFacts.Position] = []
    for escalation in escalations {
      let weight = service.weight(severity: escalation.severity)
      let part: Int
      if let resolvedAge = escalation.resolvedAge {
        part = weight * EvidenceDecay.rest(age: resolvedAge, halfLife: halfLife) / 10_000
      } else {
        let doubling = max(1, service.doublingDays)
        part = weight * (doubling + min(doubling, escalation.workingDays)) / doubling
      }
      guard part > 0 else { continue }
      load += part
      evidence += escalation.evidence
    }
    return .known(.init(load, evidence: evidence))
  }

  func resolutionTime(window: Int, service: HealthModel.ServiceLevels) -> Measurement {
    var ratios: [Int] = []
    var evidence: [HealthFacts.Position] = []
    for escalation in escalations {
      guard let resolvedAge = escalation.resolvedAge, (0..<window).contains(resolvedAge) else {
        continue
      }
      let target = max(1, service.target(severity: escalation.severity))
      ratios.append(escalation.workingDays * 10_000 / target)
      evidence += escalation.evidence
    }
    guard let median = Ratio.median(ratios) else { return .missing(.noResolvedEscalation) }
    return .known(.init(median, evidence: evidence))
  }
}
