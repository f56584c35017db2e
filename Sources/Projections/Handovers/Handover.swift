import LedgerEvents
package import Money

/// One handover (Übergabe) as it stands on a day.
package struct Handover: Sendable, Equatable {
  /// The first meeting, call or letter of the new owner with the customer.
  package struct Meeting: Sendable, Equatable {
    package let day: CalendarDay
    package let position: UInt64
    /// Days from the initiation of the handover.
    package let days: Int
  }

  /// The customer met the new owner.
  package struct Introduction: Sendable, Equatable {
    package let day: CalendarDay
    package let contact: String
    package let mode: String
  }

  /// The items of the checklist, in its order.
  package static let checklist = HandoverItemCompleted.Item.allCases
    .filter { $0 != .unspecified }.map { Wording.words($0) }

  package let account: String
  package let name: String?
  package let id: String
  package let kind: String
  package let from: String
  package let to: String
  package let initiated: CalendarDay
  package let planned: CalendarDay?
  package let completed: CalendarDay?
  /// Days from its initiation to its completion, or to the day of the answer.
  package let age: Int
  /// Items of the checklist that are done and that are missing, in the list's order.
  package let done: [String]
  package let missing: [String]
  package let introduction: Introduction?
  /// Whether the planned day is past without completion, or was when it was completed.
  package let isLate: Bool
  /// Nil while there is none.
  package let firstMeeting: Meeting?
  /// Days from the completion to the first meeting on that day or later; nil while either is missing.
  package let daysFromCompletion: Int?
  package let events: [UInt64]

  /// Why there is no first meeting.
  package var noMeeting: String? {
    firstMeeting == nil ? "no interaction with \(to) since \(initiated)" : nil
  }

  /// Nil for a handover whose initiation is not known.
  init?(_ thing: StandingThing, name: String?, _ events: [HeldEvent], on day: CalendarDay) {
    guard let initiated = thing.day("initiated"), let from = thing.text("from"),
      let to = thing.text("to")
    else { return nil }
    (account, id, self.name) = (thing.account, thing.id, name)
    (self.from, self.to, self.initiated) = (from, to, initiated)
    kind = thing.text("handoverKind") ?? ""
    planned = thing.day("planned")
    let completed = thing.day("completed")
    self.completed = completed
    age = (completed ?? day).days(since: initiated)
    var known: Set<String> = []
    if case .list(let items) = thing["done"] { known = Set(items) }
    done = Self.checklist.filter { known.contains($0) }
    missing = Self.checklist.filter { !known.contains($0) }
    introduction = thing.day("introduced").map {
      Introduction(
        day: $0, contact: thing.text("introducedTo") ?? "", mode: thing.text("introducedHow") ?? "")
    }
    isLate = planned.map { $0 < completed ?? day } ?? false
    let meetings = events.filter { $0.day <= day && $0.isMeeting(with: to) }
    func first(since start: CalendarDay) -> HeldEvent? {
      meetings.filter { $0.day >= start }.min { ($0.day, $0.position) < ($1.day, $1.position) }
    }
    firstMeeting = first(since: initiated).map {
      Meeting(day: $0.day, position: $0.position, days: $0.day.days(since: initiated))
    }
    daysFromCompletion = completed.flatMap { end in first(since: end)?.day.days(since: end) }
    self.events = thing.events
  }
}

extension CalendarDay {
  fileprivate func days(since other: CalendarDay) -> Int {
    Int(daysSinceEpoch) - Int(other.daysSinceEpoch)
  }
}

extension HeldEvent {
  fileprivate func isMeeting(with employee: String) -> Bool {
    switch data {
    case .interactionRecorded, .visitRecorded: EventPeople(data).employees.contains(employee)
    default: false
    }
  }
}
