package import Money

extension HealthFacts {
  /// One step in the life of an escalation.
  package struct EscalationStep: Sendable, Equatable {
    /// What happened to the escalation.
    package enum Change: Sendable, Equatable {
      /// Severity 1 is the worst, 4 the least.
      case raised(severity: Int)
      case acknowledged
      case paused
      case resumed
      case resolved
      case reopened
    }

    package let escalation: Handle
    package let change: Change
    package let day: CalendarDay
    package let position: Position

    package init(escalation: Handle, change: Change, day: CalendarDay, position: Position) {
      self.escalation = escalation
      self.change = change
      self.day = day
      self.position = position
    }
  }

  /// The question a survey asked.
  package enum Instrument: UInt8, Sendable, CaseIterable {
    /// Net promoter score: would you recommend us?
    case nps
    /// Customer satisfaction.
    case csat
    /// Customer effort; sources do not agree which end is good, so no built-in model uses it.
    case ces
  }

  /// One answer to a survey, with the ends of the scale it was given on.
  package struct SurveyAnswer: Sendable, Equatable {
    package let instrument: Instrument
    package let score: Int
    package let worst: Int
    package let best: Int
    package let contact: Handle?
    package let day: CalendarDay
    package let position: Position

    package init(
      instrument: Instrument, score: Int, worst: Int, best: Int, contact: Handle?,
      day: CalendarDay, position: Position
    ) {
      self.instrument = instrument
      self.score = score
      self.worst = worst
      self.best = best
      self.contact = contact
      self.day = day
      self.position = position
    }
  }
}
