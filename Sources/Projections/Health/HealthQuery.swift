package import AccountHealth
import LedgerEvents
package import Money

/// The health of accounts as their events tell it.
package struct HealthQuery: Sendable {
  /// Which model scores.
  package enum ModelChoice: Sendable {
    /// The one that was published and known, else the built-in one.
    case published
    /// This one on every day.
    case always(HealthModel)
  }

  /// From when a change is asked: a day, and what was known then.
  package struct Since: Sendable {
    package var day: CalendarDay
    package var knownAt: KnownAt

    package init(_ day: CalendarDay, knownAt: KnownAt) {
      self.day = day
      self.knownAt = knownAt
    }
  }

  private static let quarters = 8
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// Assesses one account, together with those that were merged into it.
  ///
  /// Without an as-of day it speaks for the day of the last record known. A band set by hand and
  /// our own feeling stand beside the score and never change it.
  package func assess(
    _ account: String, clocks: Clocks = Clocks(), models choice: ModelChoice = .published,
    since: Since? = nil
  ) throws(ProjectionError) -> HealthAnswer {
    let standpoint = try history.standpoint(clocks)
    let day = try history.day(of: standpoint)
    let ends: [CalendarDay]
    do { ends = try day.quarterEnds(Self.quarters) } catch { throw .arithmetic(error) }
    let known = try HealthHistory(
      account, history, standpoint, days: ends + [day] + (since.map { [$0.day] } ?? []))
    let told = known.told(by: day)
    // What is dated after the last record is known as well, though it does not count yet.
    guard told.isKnown || (clocks.asOf == nil && !known.events.isEmpty) else {
      throw .unknownAccount(account)
    }
    let models = try HealthModels(history, at: standpoint)
    let model = choice.model(of: models, on: day)
    var change: HealthAnswer.Change?
    if let since {
      change = try self.change(account, since, choice, known, told, model, standpoint, day)
    }
    return HealthAnswer(
      account: account, name: told.builder.name(of: account), model: model,
      assessment: AccountHealth.assess(told.facts, asOf: day, model: model.model),
      override: told.builder.override(on: day), sentiment: told.builder.sentiment,
      trend: ends.map { end in
        let health = AccountHealth.assess(known.told(by: end).facts, asOf: end, model: model.model)
        return HealthAnswer.TrendPoint(day: end, score: health.score, band: health.band)
      },
      change: change, quarantined: told.quarantined + models.unreadable, speaksFor: standpoint)
  }

  private func change(
    _ account: String, _ since: Since, _ choice: ModelChoice, _ known: HealthHistory,
    _ told: HealthHistory.Told, _ model: ModelInForce, _ standpoint: Standpoint, _ day: CalendarDay
  ) throws(ProjectionError) -> HealthAnswer.Change {
    guard since.day <= day else { throw .changeFromLater(since.day, asOf: day) }
    let asked = try history.standpoint(Clocks(knownAt: since.knownAt))
    // Nobody then knew more than is known now.
    let then = asked.size < standpoint.size ? asked : standpoint
    let before = try HealthHistory(account, history, then, days: [since.day])
    let modelThen = choice.model(of: try HealthModels(history, at: then), on: since.day)
    let parts = HealthChange(
      then: since.day, modelThen: modelThen.model, knownThen: before.told(by: since.day).facts,
      correctedThen: known.told(by: since.day).facts, later: day, modelLater: model.model,
      knownLater: told.facts)
    return HealthAnswer.Change(
      parts: parts, knownThen: then.asOf(since.day), modelThen: modelThen,
      lateEvents: known.differences(from: before, by: since.day),
      newEvents: known.telling { $0.day > since.day && $0.day <= day }.map(\.position).sorted())
  }
}

extension HealthQuery.ModelChoice {
  func model(of models: HealthModels, on day: CalendarDay) -> ModelInForce {
    switch self {
    case .published: models.inForce(on: day)
    case .always(let model): ModelInForce(model: model, publication: nil)
    }
  }
}

extension HealthHistory {
  /// What stands beside the score and never moves it.
  private static let beside: Set<UInt32> = [
    AccountRegistered.typeNumber, AccountDetailsChanged.typeNumber, SentimentRated.typeNumber,
    HealthOverrideSet.typeNumber, HealthOverrideCleared.typeNumber,
  ]

  /// The events that a score is made of and that fulfil `condition`.
  fileprivate func telling(_ condition: (HeldEvent) -> Bool) -> [HeldEvent] {
    let types = HealthFactsBuilder.tellingTypes.subtracting(Self.beside)
    return events.filter { types.contains($0.stored.header.type) && condition($0) }
  }

  /// Positions that tell why this history differs from an earlier one by `day`: what was recorded
  /// late, what sets something right, and what was taken back.
  fileprivate func differences(from earlier: HealthHistory, by day: CalendarDay) -> [UInt64] {
    let old = earlier.telling { $0.day <= day }
    let new = telling { $0.day <= day }
    let amendments = Dictionary(
      uniqueKeysWithValues: old.map { ($0.position, $0.amendment?.position) })
    var found: Set<UInt64> = []
    for event in new {
      guard let amendment = amendments[event.position] else {
        found.insert(event.amendment?.position ?? event.position)
        continue
      }
      if amendment != event.amendment?.position {
        found.insert(event.amendment?.position ?? event.position)
      }
    }
    found.formUnion(Set(old.map(\.position)).subtracting(new.map(\.position)))
    return found.sorted()
  }
}
