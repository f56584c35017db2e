import AccountHealth
import LedgerEvents
import Money

/// Puts the events of an account into the words of the key figures.
///
/// Takes them in the order of their days, and of their positions on one day.
struct KPIFactsBuilder {
  private var health: HealthFactsBuilder
  private var facts = KPIFacts()
  private let scopes: Set<String>
  private var handles: [String: KPIFacts.Handle] = [:]
  /// What is left of each order, by product, for a cancellation of all of it.
  private var orders: [String: [String: Int128]] = [:]

  /// `accounts` are the account and those merged into it; `scopes` are whom a target may bind.
  init(accounts: [String], scopes: Set<String>) {
    health = HealthFactsBuilder(accounts: accounts)
    self.scopes = scopes
  }

  /// What was taken up so far.
  var result: KPIFacts {
    var facts = facts
    facts.health = health.facts
    return facts
  }

  func name(of account: String) -> String? { health.name(of: account) }

  /// Takes up one event; throws what is wrong with an amount or a day.
  mutating func take(_ event: HeldEvent) throws {
    try health.take(event)
    let (day, position) = (event.day, event.position)
    switch event.data {
    case .accountTierAssigned(let assigned):
      facts.tiers.append(
        .init(
          isKey: assigned.tier == .key || assigned.tier == .strategic,
          from: try assigned.validFrom.calendarDay, position: position))
    case .contractRenewed(let contract):
      facts.terms.append(
        .init(
          contract: handle("k", contract.contractID),
          change: .renewed(
            oldEnd: contract.hasOldEnd ? try contract.oldEnd.calendarDay : nil,
            before: contract.acvBefore.minor, after: contract.acvAfter.minor),
          day: day, position: position))
    case .contractEnded(let contract) where contract.reason == .replaced:
      facts.terms.append(
        .init(
          contract: handle("k", contract.contractID), change: .replaced, day: day,
          position: position))
    case .initiativeStarted(let step):
      addInitiative(step.initiativeID, isClosing: false, hasOutcome: false, event)
    case .initiativeClosed(let step):
      addInitiative(step.initiativeID, isClosing: true, hasOutcome: step.hasOutcome, event)
    case .reviewHeld(let review):
      facts.reviews.append(
        .init(
          nextDue: review.hasNextDue ? try review.nextDue.calendarDay : nil, day: day,
          position: position))
    case .interactionRecorded(let interaction): addMeeting(interaction.employeeIds, event)
    case .visitRecorded(let visit): addMeeting(visit.employeeIds, event)
    case .handoverInitiated(let step):
      addHandover(step.handoverID, .initiated(receiver: handle("p", step.toEmployeeID)), event)
    case .handoverItemCompleted(let step):
      addHandover(step.handoverID, .item(step.item.rawValue), event)
    case .handoverCompleted(let step): addHandover(step.handoverID, .completed, event)
    case .escalationRaised(let step):
      addReaction(step.escalationID, severity: Int(step.severity), event)
    case .escalationAcknowledged(let step):
      addReaction(step.escalationID, severity: nil, event)
    default: try takeBusiness(event)
    }
  }

  private mutating func takeBusiness(_ event: HeldEvent) throws {
    let (day, position) = (event.day, event.position)
    switch event.data {
    case .opportunityIdentified(let found):
      guard let kind = KPIFacts.OpportunityStep.Kind(found.kind) else { return }
      facts.opportunities.append(
        .init(
          opportunity: handle("o", found.opportunityID),
          change: .identified(kind, isDated: event.isDated),
          value: found.hasValue ? found.value.minor : nil,
          probability: found.hasProbabilityBp ? Int(found.probabilityBp) : nil,
          expectedClose: found.hasExpectedClose ? try found.expectedClose.calendarDay : nil,
          day: day, position: position))
    case .opportunityStageChanged(let step):
      facts.opportunities.append(
        .init(
          opportunity: handle("o", step.opportunityID), change: .moved,
          value: step.hasValue ? step.value.minor : nil,
          probability: step.hasProbabilityBp ? Int(step.probabilityBp) : nil,
          expectedClose: step.hasExpectedClose ? try step.expectedClose.calendarDay : nil,
          day: day, position: position))
    case .opportunityWon(let won):
      addClosing(won.opportunityID, .won, won.value.minor, event)
    case .opportunityLost(let lost): addClosing(lost.opportunityID, .lost, nil, event)
    case .orderBooked(let order):
      for line in order.lines { addLine(order.orderID, line.productID, line.net.minor, event) }
    case .orderAmended(let order):
      for change in order.changes {
        addLine(order.orderID, change.productID, change.netDelta.minor, event)
      }
    case .orderCancelled(let order) where !order.changes.isEmpty:
      for change in order.changes {
        addLine(order.orderID, change.productID, change.netDelta.minor, event)
      }
    case .orderCancelled(let order):
      let left = orders.removeValue(forKey: order.orderID) ?? [:]
      for (product, net) in left.sorted(by: { $0.key < $1.key }) {
        facts.orderLines.append(
          .init(product: handle("q", product), net: 0 - net, day: day, position: position))
      }
    case .costAllocated(let cost):
      // The cost of goods is in the orders' lines.
      guard cost.kind != .cogs else { return }
      let period = try Period(parsing: cost.period)
      facts.costs.append(
        .init(
          from: period.start, to: period.end, amount: cost.amount.minor, position: position))
    case .customerSpendEstimated(let spend):
      let period = try Period(parsing: spend.period)
      facts.spend.append(
        .init(
          category: handle("s", spend.category), from: period.start, to: period.end,
          amount: spend.amount.minor, day: day, position: position))
    case .forecastSubmitted(let forecast):
      guard forecast.category == .commit else { return }
      let period = try Period(parsing: forecast.period)
      facts.forecasts.append(
        .init(
          from: period.start, to: period.end, length: period.length,
          amount: forecast.amount.minor, day: max(day, try forecast.asOf.calendarDay),
          recordedDay: try event.stored.recorded.day(offsetSeconds: 0), position: position))
    case .targetSet(let set):
      try addTarget(set.scope, set.kpi, set.period, set.value, set.version, false, event)
    case .targetAttained(let found):
      try addTarget(found.scope, found.kpi, found.period, found.value, found.version, true, event)
    default: return
    }
  }

