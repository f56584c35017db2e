package import Money

extension KPIFacts {
  /// The tier an account was given, from a day on.
  package struct Tier: Sendable, Equatable {
    /// Key or strategic.
    package let isKey: Bool
    package let from: CalendarDay
    package let position: Position

    package init(isKey: Bool, from: CalendarDay, position: Position) {
      self.isKey = isKey
      self.from = from
      self.position = position
    }
  }

  /// What is known of a contract step beyond the contract's health: how a term ended.
  package struct Term: Sendable, Equatable {
    /// How a term ended.
    package enum Change: Sendable, Equatable {
      /// `oldEnd` is the first day after the old term, where the renewal says it.
      case renewed(oldEnd: CalendarDay?, before: Int64, after: Int64)
      /// Another contract took its place.
      case replaced
    }

    package let contract: Handle
    package let change: Change
    package let day: CalendarDay
    package let position: Position

    package init(contract: Handle, change: Change, day: CalendarDay, position: Position) {
      self.contract = contract
      self.change = change
      self.day = day
      self.position = position
    }
  }

  /// The beginning or the end of a joint initiative.
  package struct InitiativeStep: Sendable, Equatable {
    package let initiative: Handle
    package let isClosing: Bool
    package let hasOutcome: Bool
    package let day: CalendarDay
    package let position: Position

    package init(
      initiative: Handle, isClosing: Bool, hasOutcome: Bool, day: CalendarDay, position: Position
    ) {
      self.initiative = initiative
      self.isClosing = isClosing
      self.hasOutcome = hasOutcome
      self.day = day
      self.position = position
    }
  }

  /// A review with the customer, and when the next one is due.
  package struct Review: Sendable, Equatable {
    package let nextDue: CalendarDay?
    package let day: CalendarDay
    package let position: Position

    package init(nextDue: CalendarDay?, day: CalendarDay, position: Position) {
      self.nextDue = nextDue
      self.day = day
      self.position = position
    }
  }

  /// A step of a handover to another employee.
  package struct HandoverStep: Sendable, Equatable {
    /// What happened to it.
    package enum Change: Sendable, Equatable {
      case initiated(receiver: Handle)
      /// An item of the checklist, from 1 to 7.
      case item(Int)
      case completed
    }

    /// Items on the checklist.
    package static let checklist = 7

    package let handover: Handle
    package let change: Change
    package let day: CalendarDay
    package let position: Position

    package init(handover: Handle, change: Change, day: CalendarDay, position: Position) {
      self.handover = handover
      self.change = change
      self.day = day
      self.position = position
    }
  }

  /// Which of our employees took part in an interaction.
  package struct Meeting: Sendable, Equatable {
    package let employees: [Handle]
    package let day: CalendarDay
    package let position: Position

    package init(employees: [Handle], day: CalendarDay, position: Position) {
      self.employees = employees
      self.day = day
      self.position = position
    }
  }

  /// The raising of an escalation or its acknowledgement, to the second where it is known.
  package struct Reaction: Sendable, Equatable {
    package let escalation: Handle
    /// Of a raising; nothing for an acknowledgement.
    package let severity: Int?
    /// Since 1970-01-01 UTC; midnight where only the day is known.
    package let seconds: Int64
    package let day: CalendarDay
    package let position: Position

    package init(
      escalation: Handle, severity: Int?, seconds: Int64, day: CalendarDay, position: Position
    ) {
      self.escalation = escalation
      self.severity = severity
      self.seconds = seconds
      self.day = day
      self.position = position
    }
  }
}
