import Commission
import Journal
import LedgerEvents
import Money

/// The commission facts of a journal, gathered in one scan.
///
/// Plans, assignments and reporting lines hold by their own first day, so the as-of day cuts deals,
/// what takes something back from them, and agreed splits. A deal stays with the account it was
/// recorded for, also after a merge.
struct CommissionFold: Sendable {
  /// Without deals and splits, which the deals' book holds.
  var facts = CommissionFacts()
  var deals = DealBook()
  var unreadable: [UnreadableEvent] = []
  /// The correction in force on the fact at a position.
  private(set) var corrections: [UInt64: UInt64] = [:]

  /// The ledger's own currency; exchange rates are priced in it where they name no base.
  private(set) var currency = Currency.eur
  private let standpoint: Standpoint
  private var takesAccountTargets = true
  private var assignments: [AssignmentKey: OpenAssignment] = [:]

  private struct AssignmentKey: Hashable {
    let account: Name
    let id: String
  }

  private var employments: [Name: OpenEmployment] = [:]

  private struct OpenEmployment {
    var began: (day: CalendarDay, position: UInt64)?
    var ended: Assignment.Ending?
  }

  private struct OpenAssignment {
    var started: (fact: AssignmentStarted, position: UInt64)?
    var ended: (day: CalendarDay, position: UInt64)?
  }

  /// Everything, in one scan.
  init(_ history: History, _ standpoint: Standpoint) throws(ProjectionError) {
    let links = try history.links(to: standpoint.size)
    let verdicts = Amendment.inForce(links.amendments, below: standpoint.size)
    self.init(standpoint)
    try gather(history, verdicts) { _ in true }
    close()
  }

  /// The facts that belong to no account: plans, people, targets, rates, adjustments.
  ///
  /// Targets of accounts are as many as accounts; they are taken where a plan measures by them.
  init(
    withoutAccounts history: History, _ standpoint: Standpoint, _ verdicts: [UInt64: Amendment]
  ) throws(ProjectionError) {
    self.init(standpoint)
    try gather(history, verdicts) { !Self.isOfAccount($0) && !Self.isTarget($0) }
    takesAccountTargets = facts.plans.contains { $0.plan.measuresAccountsByTarget }
    try gather(history, verdicts, Self.isTarget)
    close()
  }

  /// The facts of one account, by the numbers of the ids that `names` knows.
  ///
  /// The table moves into the facts and an empty one stays: shared, it would be copied as soon as
  /// the account adds an id.
  init(
    of account: String, _ history: History, _ standpoint: Standpoint,
    moving names: inout NameTable
  ) throws(ProjectionError) {
    self.init(standpoint)
    swap(&facts.names, &names)
    let subject = "account/\(account)"
    let found = try history.events(
      of: [subject], at: standpoint, isDated: false, Self.isOfAccount)
    for event in found.events {
      if let amendment = event.amendment { corrections[event.position] = amendment.position }
      do {
        try take(event, subject)
      } catch {
        unreadable.append(
          UnreadableEvent(position: event.position, subject: subject, reason: "\(error)"))
      }
    }
    unreadable += found.unreadable
    close()
  }

  /// The same, where `names` is what many accounts begin with.
  init(
    of account: String, _ history: History, _ standpoint: Standpoint, _ names: NameTable
  ) throws(ProjectionError) {
    var names = names
    try self.init(of: account, history, standpoint, moving: &names)
  }

  private init(_ standpoint: Standpoint) { self.standpoint = standpoint }

  private mutating func gather(
    _ history: History, _ verdicts: [UInt64: Amendment], _ isMeant: (UInt32) -> Bool
  ) throws(ProjectionError) {
    try inJournal { () throws(JournalError) in
      try history.records.scan(to: standpoint.size) { header, record throws(JournalError) in
        let verdict = verdicts.isEmpty ? nil : verdicts[header.position]
        let type = verdict?.replacement.map { $0.replacement.type } ?? header.type
        guard Self.isWanted(type), verdict?.kind != .retracted, isMeant(type) else { return }
        take(Array(record), verdict, at: header.position)
      }
    }
  }

  private mutating func close() {
    facts.assignments = closedAssignments()
    for (employee, open) in employments {
      guard let began = open.began else { continue }
      facts.employments.append(
        Employment(
          employee: employee, from: began.day, ending: open.ended, position: began.position))
    }
  }

