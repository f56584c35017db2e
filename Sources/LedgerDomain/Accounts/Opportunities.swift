import LedgerEvents
import Money

/// The chances to sell, and since when each is won or lost.
struct Opportunities: Equatable, Sendable {
  struct Opportunity: Equatable, Sendable {
    let identified: CalendarDay?
    var closed: Closing?
  }

  private(set) var opportunities: [String: Opportunity] = [:]
}

extension Opportunities {
  mutating func evolve(_ identified: OpportunityIdentified, on day: CalendarDay?) {
    guard opportunities[identified.opportunityID] == nil else { return }
    opportunities[identified.opportunityID] = Opportunity(identified: day)
  }

  mutating func evolve(_ won: OpportunityWon, on day: CalendarDay?) {
    opportunities[won.opportunityID]?.closed = Closing(day: day)
  }

  mutating func evolve(_ lost: OpportunityLost, on day: CalendarDay?) {
    opportunities[lost.opportunityID]?.closed = Closing(day: day)
  }
}

extension Opportunities {
  func decide(_ identified: OpportunityIdentified, _ terms: LedgerTerms) throws(Rejection) {
    let id = identified.opportunityID
    try Required.identifier(id, at: "opportunity_id")
    guard opportunities[id] == nil else { throw .duplicate(.opportunity, id, at: "opportunity_id") }
    try Required.choice(identified.origin, at: "origin")
    try Required.choice(identified.kind, at: "kind")
    try Required.identifiers(identified.productIds, at: "product_ids")
    if identified.hasValue { try terms.minor(identified.value, .notNegative, at: "value") }
    if identified.hasProbabilityBp {
      try Required.basisPoints(identified.probabilityBp, at: "probability_bp")
    }
    if identified.hasExpectedClose {
      _ = try Required.day(identified.expectedClose, at: "expected_close")
    }
    if identified.hasHorizon { try Required.choice(identified.horizon, at: "horizon") }
    if identified.hasEmployeeID {
      try Required.identifier(identified.employeeID, at: "employee_id")
    }
  }

  func decide(
    _ changed: OpportunityStageChanged, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try requireOpen(changed.opportunityID, on: fact.day)
    try Required.text(changed.toStage, at: "to_stage")
    if changed.hasValue { try terms.minor(changed.value, .notNegative, at: "value") }
    if changed.hasProbabilityBp {
      try Required.basisPoints(changed.probabilityBp, at: "probability_bp")
    }
    if changed.hasExpectedClose {
      _ = try Required.day(changed.expectedClose, at: "expected_close")
    }
  }

  func decide(_ won: OpportunityWon, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    try requireClosable(won.opportunityID, on: fact.day)
    try terms.minor(won.value, .notNegative, at: "value")
    if won.hasCost { try terms.minor(won.cost, .notNegative, at: "cost") }
    if won.hasOrderID { try Required.identifier(won.orderID, at: "order_id") }
    if won.hasContractID { try Required.identifier(won.contractID, at: "contract_id") }
    if won.hasEmployeeID { try Required.identifier(won.employeeID, at: "employee_id") }
    try Required.identifiers(won.productIds, at: "product_ids")
  }

  func decide(_ lost: OpportunityLost, of fact: Fact) throws(Rejection) {
    try requireClosable(lost.opportunityID, on: fact.day)
    try Required.choice(lost.reason, at: "reason")
    if lost.hasEmployeeID { try Required.identifier(lost.employeeID, at: "employee_id") }
  }

  /// An opportunity that was not decided yet on a day.
  func requireOpen(_ id: String, on day: CalendarDay?) throws(Rejection) {
    let opportunity = try known(id)
    if let closed = opportunity.closed, closed.isOver(on: day) { throw over(id, closed) }
  }

  func requireKnown(_ id: String) throws(Rejection) { _ = try known(id) }

  /// An opportunity is decided once, whatever the days are.
  private func requireClosable(_ id: String, on day: CalendarDay?) throws(Rejection) {
    let opportunity = try known(id)
    if let closed = opportunity.closed { throw over(id, closed) }
    try Rejection.check(day, notBefore: opportunity.identified, of: "opportunity \(id)")
  }

  private func known(_ id: String) throws(Rejection) -> Opportunity {
    guard let opportunity = opportunities[id] else {
      throw .unknown(.opportunity, id, at: "opportunity_id")
    }
    return opportunity
  }

  private func over(_ id: String, _ closed: Closing) -> Rejection {
    Rejection(
      .opportunityClosed, at: "opportunity_id",
      """
      opportunity \(id) is won or lost already\(closed.since); identify a new one, or correct that \
      decision with event.corrected
      """)
  }
}

extension Opportunities: Compact {
  func write(to writer: inout StateWriter) { writer.write(opportunities) }

  init(from reader: inout StateReader) { opportunities = reader.read() }
}

extension Opportunities.Opportunity: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(identified)
    writer.write(closed)
  }

  init(from reader: inout StateReader) {
    identified = reader.read()
    closed = reader.read()
  }
}
