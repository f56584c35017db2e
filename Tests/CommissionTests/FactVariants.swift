import Commission
import Money

/// The same facts in another order, each deal and fact at least once and some of them twice.
func shuffled(_ facts: CommissionFacts, seed: UInt64) -> CommissionFacts {
  var random = Dice(seed: seed)
  var other = CommissionFacts()
  other.names = facts.names
  for published in (facts.plans + facts.plans).shuffled(using: &random) {
    other.publish(published.plan, at: published.position)
  }
  other.assignments = (facts.assignments + facts.assignments.prefix(2)).shuffled(using: &random)
  other.reporting = (facts.reporting + facts.reporting).shuffled(using: &random)
  other.splits = (facts.splits + facts.splits).shuffled(using: &random)
  other.employments = (facts.employments + facts.employments).shuffled(using: &random)
  other.payTerms = (facts.payTerms + facts.payTerms).shuffled(using: &random)
  other.targets = (facts.targets + facts.targets).shuffled(using: &random)
  other.exchangeRates = (facts.exchangeRates + facts.exchangeRates).shuffled(using: &random)
  other.adjustments = (facts.adjustments + facts.adjustments).shuffled(using: &random)
  other.deals = facts.deals.map { deal in
    var copy = deal
    copy.reversals = (deal.reversals + deal.reversals).shuffled(using: &random)
    copy.milestones = (deal.milestones + deal.milestones.prefix(1)).shuffled(using: &random)
    return copy
  }.shuffled(using: &random)
  other.deals += other.deals.prefix(1)
  return other
}

/// Only the facts that were known at a position.
func known(_ facts: CommissionFacts, at limit: UInt64) -> CommissionFacts {
  var known = CommissionFacts()
  known.names = facts.names
  for published in facts.plans where published.position <= limit {
    known.publish(published.plan, at: published.position)
  }
  known.assignments = facts.assignments.filter { $0.position <= limit }.map {
    Assignment(
      account: $0.account, employee: $0.employee, role: $0.role, from: $0.from,
      ending: $0.ending.flatMap { $0.position <= limit ? $0 : nil }, position: $0.position,
      weight: $0.weight)
  }
  known.reporting = facts.reporting.filter { $0.position <= limit }
  known.splits = facts.splits.filter { $0.position <= limit }
  known.employments = facts.employments.filter { $0.position <= limit }.map {
    var copy = $0
    if let ending = copy.ending, ending.position > limit { copy.ending = nil }
    return copy
  }
  known.payTerms = facts.payTerms.filter { $0.position <= limit }
  known.targets = facts.targets.filter { $0.position <= limit }
  known.exchangeRates = facts.exchangeRates.filter { $0.position <= limit }
  known.adjustments = facts.adjustments.filter { $0.position <= limit }
  known.deals = facts.deals.filter { $0.position <= limit }.map { deal in
    var copy = deal
    copy.reversals.removeAll { $0.position > limit }
    copy.milestones.removeAll { $0.position > limit }
    return copy
  }
  return known
}
