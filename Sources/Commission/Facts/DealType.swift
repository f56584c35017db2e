/// The kind of document that a commission can be earned on.
package enum DealType: String, CaseIterable, Sendable {
  case order
  case opportunity
  case contract
  case invoice

  /// The day that decides about clause, rate and team.
  package var anchor: Anchor {
    switch self {
    case .order: .booked
    case .opportunity: .won
    case .contract: .signed
    case .invoice: .invoiced
    }
  }
}

/// The word by which a clause names its anchor day.
package enum Anchor: String, CaseIterable, Sendable {
  case booked
  case won
  case signed
  case invoiced
}
