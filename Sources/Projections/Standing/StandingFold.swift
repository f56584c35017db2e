import LedgerEvents
import Money

/// Folds an account's events into the things it has on a day.
///
/// Takes them in the order of their days, and of their positions on one day. What a ledger that
/// begins in the middle never saw begin is made by the first event that names it.
struct StandingFold {
  struct Key: Hashable {
    let kind: StandingThing.Kind
    let account: String
    let id: String
  }

  let day: CalendarDay
  private(set) var things: [Key: StandingThing] = [:]
  private var order: [Key] = []

  init(day: CalendarDay) {
    self.day = day
  }

  /// Takes up one event; throws what is wrong with an amount or a day.
  ///
  /// An assignment and a tier hold from their own first day, whenever they were recorded; anything
  /// else that happened after the day is passed over.
  mutating func take(_ event: HeldEvent) throws {
    if try takeDatedByItself(event) { return }
    guard event.day <= day else { return }
    switch event.data {
    case .accountRegistered, .accountDetailsChanged, .accountMerged, .accountMergeReverted,
      .contactAdded, .contactRoleAssessed, .contactLeft, .contactDataErased:
      try takePeople(event)
    case .handoverInitiated, .handoverItemCompleted, .handoverCustomerIntroduced,
      .handoverCompleted:
      try takeHandover(event)
    case .planVersionPublished, .planGoalReviewed, .initiativeStarted, .initiativeClosed,
      .actionAgreed, .actionCompleted, .actionDropped:
      try takePlanning(event)
    case .opportunityIdentified, .opportunityStageChanged, .opportunityWon, .opportunityLost,
      .offerSubmitted, .offerDecided:
      try takeDeal(event)
    case .contractSigned, .contractRenewed, .contractChanged, .contractNoticeReceived,
      .contractEnded:
      try takeContract(event)
    case .orderBooked, .orderAmended, .orderCancelled, .deliveryMade, .invoiceIssued,
      .paymentReceived, .paymentReversed, .creditNoteIssued, .receivableWrittenOff:
      try takeMoney(event)
    case .escalationRaised, .escalationAcknowledged, .escalationPaused, .escalationResumed,
      .escalationResolved, .escalationReopened, .sentimentRated, .healthOverrideSet,
      .healthOverrideCleared:
      try takeService(event)
    default: return
    }
  }

  /// The things with what follows from the day, in the order of their kinds and then of their
  /// beginnings, and those of which that cannot be worked out.
  func finished() -> (things: [StandingThing], faults: [(StandingThing, MoneyError)]) {
    var things: [StandingThing] = []
    var faults: [(StandingThing, MoneyError)] = []
    for kind in StandingThing.Kind.allCases {
      for key in order where key.kind == kind {
        guard var thing = self.things[key] else { continue }
        do throws(MoneyError) {
          try finish(&thing)
        } catch {
          faults.append((thing, error))
        }
        things.append(thing)
      }
    }
    return (things, faults)
  }

  /// Changes the thing an event is about, made where there is none.
  mutating func edit(
    _ kind: StandingThing.Kind, _ id: String, _ event: HeldEvent,
    _ body: (inout StandingEdit) throws -> Void
  ) rethrows {
    let key = Key(kind: kind, account: event.account, id: id)
    var edit = StandingEdit(
      thing: things[key] ?? StandingThing(kind, id, account: event.account),
      events: event.citation)
    try body(&edit)
    if things.updateValue(edit.thing, forKey: key) == nil { order.append(key) }
  }

  private mutating func takeDatedByItself(_ event: HeldEvent) throws -> Bool {
    switch event.data {
    case .accountTierAssigned(let assigned):
      let from = try assigned.validFrom.calendarDay
      guard from <= day else { return true }
      edit(.account, event.account, event) { account in
        // Of two tiers the one with the later first day holds, whichever was recorded later.
        if let before = account.thing.day("tierFrom"), before > from { return }
        account.set("tier", .choice(Wording.words(assigned.tier)))
        account.set("tierFrom", .day(from))
      }
    case .assignmentStarted(let started):
      let from = try started.validFrom.calendarDay
      edit(.role, started.assignmentID, event) { role in
        role.set("role", .choice(Wording.words(started.role)))
        role.set("employee", started.employeeID)
        role.set("from", .day(from))
        role.set("share", started.hasCreditShareBp ? .share(Int64(started.creditShareBp)) : nil)
      }
    case .assignmentEnded(let ended):
      let to = try ended.validTo.calendarDay
      edit(.role, ended.assignmentID, event) { $0.set("to", .day(to)) }
    default: return false
    }
    return true
  }
}

/// A thing in the hands of one event.
struct StandingEdit {
  fileprivate(set) var thing: StandingThing
  fileprivate let events: [UInt64]

  fileprivate init(thing: StandingThing, events: [UInt64]) {
    self.thing = thing
    self.events = events
  }

  mutating func set(_ name: String, _ value: StandingValue?) { thing.set(name, value, events) }

  mutating func set(_ name: String, _ text: String?) { set(name, text.map { .text($0) }) }

  /// Adds to an amount.
  mutating func add(_ name: String, _ amount: Amount) throws(MoneyError) {
    try thing.add(name, amount, events)
  }

  /// Adds a text to a list that does not hold it yet.
  mutating func insert(_ name: String, _ text: String) {
    var (texts, known): ([String], [UInt64]) = ([], [])
    if case .list(let before) = thing[name] { (texts, known) = (before, thing.events(of: name)) }
    guard !texts.contains(text) else { return }
    thing.set(name, .list(texts + [text]), known + events)
  }
}

extension HeldEvent {
  /// The id of the account the event is about.
  var account: String { String(stored.subject.dropFirst("account/".count)) }

  /// The event, and the correction that says what holds of it.
  var citation: [UInt64] { [position] + (amendment.map { [$0.position] } ?? []) }
}
