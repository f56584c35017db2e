import LedgerEvents
package import Money

/// How the handovers of accounts from one employee to another go.
package struct HandoverQuery: Sendable {
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// The handovers of all accounts, the one that began first at the top.
  ///
  /// Without an as-of day it speaks for the day of the last record known. With an `employee` only those
  /// from or to this one.
  package func handovers(
    openOnly: Bool = true, of employee: String? = nil, clocks: Clocks = Clocks()
  ) throws(ProjectionError) -> HandoverAnswer {
    let standpoint = try history.standpoint(clocks)
    let day = try history.day(of: standpoint)
    let streams = try history.eventsByAccount(at: standpoint) { Self.types.contains($0) }
    var handovers: [Handover] = []
    var quarantined: [UnreadableEvent] = []
    for (account, stream) in streams.sorted(by: { $0.key < $1.key }) {
      let (things, unreadable) = StandingQuery.fold(stream, on: day)
      quarantined += unreadable
      let wanted = things.filter { $0.kind == .handover && ($0.isOpen || !openOnly) }
      guard !wanted.isEmpty else { continue }
      // The meetings are read only where there is somebody to meet.
      let subjects = try history.family(of: account, at: standpoint).map { "account/\($0)" }
      let meetings = try history.events(of: subjects, at: standpoint) {
        $0 == InteractionRecorded.typeNumber || $0 == VisitRecorded.typeNumber
          || $0 == AccountRegistered.typeNumber || $0 == AccountDetailsChanged.typeNumber
      }
      quarantined += meetings.unreadable
      let names = StandingQuery.fold(meetings, on: day).things
      let name = names.first { $0.kind == .account && $0.id == account }?.text("name")
      handovers += wanted.compactMap { Handover($0, name: name, meetings.events, on: day) }
        .filter { employee == nil || $0.from == employee || $0.to == employee }
    }
    handovers.sort { ($0.initiated, $0.account, $0.id) < ($1.initiated, $1.account, $1.id) }
    return HandoverAnswer(
      day: day, handovers: handovers, quarantined: quarantined, speaksFor: standpoint)
  }

  private static let types: Set<UInt32> = [
    HandoverInitiated.typeNumber, HandoverItemCompleted.typeNumber,
    HandoverCustomerIntroduced.typeNumber, HandoverCompleted.typeNumber,
  ]
}

/// The handovers, and what the answer speaks for.
package struct HandoverAnswer: Sendable, Equatable {
  package let day: CalendarDay
  package let handovers: [Handover]
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint
}