  /// The types a commission depends on.
  @inline(__always)
  static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case CommissionPlanVersionPublished.typeNumber, AssignmentStarted.typeNumber,
      AssignmentEnded.typeNumber, EmployeeRegistered.typeNumber, EmployeeManagerChanged.typeNumber,
      CommissionSplitAgreed.typeNumber, CommissionSplitRevised.typeNumber, OrderBooked.typeNumber,
      OrderAmended.typeNumber, OrderCancelled.typeNumber, InvoiceIssued.typeNumber,
      CreditNoteIssued.typeNumber, OpportunityIdentified.typeNumber, OpportunityWon.typeNumber,
      ContractSigned.typeNumber, ContractRenewed.typeNumber, ContractChanged.typeNumber,
      ContractEnded.typeNumber, DeliveryMade.typeNumber, PaymentReceived.typeNumber,
      PaymentReversed.typeNumber, ReceivableWrittenOff.typeNumber, EmployeeLeft.typeNumber,
      PayTermsAgreed.typeNumber, TargetSet.typeNumber, TargetAttained.typeNumber,
      ExchangeRateFixed.typeNumber, CommissionAdjusted.typeNumber, LedgerCreated.typeNumber:
      true
    default: false
    }
  }

  /// Those that stay within the account they are recorded for.
  static func isOfAccount(_ type: UInt32) -> Bool {
    switch type {
    case AssignmentStarted.typeNumber, AssignmentEnded.typeNumber,
      CommissionSplitAgreed.typeNumber, CommissionSplitRevised.typeNumber, OrderBooked.typeNumber,
      OrderAmended.typeNumber, OrderCancelled.typeNumber, InvoiceIssued.typeNumber,
      CreditNoteIssued.typeNumber, OpportunityIdentified.typeNumber, OpportunityWon.typeNumber,
      ContractSigned.typeNumber, ContractRenewed.typeNumber, ContractChanged.typeNumber,
      ContractEnded.typeNumber, DeliveryMade.typeNumber, PaymentReceived.typeNumber,
      PaymentReversed.typeNumber, ReceivableWrittenOff.typeNumber:
      true
    default: false
    }
  }

  private static func isTarget(_ type: UInt32) -> Bool {
    type == TargetSet.typeNumber || type == TargetAttained.typeNumber
  }

  private mutating func take(_ bytes: [UInt8], _ verdict: Amendment?, at position: UInt64) {
    var subject = ""
    do {
      let stored = try StoredEvent(bytes)
      subject = stored.subject
      let event = try HeldEvent(stored, verdict)
      if let verdict { corrections[position] = verdict.position }
      try take(event, subject)
    } catch {
      unreadable.append(
        UnreadableEvent(position: position, subject: subject, reason: "\(error)"))
    }
  }

  private mutating func take(_ event: HeldEvent, _ subject: String) throws {
    switch event.data {
    case .ledgerCreated(let created): currency = try Currency(created.currency)
    case .commissionPlanVersionPublished(let published):
      facts.publish(try Plan.parse(published.text), at: event.position)
    case .employeeRegistered, .employeeManagerChanged, .employeeLeft, .payTermsAgreed:
      try takePerson(event)
    case .targetSet(let target):
      try takeTarget(.set, target.scope, target.kpi, target.period, target.value, event)
    case .targetAttained(let target):
      guard standpoint.includes(event.day) else { return }
      try takeTarget(.attained, target.scope, target.kpi, target.period, target.value, event)
    case .exchangeRateFixed(let fixed):
      guard let millionths = Int64(exactly: fixed.rateMillionths) else {
        throw MoneyError.overflow("the exchange rate")
      }
      facts.exchangeRates.append(
        ExchangeRate(
          base: fixed.hasBaseCurrency ? try Currency(fixed.baseCurrency) : currency,
          quote: try Currency(fixed.currency), day: try fixed.day.calendarDay,
          rate: try Rate(numerator: millionths, denominator: 1_000_000), source: fixed.source,
          position: event.position))
    case .commissionAdjusted(let adjusted):
      try takeAdjustment(adjusted, event)
    case .assignmentStarted(let started):
      _ = try started.validFrom.calendarDay
      let key = AssignmentKey(account: account(subject), id: started.assignmentID)
      if assignments[key]?.started == nil {
        assignments[key, default: OpenAssignment()].started = (started, event.position)
      }
    case .assignmentEnded(let ended):
      let key = AssignmentKey(account: account(subject), id: ended.assignmentID)
      assignments[key, default: OpenAssignment()].ended = (
        try ended.validTo.calendarDay, event.position
      )
    default:
      guard standpoint.includes(event.day) else { return }
      try deals.take(event, account: String(subject.dropFirst("account/".count)))
    }
  }

  private mutating func takePerson(_ event: HeldEvent) throws {
    switch event.data {
    case .employeeRegistered(let employee):
      let name = facts.names.name(employee.employeeID)
      let from = try employee.validFrom.calendarDay
      facts.reporting.append(
        Reporting(
          employee: name,
          manager: employee.hasManagerID ? facts.names.name(employee.managerID) : nil,
          from: from, position: event.position))
      employments[name, default: OpenEmployment()].began = (from, event.position)
    case .employeeManagerChanged(let change):
      facts.reporting.append(
        Reporting(
          employee: facts.names.name(change.employeeID),
          manager: facts.names.name(change.managerID),
          from: try change.validFrom.calendarDay, position: event.position))
    case .employeeLeft(let left):
      employments[facts.names.name(left.employeeID), default: OpenEmployment()].ended =
        Assignment.Ending(day: try left.validTo.calendarDay, position: event.position)
    case .payTermsAgreed(let agreed):
      facts.payTerms.append(
        PayTerms(
          employee: facts.names.name(agreed.employeeID),
          variablePerYear: try agreed.variableTarget.amount,
          from: try agreed.validFrom.calendarDay, position: event.position))
    default: return
    }
  }

  private mutating func takeTarget(
    _ kind: TargetFigure.Kind, _ scope: String, _ kpi: String, _ period: String,
    _ quantity: Quantity, _ event: HeldEvent
  ) throws {
    guard takesAccountTargets || !scope.hasPrefix("account/") else { return }
    // A target may be all that is known of somebody.
    if let slash = scope.firstIndex(of: "/") {
      _ = facts.names.name(String(scope[scope.index(after: slash)...]))
    }
    let value: Int64
    switch quantity.value {
    case .money(let money): value = money.minor
    case .count(let count): value = count
    case .basisPoints(let points): value = points
    case .days(let days): value = days
    case nil: return
    }
    facts.targets.append(
      TargetFigure(
        kind: kind, scope: scope, kpi: kpi, period: try Period(parsing: period), value: value,
        id: facts.names.name(event.stored.id), position: event.position))
  }

  private mutating func takeAdjustment(
    _ adjusted: CommissionAdjusted, _ event: HeldEvent
  ) throws {
    // An adjustment for a period counts on its last day.
    let day =
      adjusted.hasPeriod
      ? try Period(parsing: adjusted.period).end.adding(days: -1) : event.day
    guard standpoint.includes(day) else { return }
    let id = adjusted.hasAdjustmentID ? adjusted.adjustmentID : event.stored.id
    facts.adjustments.append(
      Adjustment(
        id: facts.names.name(id), employee: facts.names.name(adjusted.employeeID),
        amount: try adjusted.amount.amount, reason: adjusted.reason,
        approver: facts.names.name(adjusted.approverID), day: day, position: event.position,
        word: facts.names.name("manual")))
  }

  private mutating func account(_ subject: String) -> Name {
    facts.names.name(String(subject.dropFirst("account/".count)))
  }

  private mutating func closedAssignments() -> [Assignment] {
    var closed: [Assignment] = []
    for (key, open) in assignments {
      guard let (started, position) = open.started, let role = Commission.Role(started.role),
        let from = try? started.validFrom.calendarDay
      else { continue }
      closed.append(
        Assignment(
          account: key.account, employee: facts.names.name(started.employeeID), role: role,
          from: from,
          ending: open.ended.map { Assignment.Ending(day: $0.day, position: $0.position) },
          position: position,
          weight: started.hasCreditShareBp ? Int64(started.creditShareBp) : 10_000))
    }
    return closed.sorted { $0.position < $1.position }
  }
}

extension Commission.Role {
  /// The engine's word for a recorded role.
  init?(_ role: LedgerEvents.Role) {
    switch role {
    case .kam: self = .kam
    case .fieldSales: self = .fieldSales
    case .salesManager: self = .salesManager
    case .insideSales: self = .insideSales
    case .support: self = .support
    case .executiveSponsor: self = .executiveSponsor
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}
