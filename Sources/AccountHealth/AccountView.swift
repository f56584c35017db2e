import Money

/// An account's facts as one day sees them: what every measure, cap and warning reads.
///
/// Facts dated later are outside; the steps of contracts, escalations and opportunities are put in
/// order once.
struct AccountView {
  let facts: HealthFacts
  let asOf: CalendarDay
  let contacts: ContactTable
  let closings: [Closing]
  let escalations: [EscalationState]
  let contracts: [ContractState]
  /// Days from the oldest interaction to the as-of day; nothing without an interaction.
  let oldestInteraction: Int?

  private let today: Int

  init(_ facts: HealthFacts, asOf: CalendarDay) {
    self.facts = facts
    self.asOf = asOf
    let today = Int(asOf.daysSinceEpoch)
    self.today = today
    contacts = ContactTable(facts, today: today)
    closings = Closing.latest(of: facts.opportunities, today: today)
    contracts = ContractState.all(of: facts.contracts, on: today)
    escalations = EscalationState.all(of: facts.escalations, today: today)
    var oldest: Int?
    for interaction in facts.interactions {
      let age = today - Int(interaction.day.daysSinceEpoch)
      if age >= 0 { oldest = max(oldest ?? age, age) }
    }
    oldestInteraction = oldest
  }

  /// Full days from `day` to the as-of day, negative for a later one.
  func age(_ day: CalendarDay) -> Int {
    today - Int(day.daysSinceEpoch)
  }
}
