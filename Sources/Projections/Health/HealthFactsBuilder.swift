import AccountHealth
import LedgerEvents
import Money

/// Puts the events of an account into the words of the health engine.
///
/// Takes them in the order of their days, and of their positions on one day.
struct HealthFactsBuilder {
  private(set) var facts = HealthFacts()
  private(set) var sentiment: HealthAnswer.Sentiment?
  private let scopes: Set<String>
  private var handles: [String: HealthFacts.Handle] = [:]
  private var names: [String: String] = [:]
  private var bands: [(day: CalendarDay, override: HealthAnswer.Override?)] = []
  private var orders: [String: Left] = [:]
  /// What an opportunity was last expected to be worth, which is what is lost with it.
  private var expected: [String: Int64] = [:]

  fileprivate static let figures = "the figures of an account"

  /// What is left of an order, for a cancellation of all of it.
  private struct Left {
    let net: Int64
    /// Nil as soon as the cost of one part is not known.
    let cost: Int64?
  }

  init(accounts: [String]) {
    scopes = Set(accounts.map { "account/\($0)" })
  }

  func name(of account: String) -> String? { names["account/\(account)"] }

  /// The handle of a contract in the facts; nil where no step of it was taken up.
  func contract(_ id: String) -> HealthFacts.Handle? { handles["k/\(id)"] }

