import LedgerEvents
import Money

/// What an account's events come to, independent of the order in which they are taken up.
///
/// Of two facts about the same thing the later business day counts, and on one day the later
/// position.
struct AccountFold: Equatable, Sendable {
  /// A fact with the place that says how new it is.
  struct Stamped<Value: Equatable & Sendable>: Equatable, Sendable {
    let value: Value
    let day: CalendarDay
    let position: UInt64

    func isNewer(than other: Stamped?) -> Bool {
      guard let other else { return true }
      return (day, position) > (other.day, other.position)
    }
  }

  struct Tenure: Equatable, Sendable {
    let id: String
    let employee: String
    let role: Role
    let from: CalendarDay
    let position: UInt64
  }

  struct Contract: Equatable, Sendable {
    /// The first day after the term; nil for an open-ended contract.
    var term: Stamped<CalendarDay?>?
    /// The first day without the contract after a notice.
    var notice: Stamped<CalendarDay>?
    var end: Stamped<Bool>?
  }

  var name: Stamped<String>?
  var sector: Stamped<String>?
  var country: Stamped<String>?
  var tiers: [Stamped<AccountTierAssigned.Tier>] = []
  var tenures: [Tenure] = []
  /// The first day no longer in the role, by assignment.
  var tenureEnds: [String: Stamped<CalendarDay>] = [:]
  /// Whether each escalation is open.
  var escalations: [String: Stamped<Bool>] = [:]
  var contracts: [String: Contract] = [:]
  /// The account this one was merged into; nil after the merge was reverted.
  var merged: Stamped<String?>?
  var eventCount: UInt64 = 0
  var interactionCount: UInt64 = 0
  var lastInteraction: CalendarDay?
  var lastPosition: UInt64 = 0
  /// Positions of events that could not be understood, ascending.
  var unreadable: [UInt64] = []

  /// The types that say more than that something happened.
  static func isTelling(_ type: UInt32) -> Bool {
    switch type {
    case AccountRegistered.typeNumber, AccountDetailsChanged.typeNumber, AccountMerged.typeNumber,
      AccountMergeReverted.typeNumber, AccountTierAssigned.typeNumber, AssignmentStarted.typeNumber,
      AssignmentEnded.typeNumber, InteractionRecorded.typeNumber, VisitRecorded.typeNumber,
      EscalationRaised.typeNumber, EscalationResolved.typeNumber, EscalationReopened.typeNumber,
      ContractSigned.typeNumber, ContractRenewed.typeNumber, ContractNoticeReceived.typeNumber,
      ContractEnded.typeNumber:
      true
    default: false
    }
  }

  /// Takes up the record of one event with the newest word on it; the bytes are read only where
  /// their type says something.
  ///
  /// Tiers and assignments hold from their own first day, so the as-of day does not cut them here.
  mutating func take(
    position: UInt64, type: UInt32, businessDay: UInt32, _ verdict: Amendment?,
    _ standpoint: Standpoint, _ bytes: () -> [UInt8]
  ) {
    let moved = verdict?.replacement.flatMap { $0.hasBusinessDay ? $0.businessDay.yyyymmdd : nil }
    let counts =
      standpoint.asOf.map { (moved ?? businessDay) <= $0.yyyymmdd } ?? true
    if counts {
      eventCount += 1
      lastPosition = max(lastPosition, position)
    }
    let holding = verdict?.replacement.map { $0.replacement.type } ?? type
    guard verdict?.kind != .retracted, Self.isTelling(holding) else { return }
    do {
      let event = try HeldEvent(try StoredEvent(bytes()), verdict)
      try take(event, counts: counts)
    } catch {
      unreadable.append(position)
    }
  }

  private mutating func take(_ event: HeldEvent, counts: Bool) throws {
    switch event.data {
    case .accountTierAssigned(let assigned):
      tiers.append(
        Stamped(
          value: assigned.tier, day: try assigned.validFrom.calendarDay, position: event.position))
    case .assignmentStarted(let started):
      tenures.append(
        Tenure(
          id: started.assignmentID, employee: started.employeeID, role: started.role,
          from: try started.validFrom.calendarDay, position: event.position))
    case .assignmentEnded(let ended):
      let end = event.stamped(try ended.validTo.calendarDay)
      if end.isNewer(than: tenureEnds[ended.assignmentID]) { tenureEnds[ended.assignmentID] = end }
    default:
      guard counts else { return }
      try takeDated(event)
    }
  }

