package import AccountHealth
import LedgerEvents
package import Money

/// The health of accounts as their events tell it.
package struct HealthQuery: Sendable {
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// Assesses one account, together with those that were merged into it.
  ///
  /// Without an as-of day it speaks for the day of the last record known. A band set by hand and
  /// our own feeling stand beside the score and never change it.
  package func assess(
    _ account: String, clocks: Clocks = Clocks(), model: HealthModel = .keyAccount1
  ) throws(ProjectionError) -> HealthAnswer {
    let standpoint = try history.standpoint(clocks)
    let day = try history.day(of: standpoint)
    let accounts = try history.family(of: account, at: standpoint)
    var stream = try history.events(
      of: accounts.map { "account/\($0)" }, at: standpoint)
    guard !stream.events.isEmpty || !stream.unreadable.isEmpty else {
      throw .unknownAccount(account)
    }
    // What a cancellation takes back depends on what was amended before its day.
    stream.events.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    var builder = HealthFactsBuilder(accounts: accounts)
    var quarantined = stream.unreadable
    for event in stream.events {
      do {
        try builder.take(event)
      } catch {
        quarantined.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
    }
    return HealthAnswer(
      account: account, name: builder.name(of: account),
      assessment: AccountHealth.assess(builder.facts, asOf: day, model: model),
      override: builder.override(on: day), sentiment: builder.sentiment,
      quarantined: quarantined, speaksFor: standpoint)
  }
}

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

  package let account: String
  /// The company's name; nil where the account was never registered.
  package let name: String?
  package let assessment: HealthAssessment
  package let override: Override?
  package let sentiment: Sentiment?
  /// Events of the account that could not be understood; the score does without them.
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint
}
