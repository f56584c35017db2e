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
  private let ordersWithoutCost: Set<HealthFacts.Handle>

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
    var ordersWithoutCost: Set<HealthFacts.Handle> = []
    for entry in facts.revenue where entry.cost == nil {
      guard let order = entry.order, Int(entry.day.daysSinceEpoch) <= today else { continue }
      ordersWithoutCost.insert(order)
    }
    self.ordersWithoutCost = ordersWithoutCost
  }

  /// Whether the cost of an entry, and of all else that belongs to its order, is known.
  func isCostKnown(_ entry: HealthFacts.Revenue) -> Bool {
    entry.cost != nil && !(entry.order.map(ordersWithoutCost.contains) ?? false)
  }

  /// Full days from `day` to the as-of day, negative for a later one.
  func age(_ day: CalendarDay) -> Int {
    today - Int(day.daysSinceEpoch)
  }
}
