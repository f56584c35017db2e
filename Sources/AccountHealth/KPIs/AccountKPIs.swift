import Money

/// What one account gives to every key figure of a period.
///
/// A pure function of the account's facts and the period; the order of the facts does not matter.
package struct AccountKPIs: Sendable {
  let facts: KPIFacts
  let period: KPIPeriod
  /// The account as the last day of the period sees it.
  let view: AccountView
  let pipeline: [OpportunityState]
  /// What the open opportunities that are to close in the period are worth, and that by probability.
  package internal(set) var expected = (value: KPIPart(), weighted: KPIPart())
  /// Of figures that an account says nothing about there is no part.
  package private(set) var parts: [KPI: KPIPart] = [:]

  package init(_ facts: KPIFacts, _ period: KPIPeriod) {
    self.facts = facts
    self.period = period
    view = AccountView(facts.health, asOf: period.last)
    pipeline = OpportunityState.all(of: facts.opportunities, today: period.last)
    takeMoney()
    takePipeline()
    takeTargets()
    takeForecasts()
    takeRelationship()
    takeReviews()
    takeContracts()
    takeService()
    takeHandovers()
    takeCommissions()
  }

  subscript(kpi: KPI) -> KPIPart {
    get { parts[kpi] ?? KPIPart() }
    set { parts[kpi] = newValue }
  }

  /// Whether a fact of this day counts.
  func isPast(_ day: CalendarDay) -> Bool { day <= period.last }

  func days(_ from: CalendarDay, _ to: CalendarDay) -> Int {
    Int(to.daysSinceEpoch) - Int(from.daysSinceEpoch)
  }
}