  /// The band that holds by hand on a day: the last word said by then.
  func override(on day: CalendarDay) -> HealthAnswer.Override? {
    let last = bands.enumerated().filter { $0.element.day <= day }
      .max { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    guard let override = last?.element.override, day < override.expires else { return nil }
    return override
  }

  /// The types that say something about the health of an account, or about its name.
  static let tellingTypes: Set<UInt32> = [
    AccountRegistered.typeNumber, AccountDetailsChanged.typeNumber, ContactAdded.typeNumber,
    ContactRoleAssessed.typeNumber, ContactLeft.typeNumber, InteractionRecorded.typeNumber,
    VisitRecorded.typeNumber, ReviewHeld.typeNumber, PlanVersionPublished.typeNumber,
    OpportunityIdentified.typeNumber, OpportunityWon.typeNumber, OpportunityLost.typeNumber,
    OfferSubmitted.typeNumber, OrderBooked.typeNumber, OrderAmended.typeNumber,
    OrderCancelled.typeNumber, InvoiceIssued.typeNumber, CreditNoteIssued.typeNumber,
    TargetSet.typeNumber, ContractSigned.typeNumber, ContractRenewed.typeNumber,
    ContractChanged.typeNumber, ContractNoticeReceived.typeNumber, ContractEnded.typeNumber,
    EscalationRaised.typeNumber, EscalationAcknowledged.typeNumber, EscalationPaused.typeNumber,
    EscalationResumed.typeNumber, EscalationResolved.typeNumber, EscalationReopened.typeNumber,
    SurveyAnswered.typeNumber, SentimentRated.typeNumber, HealthOverrideSet.typeNumber,
    HealthOverrideCleared.typeNumber,
  ]

  /// Takes up one event; throws what is wrong with an amount or a day.
  mutating func take(_ event: HeldEvent) throws {
    let (day, position) = (event.day, event.position)
    switch event.data {
    case .accountRegistered(let account): names[event.stored.subject] = account.name
    case .accountDetailsChanged(let change):
      if change.field == .name, change.hasNew { names[event.stored.subject] = change.new }
    case .contactAdded, .contactRoleAssessed, .contactLeft, .interactionRecorded, .visitRecorded,
      .reviewHeld, .planVersionPublished:
      try takeRelationship(event)
    case .opportunityIdentified, .opportunityStageChanged, .opportunityWon, .opportunityLost,
      .offerSubmitted, .orderBooked, .orderAmended, .orderCancelled, .invoiceIssued,
      .creditNoteIssued, .targetSet:
      try takeCommercial(event)
    case .contractSigned(let contract):
      let end = contract.hasEnd ? try contract.end.calendarDay : nil
      addStep(
        contract.contractID,
        .signed(
          start: try contract.start.calendarDay, end: end, renewsItself: contract.autoRenew,
          value: contract.acv.minor), event)
    case .contractRenewed(let contract):
      let end = contract.hasNewEnd ? try contract.newEnd.calendarDay : nil
      addStep(contract.contractID, .renewed(end: end, value: contract.acvAfter.minor), event)
    case .contractChanged(let contract):
      addStep(contract.contractID, .changed(value: contract.acvAfter.minor), event)
    case .contractNoticeReceived(let contract):
      addStep(
        contract.contractID, .noticeReceived(effective: try contract.effective.calendarDay), event)
    case .contractEnded(let contract): addStep(contract.contractID, .ended, event)
    case .escalationRaised(let escalation):
      addStep(escalation.escalationID, .raised(severity: Int(escalation.severity)), event)
    case .escalationAcknowledged(let step): addStep(step.escalationID, .acknowledged, event)
    case .escalationPaused(let step): addStep(step.escalationID, .paused, event)
    case .escalationResumed(let step): addStep(step.escalationID, .resumed, event)
    case .escalationResolved(let step): addStep(step.escalationID, .resolved, event)
    case .escalationReopened(let step): addStep(step.escalationID, .reopened, event)
    case .surveyAnswered(let answer):
      guard let instrument = HealthFacts.Instrument(answer.instrument) else { return }
      facts.surveys.append(
        .init(
          instrument: instrument, score: Int(answer.score), worst: Int(answer.scaleMin),
          best: Int(answer.scaleMax),
          contact: answer.hasContactID ? handle("c", answer.contactID) : nil,
          day: day, position: position))
    case .sentimentRated(let rated):
      if let sentiment, (sentiment.day, sentiment.position) > (day, position) { return }
      sentiment = .init(rating: Int(rated.rating), day: day, position: position)
    case .healthOverrideSet(let set):
      guard let band = HealthAssessment.Band(set.band) else { return }
      bands.append(
        (
          day,
          .init(
            band: band, reason: set.reason, expires: try set.expiresAt.calendarDay,
            position: position)
        ))
    case .healthOverrideCleared: bands.append((day, nil))
    default: return
    }
  }

  private mutating func takeRelationship(_ event: HeldEvent) throws {
    let (day, position) = (event.day, event.position)
    switch event.data {
    case .contactAdded(let contact):
      facts.contacts.append(
        .init(
          contact: handle("c", contact.contactID), function: .init(contact.function),
          hierarchy: .init(contact.hierarchy), day: day, position: position))
    case .contactRoleAssessed(let assessed):
      guard let role = HealthFacts.BuyingRole(assessed.buyingRole) else { return }
      facts.roleAssessments.append(
        .init(contact: handle("c", assessed.contactID), role: role, day: day, position: position))
    case .contactLeft(let left):
      facts.departures.append(
        .init(
          contact: handle("c", left.contactID),
          successor: left.hasSuccessorID ? handle("c", left.successorID) : nil,
          day: try left.date.calendarDay, position: position))
    case .interactionRecorded(let interaction):
      guard let kind = HealthFacts.InteractionKind(interaction.kind) else { return }
      facts.addInteraction(
        day: day, kind: kind, contacts: interaction.contactIds.map { handle("c", $0) },
        topics: .init(interaction.topics), position: position)
    case .visitRecorded(let visit):
      facts.addInteraction(
        day: day, kind: .visit, contacts: visit.contactIds.map { handle("c", $0) },
        topics: .init(visit.topics), position: position)
    case .reviewHeld(let review):
      facts.reviews.append(
        .init(day: day, topLevelPresent: review.cLevelPresent, position: position))
    case .planVersionPublished(let plan):
      let from = try plan.from.calendarDay
      facts.plans.append(
        .init(
          published: day, from: from, to: try plan.to.calendarDay,
          contributorFunctions: plan.contributors.map { handle("f", $0.function) },
          position: position))
      for goal in plan.goals where goal.kpi == "revenue" && goal.hasBaseline {
        guard case .money(let baseline) = goal.baseline.value,
          case .money(let target) = goal.target.value
        else { continue }
        facts.revenueGoals.append(
          .init(
            from: from, due: try goal.due.calendarDay, baseline: baseline.minor,
            target: target.minor, set: day, position: position))
      }
    default: return
    }
  }

  private mutating func takeCommercial(_ event: HeldEvent) throws {
    let (day, position) = (event.day, event.position)
    switch event.data {
    case .opportunityStageChanged(let step):
      if step.hasValue { expected[step.opportunityID] = step.value.minor }
    case .opportunityIdentified(let found):
      if found.hasValue { expected[found.opportunityID] = found.value.minor }
      facts.opportunities.append(
        .init(
          opportunity: handle("o", found.opportunityID),
          change: .identified(renewal: found.kind == .renewal, contract: nil),
          value: found.hasValue ? found.value.minor : nil, day: day, position: position))
    case .opportunityWon(let won):
      facts.opportunities.append(
        .init(
          opportunity: handle("o", won.opportunityID), change: .won, value: won.value.minor,
          day: day, position: position))
    case .opportunityLost(let lost):
      facts.opportunities.append(
        .init(
          opportunity: handle("o", lost.opportunityID), change: .lost,
          value: expected[lost.opportunityID], day: day, position: position))
    case .offerSubmitted(let offer):
      facts.offers.append(
        .init(list: offer.list.minor, net: offer.net.minor, day: day, position: position))
    case .orderBooked(let order):
      let costs = order.lines.compactMap { $0.hasCost ? $0.cost.minor : nil }
      let isCostKnown = !order.lines.isEmpty && costs.count == order.lines.count
      let booked = Left(net: order.net.minor, cost: isCostKnown ? try costs.sum() : nil)
      orders[order.orderID] = booked
      addRevenue(.ordered, booked.net, cost: booked.cost, of: order.orderID, event)
    case .orderAmended(let order):
      try change(
        order.orderID, order.changes.map(\.netDelta.minor),
        order.changes.map { $0.hasCostDelta ? $0.costDelta.minor : nil }, event)
    case .orderCancelled(let order):
      guard order.changes.isEmpty else {
        return try change(
          order.orderID, order.changes.map(\.netDelta.minor),
          order.changes.map { $0.hasCostDelta ? $0.costDelta.minor : nil }, event)
      }
      guard let left = orders[order.orderID] else { return }
      var cost: Int64?
      if let known = left.cost { cost = try Int64(0).subtracting(known, in: Self.figures) }
      let back = Left(net: try Int64(0).subtracting(left.net, in: Self.figures), cost: cost)
      try change(order.orderID, by: back, event)
    case .invoiceIssued(let invoice): addRevenue(.invoiced, invoice.net.minor, cost: nil, event)
    case .creditNoteIssued(let note):
      let net = try Int64(0).subtracting(note.net.minor, in: Self.figures)
      addRevenue(.invoiced, net, cost: nil, event)
    case .targetSet(let target):
      guard target.kpi == "revenue", scopes.contains(target.scope),
        case .money(let value) = target.value.value
      else { return }
      let period = try Period(parsing: target.period)
      facts.revenueTargets.append(
        .init(
          from: period.start, to: period.end, amount: value.minor, set: day, position: position))
    default: return
    }
  }

  private mutating func change(
    _ order: String, _ deltas: [Int64], _ costs: [Int64?], _ event: HeldEvent
  ) throws {
    let known = costs.compactMap(\.self)
    let cost: Int64? = known.count == costs.count ? try known.sum() : nil
    try change(order, by: Left(net: try deltas.sum(), cost: cost), event)
  }

  private mutating func change(
    _ order: String, by delta: Left, _ event: HeldEvent
  ) throws {
    let before = orders[order] ?? Left(net: 0, cost: 0)
    var cost: Int64?
    if let old = before.cost, let more = delta.cost {
      cost = try old.adding(more, in: Self.figures)
    }
    orders[order] = Left(net: try before.net.adding(delta.net, in: Self.figures), cost: cost)
    addRevenue(.ordered, delta.net, cost: delta.cost, of: order, event)
  }

  private mutating func addRevenue(
    _ basis: HealthFacts.RevenueBasis, _ net: Int64, cost: Int64?, of order: String? = nil,
    _ event: HeldEvent
  ) {
    facts.revenue.append(
      .init(
        basis: basis, net: net, cost: cost, order: order.map { handle("b", $0) }, day: event.day,
        position: event.position))
  }

  private mutating func addStep(
    _ contract: String, _ change: HealthFacts.ContractStep.Change, _ event: HeldEvent
  ) {
    facts.contracts.append(
      .init(
        contract: handle("k", contract), change: change, day: event.day, position: event.position))
  }

  private mutating func addStep(
    _ escalation: String, _ change: HealthFacts.EscalationStep.Change, _ event: HeldEvent
  ) {
    facts.escalations.append(
      .init(
        escalation: handle("e", escalation), change: change, day: event.day,
        position: event.position))
  }

  /// The number that stands for an id; `kind` keeps a contact and a contract apart.
  private mutating func handle(_ kind: Character, _ id: String) -> HealthFacts.Handle {
    let key = "\(kind)/\(id)"
    if let known = handles[key] { return known }
    let handle = HealthFacts.Handle(handles.count)
    handles[key] = handle
    return handle
  }
}

extension [Int64] {
  fileprivate func sum() throws(MoneyError) -> Int64 {
    var sum: Int64 = 0
    for value in self { sum = try sum.adding(value, in: HealthFactsBuilder.figures) }
    return sum
  }
}
