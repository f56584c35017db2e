package import Money

/// The most and the least that is paid to one payee.
package struct Limits: Hashable, Sendable {
  /// For one deal.
  package struct PerDeal: Hashable, Sendable {
    package var cap: Amount?
    /// The least that a deal pays which pays anything.
    package var floor: Amount?
    /// Below this base a deal pays nothing.
    package var minimumBase: Amount?
  }

  /// For all deals of a month, quarter or year.
  package struct PerPeriod: Hashable, Sendable {
    package let length: Period.Length
    package let cap: Amount?
    /// Guaranteed; what is missing at the end of the period is added.
    package let floor: Amount?
  }

  package var deal = PerDeal()
  package var periods: [PerPeriod] = []

  package static let none = Limits()
}