  private mutating func addTarget(
    _ scope: String, _ kpi: String, _ period: String, _ value: Quantity, _ version: UInt32,
    _ isFinding: Bool, _ event: HeldEvent
  ) throws {
    guard scopes.contains(scope), let figure = KPIFacts.Target.Figure(kpi: kpi),
      case .money(let money) = value.value
    else { return }
    let period = try Period(parsing: period)
    facts.targets.append(
      .init(
        kpi: figure, isFinding: isFinding, scope: handle("t", scope), from: period.start,
        to: period.end, amount: money.minor, version: Int(version), position: event.position))
  }

  private mutating func addLine(
    _ order: String, _ product: String, _ net: Int64, _ event: HeldEvent
  ) {
    let net = Int128(net)
    orders[order, default: [:]][product, default: 0] += net
    facts.orderLines.append(
      .init(product: handle("q", product), net: net, day: event.day, position: event.position))
  }

  private mutating func addClosing(
    _ opportunity: String, _ change: KPIFacts.OpportunityStep.Change, _ value: Int64?,
    _ event: HeldEvent
  ) {
    facts.opportunities.append(
      .init(
        opportunity: handle("o", opportunity), change: change, value: value, probability: nil,
        expectedClose: nil, day: event.day, position: event.position))
  }

  private mutating func addInitiative(
    _ initiative: String, isClosing: Bool, hasOutcome: Bool, _ event: HeldEvent
  ) {
    facts.initiatives.append(
      .init(
        initiative: handle("i", initiative), isClosing: isClosing, hasOutcome: hasOutcome,
        day: event.day, position: event.position))
  }

  private mutating func addMeeting(_ employees: [String], _ event: HeldEvent) {
    guard !employees.isEmpty else { return }
    facts.meetings.append(
      .init(
        employees: employees.map { handle("p", $0) }, day: event.day, position: event.position))
  }

  private mutating func addHandover(
    _ handover: String, _ change: KPIFacts.HandoverStep.Change, _ event: HeldEvent
  ) {
    facts.handovers.append(
      .init(
        handover: handle("h", handover), change: change, day: event.day, position: event.position))
  }

  private mutating func addReaction(_ escalation: String, severity: Int?, _ event: HeldEvent) {
    facts.reactions.append(
      .init(
        escalation: handle("e", escalation), severity: severity, seconds: event.seconds,
        day: event.day, position: event.position))
  }

  /// The number that stands for an id; `kind` keeps a contact and a contract apart.
  private mutating func handle(_ kind: Character, _ id: String) -> KPIFacts.Handle {
    let key = "\(kind)/\(id)"
    if let known = handles[key] { return known }
    let handle = KPIFacts.Handle(handles.count)
    handles[key] = handle
    return handle
  }
}

extension HeldEvent {
  /// Whether the day is known; a month or nothing at all begins no cycle.
  fileprivate var isDated: Bool {
    switch stored.precision {
    case .second, .minute, .day: true
    case .month, .unknown, .unspecified, .UNRECOGNIZED:
      amendment?.replacement?.hasBusinessDay ?? false
    }
  }

  /// The moment it happened, or midnight of a day that is all there is or that was corrected.
  fileprivate var seconds: Int64 {
    switch stored.precision {
    case .second, .minute:
      if amendment?.replacement?.hasBusinessDay ?? false { break }
      return stored.occurred.microseconds / 1_000_000
    default: break
    }
    return Int64(day.daysSinceEpoch) * 86_400
  }
}

extension KPIFacts.OpportunityStep.Kind {
  fileprivate init?(_ kind: OpportunityIdentified.Kind) {
    switch kind {
    case .new: self = .new
    case .crossSell: self = .crossSell
    case .upSell: self = .upSell
    case .renewal: self = .renewal
    case .winBack: self = .winBack
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}

extension KPIFacts.Target.Figure {
  fileprivate init?(kpi: String) {
    switch kpi {
    case "revenue": self = .revenue
    case "order_intake", "order-intake": self = .orderIntake
    default: return nil
    }
  }
}
