package import Money

/// What is known about one account, in the engine's own words: one small value per event.
///
/// The caller fills the lists in any order. Facts dated after the as-of day are passed over, so the
/// same facts answer for every day. Ids are handles of the caller's choice, equal for the same
/// contact, contract, opportunity or escalation of this account; positions are places in the
/// journal, unique per event, and decide which of two facts of the same day came later. Amounts are
/// minor units of one currency, the account's.
package struct HealthFacts: Sendable, Equatable {
  package typealias Handle = UInt32
  package typealias Position = UInt64

  package var contacts: [Contact] = []
  package var roleAssessments: [RoleAssessment] = []
  package var departures: [Departure] = []
  package private(set) var interactions: [Interaction] = []
  package var reviews: [Review] = []
  package var plans: [AccountPlan] = []
  package var opportunities: [OpportunityStep] = []
  package var offers: [Offer] = []
  package var revenue: [Revenue] = []
  package var revenueTargets: [RevenueTarget] = []
  package var revenueGoals: [RevenueGoal] = []
  package var contracts: [ContractStep] = []
  package var escalations: [EscalationStep] = []
  package var surveys: [SurveyAnswer] = []

  /// Who took part in the interactions, one run after the other: an array for each interaction
  /// would cost an allocation for each.
  private var participants: [Handle] = []

  package init() {}

  /// Adds an interaction and the customer's contacts that took part in it.
  package mutating func addInteraction(
    day: CalendarDay, kind: InteractionKind, contacts: [Handle], topics: Topics,
    position: Position
  ) {
    let start = participants.count
    participants.append(contentsOf: contacts)
    interactions.append(
      Interaction(
        day: day, kind: kind, topics: topics, position: position,
        participants: start..<participants.count))
  }

  /// The contacts that took part in `interaction`, which must be one of this value's own.
  package func contacts(of interaction: Interaction) -> ArraySlice<Handle> {
    participants[interaction.participants]
  }
}
