/// What a measure found: a value with the events it was read from, or why there is none.
package enum Measurement: Equatable, Sendable {
  case known(Reading)
  case missing(MissingReason)

  /// A measured value.
  package struct Reading: Equatable, Sendable {
    package let value: Int
    /// How much of its weight the evidence still has, in basis points, at least 1.
    package let strength: Int
    /// The events behind the value, ascending.
    package let evidence: [HealthFacts.Position]

    init(_ value: Int, strength: Int = 10_000, evidence: [HealthFacts.Position]) {
      self.value = value
      self.strength = strength
      self.evidence = evidence.sorted()
    }
  }
}

/// Why a measure has no value; it is left out and never counted as nothing.
package enum MissingReason: Equatable, Sendable, CustomStringConvertible {
  case noInteraction
  case noBuyingRole
  case noKnownLevel
  case tooFewInteractions(found: Int, needed: Int)
  case noPlan
  case noRevenuePath
  case noRevenue
  case noCost
  case tooFewClosedOpportunities(found: Int, needed: Int)
  case noContract
  case noEarlierContract
  case noBusiness
  case noResolvedEscalation
  case noAnswer
  case noOffer

  package var description: String {
    switch self {
    case .noInteraction: "no interaction is recorded"
    case .noBuyingRole: "no contact has an assessed buying role"
    case .noKnownLevel: "no interaction names a contact whose level is known"
    case .tooFewInteractions(let found, let needed):
      "only \(found) of the \(needed) interactions with a known function that are needed"
    case .noPlan: "no account plan is published"
    case .noRevenuePath: "no target and no plan goal covers enough of the window"
    case .noRevenue: "no revenue in the window"
    case .noCost: "no revenue with a known cost in the window"
    case .tooFewClosedOpportunities(let found, let needed):
      "only \(found) of the \(needed) closed opportunities that are needed"
    case .noContract: "no contract is known"
    case .noEarlierContract: "no contract ran at the beginning of the window"
    case .noBusiness: "nothing happened with the account in the window"
    case .noResolvedEscalation: "no escalation was resolved in the window"
    case .noAnswer: "no survey was answered in the window"
    case .noOffer: "no offer with a list price in the window"
    }
  }
}
