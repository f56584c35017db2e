package import AccountHealth

/// The key figures of an account, a portfolio or the ledger, and what they speak for.
package struct KPIAnswer: Sendable, Equatable {
  package let scope: KPIScope
  /// The company's name, for one account that was registered.
  package let name: String?
  /// The accounts the figures are made from.
  package let accounts: [String]
  package let period: KPIPeriod
  /// Every figure of the catalogue, in its order.
  package let results: [KPIResult]
  /// Events that could not be understood; the figures do without them.
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint
}
