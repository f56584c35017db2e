/// An account's facts for its key figures: those of its health, and what only a figure asks for.
///
/// The rules of ``HealthFacts`` hold: any order, handles of the caller's choice, minor units of one
/// currency, positions unique per event. Facts dated after the last day that counts are passed over.
package struct KPIFacts: Sendable, Equatable {
  package typealias Handle = HealthFacts.Handle
  package typealias Position = HealthFacts.Position

  package var health = HealthFacts()
  package var tiers: [Tier] = []
  package var opportunities: [OpportunityStep] = []
  package var orderLines: [OrderLine] = []
  package var terms: [Term] = []
  package var costs: [Cost] = []
  package var spend: [Spend] = []
  package var initiatives: [InitiativeStep] = []
  package var reviews: [Review] = []
  package var forecasts: [Forecast] = []
  package var targets: [Target] = []
  package var handovers: [HandoverStep] = []
  package var meetings: [Meeting] = []
  package var reactions: [Reaction] = []
  package var commissions: [Commission] = []

  package init() {}
}
