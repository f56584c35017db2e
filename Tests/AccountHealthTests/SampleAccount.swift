import AccountHealth
import Money

/// Builds the facts of one account by days before a fixed day, numbering positions as it goes.
struct SampleAccount {
  static let today = date("2026-06-30")

  var facts = HealthFacts()
  private(set) var position: HealthFacts.Position = 0

  static func date(_ text: String) -> CalendarDay {
    do { return try CalendarDay(parsing: text) } catch { fatalError("\(error)") }
  }

  /// The day `days` before the fixed one.
  static func ago(_ days: Int) -> CalendarDay {
    do { return try today.adding(days: -days) } catch { fatalError("\(error)") }
  }

  mutating func next() -> HealthFacts.Position {
    position += 1
    return position
  }

  mutating func contact(
    _ contact: HealthFacts.Handle, _ function: HealthFacts.ContactFunction,
    _ hierarchy: HealthFacts.Hierarchy = .operational, role: HealthFacts.BuyingRole? = nil,
    ago days: Int = 800
  ) {
    facts.contacts.append(
      .init(
        contact: contact, function: function, hierarchy: hierarchy, day: Self.ago(days),
        position: next()))
    if let role {
      facts.roleAssessments.append(
        .init(contact: contact, role: role, day: Self.ago(days), position: next()))
    }
  }

  mutating func left(
    _ contact: HealthFacts.Handle, successor: HealthFacts.Handle? = nil, ago days: Int
  ) {
    facts.departures.append(
      .init(contact: contact, successor: successor, day: Self.ago(days), position: next()))
  }

  @discardableResult
  mutating func met(
    _ contacts: [HealthFacts.Handle], _ kind: HealthFacts.InteractionKind = .call,
    topics: HealthFacts.Topics = [], ago days: Int
  ) -> HealthFacts.Position {
    let position = next()
    facts.addInteraction(
      day: Self.ago(days), kind: kind, contacts: contacts, topics: topics, position: position)
    return position
  }

  mutating func plan(published days: Int, functions: [HealthFacts.Handle]) {
    facts.plans.append(
      .init(
        published: Self.ago(days), from: Self.ago(days), to: Self.ago(days - 730),
        contributorFunctions: functions, position: next()))
  }

  mutating func revenue(
    _ net: Int64, cost: Int64? = nil, _ basis: HealthFacts.RevenueBasis = .invoiced, ago days: Int
  ) {
    facts.revenue.append(
      .init(basis: basis, net: net, cost: cost, day: Self.ago(days), position: next()))
  }

  mutating func target(_ amount: Int64, from: Int, to: Int, set: Int) {
    facts.revenueTargets.append(
      .init(
        from: Self.ago(from), to: Self.ago(to), amount: amount, set: Self.ago(set),
        position: next()))
  }

  mutating func opportunity(
    _ opportunity: HealthFacts.Handle, _ change: HealthFacts.OpportunityStep.Change,
    value: Int64? = nil, ago days: Int
  ) {
    facts.opportunities.append(
      .init(
        opportunity: opportunity, change: change, value: value, day: Self.ago(days),
        position: next()))
  }

  @discardableResult
  mutating func contract(
    _ contract: HealthFacts.Handle, _ change: HealthFacts.ContractStep.Change, ago days: Int
  ) -> HealthFacts.Position {
    let position = next()
    facts.contracts.append(
      .init(contract: contract, change: change, day: Self.ago(days), position: position))
    return position
  }

  mutating func escalation(
    _ escalation: HealthFacts.Handle, _ change: HealthFacts.EscalationStep.Change, ago days: Int
  ) {
    facts.escalations.append(
      .init(escalation: escalation, change: change, day: Self.ago(days), position: next()))
  }

  mutating func answer(_ score: Int, by contact: HealthFacts.Handle? = nil, ago days: Int) {
    facts.surveys.append(
      .init(
        instrument: .nps, score: score, worst: 0, best: 10, contact: contact, day: Self.ago(days),
        position: next()))
  }

  func assess(_ model: HealthModel = .keyAccount1) -> HealthAssessment {
    AccountHealth.assess(facts, asOf: Self.today, model: model)
  }
}

extension HealthAssessment {
  func indicator(_ id: String) -> Indicator? { indicators.first { $0.id == id } }

  /// The value an indicator was computed from, nothing if it is missing.
  func value(_ id: String) -> Int? {
    guard case .known(let reading)? = indicator(id)?.measurement else { return nil }
    return reading.value
  }

  func worth(_ id: String) -> Int? { indicator(id)?.worth }

  var parts: Int {
    indicators.reduce(0) { $0 + $1.contribution } + caps.reduce(0) { $0 + $1.effect }
  }

  var wholePoints: Int {
    indicators.reduce(0) { $0 + $1.points } + caps.reduce(0) { $0 + $1.points }
  }
}
