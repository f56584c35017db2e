/// The families of event types; a family's number is the hundred of its type numbers.
package enum EventFamily: UInt32, Sendable, CaseIterable {
  case accounts = 1
  case people
  case relationships
  case planning
  case opportunities
  case contracts
  case orders
  case targets
  case service
  case voice
  case commissions
  case health
  case governance
  case custom = 19

  /// The letter of the family in the catalogue, X for the user's own types.
  package var letter: Character {
    self == .custom ? "X" : Character(Unicode.Scalar(UInt8(64 + rawValue)))
  }

  package var englishTitle: String {
    switch self {
    case .accounts: "Account master data and selection"
    case .people: "Responsibility, handover and onboarding"
    case .relationships: "Relationship"
    case .planning: "Account plan and initiatives"
    case .opportunities: "Opportunities and offers"
    case .contracts: "Contracts"
    case .orders: "Orders, money and cost"
    case .targets: "Targets and forecasts"
    case .service: "Service"
    case .voice: "Voice of the customer"
    case .commissions: "Commission and pay"
    case .health: "Health model and overrides"
    case .governance: "Governance and operations"
    case .custom: "Own event types"
    }
  }

  package var germanTitle: String {
    switch self {
    case .accounts: "Kundenstamm und Auswahl"
    case .people: "Zuständigkeit, Übergabe und Einarbeitung"
    case .relationships: "Beziehung"
    case .planning: "Kundenplan und Initiativen"
    case .opportunities: "Verkaufschancen und Angebote"
    case .contracts: "Verträge"
    case .orders: "Aufträge, Geld und Kosten"
    case .targets: "Ziele und Prognosen"
    case .service: "Service und Eskalationen"
    case .voice: "Stimme des Kunden"
    case .commissions: "Provision und Vergütung"
    case .health: "Gesundheitsmodell und Übersteuerung"
    case .governance: "Steuerung und Betrieb"
    case .custom: "Eigene Ereignisarten"
    }
  }
}
