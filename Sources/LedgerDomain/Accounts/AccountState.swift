import LedgerEvents

/// All that the facts of one account have made of it, as far as rules need to know it.
package struct AccountState: Equatable, Sendable {
  var registration = Registration()
  var ownership = Ownership()
  var handovers = Handovers()
  var contacts = Contacts()
  var interactions = Interactions()
  var actions = Actions()
  var plans = AccountPlans()
  var opportunities = Opportunities()
  var offers = Offers()
  var contracts = Contracts()
  var orders = Orders()
  var deliveries = Deliveries()
  var invoices = Invoices()
  var targets = Targets()
  var escalations = Escalations()
  var splits = Splits()
  var decisions = CommissionDecisions()
  var disputes = Disputes()
  var healthOverride = HealthOverride()

  package init() {}

  /// How other accounts see this one.
  package var standing: AccountStanding {
    guard registration.isRegistered else { return .unknown }
    return registration.survivor.map { .merged(into: $0) } ?? .registered
  }

  var deals: Deals { Deals(opportunities: opportunities, orders: orders, contracts: contracts) }
}

extension AccountState: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(registration)
    writer.write(ownership)
    writer.write(handovers)
    writer.write(contacts)
    writer.write(interactions)
    writer.write(actions)
    writer.write(plans)
    writer.write(opportunities)
    writer.write(offers)
    writer.write(contracts)
    writer.write(orders)
    writer.write(deliveries)
    writer.write(invoices)
    writer.write(targets)
    writer.write(escalations)
    writer.write(splits)
    writer.write(decisions)
    writer.write(disputes)
    writer.write(healthOverride)
  }

  init(from reader: inout StateReader) {
    registration = reader.read()
    ownership = reader.read()
    handovers = reader.read()
    contacts = reader.read()
    interactions = reader.read()
    actions = reader.read()
    plans = reader.read()
    opportunities = reader.read()
    offers = reader.read()
    contracts = reader.read()
    orders = reader.read()
    deliveries = reader.read()
    invoices = reader.read()
    targets = reader.read()
    escalations = reader.read()
    splits = reader.read()
    decisions = reader.read()
    disputes = reader.read()
    healthOverride = reader.read()
  }
}
