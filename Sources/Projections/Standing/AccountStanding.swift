import LedgerEvents
package import Money

/// An account as it stood: who answers for it, whom we know there, what runs and what is open.
package struct AccountStanding: Sendable, Equatable {
  package let account: String
  /// The account asked for, then those that were merged into it.
  package let accounts: [String]
  /// The day the answer speaks for.
  package let day: CalendarDay
  /// Everything that was ever there, by kind; ``StandingThing/isOpen`` says what still matters.
  package let things: [StandingThing]
  /// Events of the account that could not be understood.
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint

  /// What still matters, of one kind.
  package func open(_ kind: StandingThing.Kind) -> [StandingThing] {
    things.filter { $0.kind == kind && $0.isOpen }
  }

  package var name: String? {
    things.first { $0.kind == .account && $0.id == account }?.text("name")
  }

  /// The key account manager of the day, the one who began last.
  package var owner: String? { Self.owner(of: account, among: things) }

  /// Of a merged account the one of the account that goes on, if it has one.
  static func owner(of account: String, among things: [StandingThing]) -> String? {
    let all = things.filter {
      $0.kind == .role && $0.isOpen && $0.text("role") == Wording.words(Role.kam)
    }
    let own = all.filter { $0.account == account }
    let holders = own.isEmpty ? all : own
    func order(_ thing: StandingThing) -> (CalendarDay?, UInt64) {
      (thing.day("from"), thing.events.first ?? 0)
    }
    return holders.max { left, right in
      let ((leftDay, leftEvent), (rightDay, rightEvent)) = (order(left), order(right))
      guard let leftDay, let rightDay, leftDay != rightDay else { return leftEvent < rightEvent }
      return leftDay < rightDay
    }?.text("employee")
  }
}

/// Says how an account stood, as of two clocks.
package struct StandingQuery: Sendable {
  let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// The account with those that were merged into it.
  ///
  /// Without an as-of day it speaks for the day of the last record known.
  package func standing(
    _ account: String, clocks: Clocks = Clocks()
  ) throws(ProjectionError) -> AccountStanding {
    let standpoint = try history.standpoint(clocks)
    let day = try history.day(of: standpoint)
    let accounts = try history.family(of: account, at: standpoint)
    let stream = try history.events(
      of: accounts.map { "account/\($0)" }, at: standpoint, isDated: false)
    let isKnown = stream.events.contains { $0.day <= day } || !stream.unreadable.isEmpty
    guard isKnown else { throw .unknownAccount(account) }
    let (things, unreadable) = Self.fold(stream, on: day)
    return AccountStanding(
      account: account, accounts: accounts, day: day, things: things, quarantined: unreadable,
      speaksFor: standpoint)
  }

  /// The things behind the events of one account on a day, and what could not be understood.
  static func fold(
    _ stream: HeldStream, on day: CalendarDay
  ) -> (things: [StandingThing], unreadable: [UnreadableEvent]) {
    var unreadable = stream.unreadable
    var fold = StandingFold(day: day)
    let events = stream.events.sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    for event in events {
      do {
        try fold.take(event)
      } catch {
        unreadable.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
    }
    let (things, faults) = fold.finished()
    for (thing, error) in faults {
      unreadable.append(
        UnreadableEvent(
          position: thing.events.last ?? 0, subject: "account/\(thing.account)",
          reason: "\(thing.kind.rawValue) \(thing.id): \(error)"))
    }
    return (things, unreadable)
  }
}
