package import Money

extension HealthFacts {
  /// The customer's department a contact works in.
  package enum ContactFunction: UInt8, Sendable {
    case unknown, purchasing, management, finance, engineering, production, it, quality, logistics
    case other
  }

  /// How high a contact stands in the customer's house.
  package enum Hierarchy: UInt8, Sendable {
    case unknown, cLevel, vicePresident, head, operational
  }

  /// The part a contact plays in a purchase (Buying Center).
  package enum BuyingRole: UInt8, Sendable {
    case initiator, user, influencer, decider, buyer, gatekeeper
  }

  /// The form of an interaction.
  package enum InteractionKind: UInt8, Sendable {
    case visit, video, call, email, event, letter
  }

  /// What an interaction was about.
  package struct Topics: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
      self.rawValue = rawValue
    }

    package static let strategy = Topics(rawValue: 1 << 0)
    package static let opportunity = Topics(rawValue: 1 << 1)
    package static let offer = Topics(rawValue: 1 << 2)
    package static let discount = Topics(rawValue: 1 << 3)
    package static let complaint = Topics(rawValue: 1 << 4)
    package static let delivery = Topics(rawValue: 1 << 5)
    package static let review = Topics(rawValue: 1 << 6)
    package static let renewal = Topics(rawValue: 1 << 7)
    package static let social = Topics(rawValue: 1 << 8)
  }

  /// A person at the customer, known by a handle only.
  package struct Contact: Sendable, Equatable {
    package let contact: Handle
    package let function: ContactFunction
    package let hierarchy: Hierarchy
    package let day: CalendarDay
    package let position: Position

    package init(
      contact: Handle, function: ContactFunction, hierarchy: Hierarchy, day: CalendarDay,
      position: Position
    ) {
      self.contact = contact
      self.function = function
      self.hierarchy = hierarchy
      self.day = day
      self.position = position
    }
  }

  /// The buying role a contact was found to have; a later one replaces it.
  package struct RoleAssessment: Sendable, Equatable {
    package let contact: Handle
    package let role: BuyingRole
    package let day: CalendarDay
    package let position: Position

    package init(contact: Handle, role: BuyingRole, day: CalendarDay, position: Position) {
      self.contact = contact
      self.role = role
      self.day = day
      self.position = position
    }
  }

  /// A contact left the customer or the task.
  package struct Departure: Sendable, Equatable {
    package let contact: Handle
    package let successor: Handle?
    package let day: CalendarDay
    package let position: Position

    package init(contact: Handle, successor: Handle?, day: CalendarDay, position: Position) {
      self.contact = contact
      self.successor = successor
      self.day = day
      self.position = position
    }
  }

  /// A visit, call, meeting, letter.
  package struct Interaction: Sendable, Equatable {
    package let day: CalendarDay
    package let kind: InteractionKind
    package let topics: Topics
    package let position: Position
    let participants: Range<Int>
  }

  /// A review held with the customer.
  package struct Review: Sendable, Equatable {
    package let day: CalendarDay
    package let topLevelPresent: Bool
    package let position: Position

    package init(day: CalendarDay, topLevelPresent: Bool, position: Position) {
      self.day = day
      self.topLevelPresent = topLevelPresent
      self.position = position
    }
  }

  /// A published version of the account plan, valid from a day up to and without another.
  package struct AccountPlan: Sendable, Equatable {
    package let published: CalendarDay
    package let from: CalendarDay
    package let to: CalendarDay
    /// Handles of the contributors' functions in our own house, one for each contributor.
    package let contributorFunctions: [Handle]
    package let position: Position

    package init(
      published: CalendarDay, from: CalendarDay, to: CalendarDay, contributorFunctions: [Handle],
      position: Position
    ) {
      self.published = published
      self.from = from
      self.to = to
      self.contributorFunctions = contributorFunctions
      self.position = position
    }
  }
}