  private mutating func takeDated(_ event: HeldEvent) throws {
    switch event.data {
    case .accountRegistered(let account):
      set(\.name, event.stamped(account.name))
      set(\.sector, event.stamped(account.sector))
      set(\.country, event.stamped(account.country))
    case .accountDetailsChanged(let change) where change.hasNew:
      switch change.field {
      case .name: set(\.name, event.stamped(change.new))
      case .sector: set(\.sector, event.stamped(change.new))
      case .country: set(\.country, event.stamped(change.new))
      case .parentAccountID, .employees, .annualRevenue, .address, .other, .unspecified,
        .UNRECOGNIZED:
        break
      }
    case .accountMerged(let merge): setMerged(event.stamped(merge.survivorID))
    case .accountMergeReverted: setMerged(event.stamped(nil))
    case .interactionRecorded, .visitRecorded:
      interactionCount += 1
      lastInteraction = max(lastInteraction ?? event.day, event.day)
    case .escalationRaised(let step): setEscalation(step.escalationID, event.stamped(true))
    case .escalationReopened(let step): setEscalation(step.escalationID, event.stamped(true))
    case .escalationResolved(let step): setEscalation(step.escalationID, event.stamped(false))
    case .contractSigned(let contract):
      setTerm(
        contract.contractID, event.stamped(contract.hasEnd ? try contract.end.calendarDay : nil))
    case .contractRenewed(let contract):
      setTerm(
        contract.contractID,
        event.stamped(contract.hasNewEnd ? try contract.newEnd.calendarDay : nil))
    case .contractNoticeReceived(let contract):
      let notice = event.stamped(try contract.effective.calendarDay)
      if notice.isNewer(than: contracts[contract.contractID]?.notice) {
        contracts[contract.contractID, default: Contract()].notice = notice
      }
    case .contractEnded(let contract):
      let end = event.stamped(true)
      if end.isNewer(than: contracts[contract.contractID]?.end) {
        contracts[contract.contractID, default: Contract()].end = end
      }
    default: return
    }
  }

  private mutating func set(
    _ path: WritableKeyPath<AccountFold, Stamped<String>?>, _ fact: Stamped<String>
  ) {
    if fact.isNewer(than: self[keyPath: path]) { self[keyPath: path] = fact }
  }

  private mutating func setMerged(_ fact: Stamped<String?>) {
    if fact.isNewer(than: merged) { merged = fact }
  }

  private mutating func setEscalation(_ id: String, _ fact: Stamped<Bool>) {
    if fact.isNewer(than: escalations[id]) { escalations[id] = fact }
  }

  private mutating func setTerm(_ id: String, _ fact: Stamped<CalendarDay?>) {
    if fact.isNewer(than: contracts[id]?.term) {
      contracts[id, default: Contract()].term = fact
    }
  }
}

extension AccountFold {
  /// The tier on a day: the one with the latest first day by then.
  func tier(on day: CalendarDay) -> AccountTierAssigned.Tier? {
    tiers.filter { $0.day <= day }.max { ($0.day, $0.position) < ($1.day, $1.position) }?.value
  }

  /// Who holds a role on a day, the one who began last first.
  func holders(of role: Role, on day: CalendarDay) -> [Tenure] {
    tenures.filter { tenure in
      guard tenure.role == role, tenure.from <= day else { return false }
      return tenureEnds[tenure.id].map { day < $0.value } ?? true
    }.sorted { ($0.from, $0.position) > ($1.from, $1.position) }
  }

  var openEscalations: Int { escalations.values.count { $0.value } }

  /// The next day on which a contract ends, by its term or by notice.
  func nextContractEnd(after day: CalendarDay) -> CalendarDay? {
    contracts.values.compactMap { contract in
      guard let term = contract.term else { return nil }
      let isOver = contract.end.map { ($0.day, $0.position) > (term.day, term.position) } ?? false
      guard !isOver else { return nil }
      var end = term.value
      if let notice = contract.notice, (notice.day, notice.position) > (term.day, term.position) {
        end = notice.value
      }
      return end.flatMap { $0 > day ? $0 : nil }
    }.min()
  }
}

extension HeldEvent {
  /// A fact of this event with its place.
  fileprivate func stamped<Value>(_ value: Value) -> AccountFold.Stamped<Value> {
    AccountFold.Stamped(value: value, day: day, position: position)
  }
}
