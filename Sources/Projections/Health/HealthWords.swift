import AccountHealth
import LedgerEvents

extension HealthFacts.ContactFunction {
  init(_ function: ContactAdded.Function) {
    self =
      switch function {
      case .purchasing: .purchasing
      case .management: .management
      case .finance: .finance
      case .engineering: .engineering
      case .production: .production
      case .it: .it
      case .quality: .quality
      case .logistics: .logistics
      case .other: .other
      case .unspecified, .UNRECOGNIZED: .unknown
      }
  }
}

extension HealthFacts.Hierarchy {
  init(_ hierarchy: ContactAdded.Hierarchy) {
    self =
      switch hierarchy {
      case .cLevel: .cLevel
      case .vp: .vicePresident
      case .head: .head
      case .operational: .operational
      case .unspecified, .UNRECOGNIZED: .unknown
      }
  }
}

extension HealthFacts.BuyingRole {
  init?(_ role: ContactRoleAssessed.BuyingRole) {
    switch role {
    case .initiator: self = .initiator
    case .user: self = .user
    case .influencer: self = .influencer
    case .decider: self = .decider
    case .buyer: self = .buyer
    case .gatekeeper: self = .gatekeeper
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}

extension HealthFacts.InteractionKind {
  init?(_ kind: LedgerEvents.InteractionKind) {
    switch kind {
    case .visit: self = .visit
    case .video: self = .video
    case .call: self = .call
    case .email: self = .email
    case .event: self = .event
    case .letter: self = .letter
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}

extension HealthFacts.Topics {
  init(_ topics: [Topic]) {
    self = []
    for topic in topics {
      switch topic {
      case .strategy: insert(.strategy)
      case .opportunity: insert(.opportunity)
      case .offer: insert(.offer)
      case .discount: insert(.discount)
      case .complaint: insert(.complaint)
      case .delivery: insert(.delivery)
      case .review: insert(.review)
      case .renewal: insert(.renewal)
      case .social: insert(.social)
      case .unspecified, .UNRECOGNIZED: break
      }
    }
  }
}

extension HealthFacts.Instrument {
  init?(_ instrument: SurveyAnswered.Instrument) {
    switch instrument {
    case .nps: self = .nps
    case .csat: self = .csat
    case .ces: self = .ces
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}

extension HealthAssessment.Band {
  init?(_ band: HealthOverrideSet.Band) {
    switch band {
    case .green: self = .green
    case .amber: self = .amber
    case .red: self = .red
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}
