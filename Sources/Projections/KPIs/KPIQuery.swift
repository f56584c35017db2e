import AccountHealth
import Journal
import LedgerEvents
package import Money

/// The key figures of the catalogue for one account, a portfolio or the whole ledger.
///
/// It answers whatever it is asked; whether figures about an employee may be read at all is for the
/// ledger to say.
package struct KPIQuery: Sendable {
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// A median or a share over people is given for at least so many: of fewer it is about one of them.
  private static let fewestPeople = 5

  /// Every figure for a span of days; without one, for the calendar year the answer speaks for.
  package func figures(
    of scope: KPIScope, in span: KPISpan? = nil, clocks: Clocks = Clocks()
  ) throws(ProjectionError) -> KPIAnswer {
    let standpoint = try history.standpoint(clocks)
    let today = try history.day(of: standpoint)
    let asked: KPISpan
    if let span { asked = span } else { asked = try .year(of: today) }
    guard let period = try asked.period(today: today) else {
      throw .emptyPeriod(asked.description, today)
    }
    let folds = try AccountScan.all(history, standpoint)
    let heads = folds.filter { $0.value.merged?.value == nil }
    let wanted = try accounts(of: scope, heads, period)
    var answer = KPIGathering(period: period, isOne: scope.isAccount)
    let commissions = try CommissionParts(history, clocks, period)
    for id in heads.keys.sorted() {
      let isWanted = wanted.contains(id)
      let facts = try facts(of: id, standpoint, isWhole: isWanted, &answer.quarantined)
      guard isWanted else {
        answer.takeOther(AccountKPIs(facts.facts, period))
        continue
      }
      var whole = facts.facts
      for family in facts.family { whole.commissions += commissions.byAccount[family] ?? [] }
      answer.take(AccountKPIs(whole, period), name: facts.name)
    }
    if case .account = scope {
    } else {
      try takePeople(of: scope, heads, standpoint, &answer)
    }
    if case .portfolio = scope { answer.setPortfolio(size: wanted.count) }
    return KPIAnswer(
      scope: scope, name: scope.isAccount ? answer.name : nil, accounts: wanted.sorted(),
      period: period, results: answer.results, quarantined: answer.quarantined,
      speaksFor: standpoint)
  }

  private func accounts(
    of scope: KPIScope, _ heads: [String: AccountFold], _ period: KPIPeriod
  ) throws(ProjectionError) -> Set<String> {
    switch scope {
    case .account(let id):
      guard heads[id] != nil else { throw .unknownAccount(id) }
      return [id]
    case .portfolio(let employee, let role):
      let held = heads.filter { _, fold in
        fold.holders(of: role, on: period.last).contains { $0.employee == employee }
      }
      guard !held.isEmpty else { throw .emptyPortfolio(employee, period.last) }
      return Set(held.keys)
    case .ledger: return Set(heads.keys)
    }
  }

  /// One account's facts with those of the accounts merged into it; of an account that is only
  /// compared with, no more than what its revenue is made of.
  private func facts(
    of account: String, _ standpoint: Standpoint, isWhole: Bool,
    _ quarantined: inout [UnreadableEvent]
  ) throws(ProjectionError) -> (facts: KPIFacts, name: String?, family: [String]) {
    let family = try history.family(of: account, at: standpoint)
    let subjects = family.map { "account/\($0)" }
    var stream = try history.events(of: subjects, at: standpoint) { type in
      isWhole || Self.makesRevenue.contains(type)
    }
    stream.events.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    var builder = KPIFactsBuilder(accounts: family, scopes: Set(subjects))
    var unreadable = stream.unreadable
    for event in stream.events {
      do {
        try builder.take(event)
      } catch {
        unreadable.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
    }
    quarantined += unreadable
    return (builder.result, builder.name(of: account), family)
  }

  private static let makesRevenue: Set<UInt32> = [
    OrderBooked.typeNumber, OrderAmended.typeNumber, OrderCancelled.typeNumber,
    InvoiceIssued.typeNumber, CreditNoteIssued.typeNumber,
  ]

  /// What is said of the ledger and of employees, beside the accounts.
  private func takePeople(
    of scope: KPIScope, _ heads: [String: AccountFold], _ standpoint: Standpoint,
    _ answer: inout KPIGathering
  ) throws(ProjectionError) {
    let subjects: [String]
    switch scope {
    case .account: return
    case .portfolio(let employee, _): subjects = ["employee/\(employee)"]
    case .ledger: subjects = try ["ledger"] + employees(standpoint)
    }
    var stream = try history.events(of: subjects, at: standpoint) { type in
      type == TargetSet.typeNumber || type == TargetAttained.typeNumber
        || type == OnboardingMilestoneReached.typeNumber
    }
    stream.events.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    answer.quarantined += stream.unreadable
    // The ledger's own targets say it; without them those of its people together.
    let own = stream.events.contains { event in
      guard case .targetSet = event.data else { return false }
      return event.stored.subject == "ledger"
    }
    let scopes: Set<String> = scope == .ledger && own ? ["ledger"] : Set(subjects)
    var builder = KPIFactsBuilder(accounts: [], scopes: scopes)
    var milestones: [OnboardingStep] = []
    for event in stream.events {
      do {
        try builder.take(event)
      } catch {
        answer.quarantined.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
      if let step = OnboardingStep(event) { milestones.append(step) }
    }
    answer.setTargets(builder.result)
    guard scope == .ledger else { return }
    answer.setOnboarding(milestones, fewest: Self.fewestPeople)
    var portfolios: [String: Int] = [:]
    for fold in heads.values {
      for holder in Set(fold.holders(of: .kam, on: answer.period.last).map(\.employee)) {
        portfolios[holder, default: 0] += 1
      }
    }
    answer.setPortfolios(Array(portfolios.values), fewest: Self.fewestPeople)
  }

  /// The employees that something was recorded about.
  private func employees(_ standpoint: Standpoint) throws(ProjectionError) -> [String] {
    var streams: [UInt32: String] = [:]
    try inJournal { () throws(JournalError) in
      try history.records.scan(to: standpoint.size) { header, record throws(JournalError) in
        guard streams[header.stream] == nil else { return }
        let subject = Envelope(record).map { String(decoding: $0.subject, as: UTF8.self) } ?? ""
        streams[header.stream] = subject
      }
    }
    return streams.values.filter { $0.hasPrefix("employee/") }.sorted()
  }
}

extension KPIQuery {
  /// The events at these positions, for whoever wants to see what a figure is made of.
  package func events(at positions: [UInt64]) throws(ProjectionError) -> [KPIEvent] {
    let known = history.records
    var events: [KPIEvent] = []
    for chunk in positions.chunks(of: 512) {
      let records = try inJournal { () throws(JournalError) in try known.records(at: chunk) }
      for (position, bytes) in zip(chunk, records) {
        guard let stored = try? StoredEvent(bytes),
          let day = try? CalendarDay(yyyymmdd: stored.header.businessDay)
        else { continue }
        events.append(
          KPIEvent(
            position: position, day: day, type: stored.type?.name ?? "custom",
            subject: stored.subject, id: stored.id))
      }
    }
    return events
  }
}

/// An event behind a figure.
package struct KPIEvent: Hashable, Sendable {
  package let position: UInt64
  /// The day as it was recorded.
  package let day: CalendarDay
  package let type: String
  package let subject: String
  package let id: String
}

extension KPIScope {
  var isAccount: Bool { if case .account = self { true } else { false } }
}
