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
