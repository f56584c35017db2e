package import LedgerEvents
package import Money

/// Who answers for an account.
package struct Ownership: Sendable {
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// Who holds which role on the account on a day, by what was known at a moment.
  ///
  /// Assignments hold from their own first day up to, not including, the day on which they end,
  /// whenever they were recorded.
  package func asOf(
    _ account: String, on day: CalendarDay, knownAt: KnownAt? = nil
  ) throws(ProjectionError) -> OwnershipAnswer {
    let answer = try all(account, knownAt: knownAt)
    return OwnershipAnswer(
      account: account, holders: answer.holders.filter { $0.holds(on: day) },
      quarantined: answer.quarantined, speaksFor: answer.speaksFor)
  }

  /// Every assignment that was ever made, the earliest first.
  package func all(
    _ account: String, knownAt: KnownAt? = nil
  ) throws(ProjectionError) -> OwnershipAnswer {
    let standpoint = try history.standpoint(Clocks(knownAt: knownAt))
    guard try history.positions(of: account).contains(where: { $0 < standpoint.size }) else {
      throw .unknownAccount(account)
    }
    let stream = try history.events(of: ["account/\(account)"], at: standpoint) {
      $0 == AssignmentStarted.typeNumber || $0 == AssignmentEnded.typeNumber
    }
    var quarantined = stream.unreadable
    var holders: [String: RoleHolder] = [:]
    for event in stream.events {
      do {
        switch event.data {
        case .assignmentStarted(let started):
          guard holders[started.assignmentID] == nil else { continue }
          holders[started.assignmentID] = RoleHolder(
            assignment: started.assignmentID, role: started.role, employee: started.employeeID,
            creditShareBp: started.hasCreditShareBp ? Int(started.creditShareBp) : nil,
            from: try started.validFrom.calendarDay, startedAt: event.position)
        case .assignmentEnded(let ended):
          holders[ended.assignmentID]?.to = try ended.validTo.calendarDay
          holders[ended.assignmentID]?.endedAt = event.position
        default: continue
        }
      } catch {
        quarantined.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
    }
    return OwnershipAnswer(
      account: account,
      holders: holders.values.sorted { ($0.from, $0.startedAt) < ($1.from, $1.startedAt) },
      quarantined: quarantined, speaksFor: standpoint)
  }
}

/// An employee's role on an account, with the events that say so.
package struct RoleHolder: Hashable, Sendable {
  package let assignment: String
  package let role: LedgerEvents.Role
  package let employee: String
  /// The share of credit in basis points, where one was agreed.
  package let creditShareBp: Int?
  package let from: CalendarDay
  /// The first day no longer in the role; nil while it is open.
  package internal(set) var to: CalendarDay?
  /// The position of the event that began it.
  package let startedAt: UInt64
  /// The position of the event that ended it.
  package internal(set) var endedAt: UInt64?

  package func holds(on day: CalendarDay) -> Bool {
    from <= day && to.map { day < $0 } ?? true
  }
}

/// Who answers for an account, and what the answer speaks for.
package struct OwnershipAnswer: Hashable, Sendable {
  package let account: String
  package let holders: [RoleHolder]
  /// Assignments that could not be understood.
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint
}
