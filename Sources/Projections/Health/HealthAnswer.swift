package import AccountHealth
package import Money

/// An account's health and what stands beside it.
package struct HealthAnswer: Sendable, Equatable {
  /// A band that a person set for a limited time.
  package struct Override: Sendable, Equatable {
    package let band: HealthAssessment.Band
    package let reason: String
    /// The first day the override no longer holds.
    package let expires: CalendarDay
    package let position: UInt64
  }

  /// Our own feeling for the account, 1 to 5.
  package struct Sentiment: Sendable, Equatable {
    package let rating: Int
    package let day: CalendarDay
    package let position: UInt64
  }

  /// How the account stood at the end of a quarter, by what is known now and the same model.
  package struct TrendPoint: Sendable, Equatable {
    /// The last day of the quarter.
    package let day: CalendarDay
    package let score: Int?
    package let band: HealthAssessment.Band
  }

  /// Why the score changed since a day.
  package struct Change: Sendable, Equatable {
    package let parts: HealthChange
    /// What was known then.
    package let knownThen: Standpoint
    package let modelThen: ModelInForce
    /// Facts of the time before, recorded or set right since, by the position that tells.
    package let lateEvents: [UInt64]
    /// Facts of the time since.
    package let newEvents: [UInt64]
  }

  package let account: String
  /// The company's name; nil where the account was never registered.
  package let name: String?
  package let model: ModelInForce
  package let assessment: HealthAssessment
  package let override: Override?
  package let sentiment: Sentiment?
  /// The last eight quarters, the newest last.
  package let trend: [TrendPoint]
  /// Nil where no day to compare with was asked for.
  package let change: Change?
  /// Events of the account that could not be understood; the score does without them.
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint
}
