import Money

extension AccountView {
  /// The events that make `condition` hold on the as-of day; empty if it does not.
  func evidence(
    for condition: HealthModel.CapCondition, model: HealthModel
  ) -> [HealthFacts.Position] {
    switch condition {
    case .noticeReceived(let lingering):
      return noticesReceived(lingering: lingering)
    case .worstEscalationOverdue:
      let overdue = escalations.filter {
        $0.resolvedAge == nil && $0.severity == 1
          && $0.workingDays > model.service.target(severity: 1)
      }
      return overdue.flatMap(\.evidence).sorted()
    case .contractEnding(let within):
      let ends = unpreparedEnds(opportunityDays: model.renewal.opportunityDays) ?? []
      return ends.filter { $0.days <= within }.flatMap(\.evidence).sorted()
    case .deciderLost:
      return decidersLost()
    }
  }

  /// A notice stands until the contract is renewed, the notice is withdrawn or the customer signs
  /// another contract; otherwise it lingers for some days after it took effect.
  private func noticesReceived(lingering: Int) -> [HealthFacts.Position] {
    let today = Int(asOf.daysSinceEpoch)
    return contracts.compactMap { contract in
      guard let notice = contract.notice, today - notice.effective <= lingering else { return nil }
      let isMadeGood = facts.contracts.contains { step in
        guard case .signed = step.change, age(step.day) >= 0 else { return false }
        return (Int(step.day.daysSinceEpoch), step.position) > (notice.day, notice.position)
      }
      return isMadeGood ? nil : notice.position
    }
    .sorted()
  }

  private func decidersLost() -> [HealthFacts.Position] {
    let known = facts.departures.filter { age($0.day) >= 0 }
    guard !known.isEmpty else { return [] }
    return known.filter { departure in
      guard departure.successor == nil, contacts[departure.contact]?.role == .decider else {
        return false
      }
      // What was learnt last about the same contact counts.
      let isReplaced = known.contains {
        $0.contact == departure.contact
          && ($0.day, $0.position) > (departure.day, departure.position)
      }
      let isFilled = facts.roleAssessments.contains { assessment in
        assessment.role == .decider && assessment.contact != departure.contact
          && age(assessment.day) >= 0
          && (assessment.day, assessment.position) > (departure.day, departure.position)
          && contacts[assessment.contact]?.hasLeft == false
      }
      return !isReplaced && !isFilled
    }
    .map(\.position).sorted()
  }
}
