import Commission
import LedgerEvents
package import Money

/// The commissions of a journal at a standpoint: who gets what, for which event, by which words.
///
/// Everything is gathered once when the query is made; its answers then cost only their own size.
package struct CommissionQuery: Sendable {
  package let speaksFor: Standpoint
  /// What could not be understood, a plan that no longer parses among it.
  package let quarantined: [UnreadableEvent]
  /// The deals that could not be computed, each with its reason; they have no lines.
  package let failedDeals: [FailedDeal]
  /// Why a deal, or somebody in it, gets nothing.
  package let omissions: [String]

  /// A deal without lines because its facts contradict themselves or leave the range of amounts.
  package struct FailedDeal: Hashable, Sendable {
    package let account: String
    package let deal: String
    package let position: UInt64
    package let reason: String

    init(_ failure: CommissionError, _ names: NameTable) {
      account = failure.account.map(names.text) ?? ""
      deal = names.text(failure.deal)
      position = failure.position ?? 0
      reason = failure.text(names)
    }
  }

  let fold: CommissionFold
  /// What `omissions` says, as the engine says it.
  let omitted: [Omission]
  let calculations: Calculations
  private let corrections: [UInt64: UInt64]
  /// In the order of their ids.
  private let posted: [Posted]

  private struct Posted: Sendable {
    let id: String
    let line: Commission.CommissionLine
    let period: Period
  }

  package init(
    _ history: History, _ clocks: Clocks = Clocks(), plans: PlanChoice = .published
  ) throws(ProjectionError) {
    let standpoint = try history.standpoint(clocks)
    try self.init(try CommissionFold(history, standpoint), standpoint, plans)
  }

  /// The same journal at the same standpoint under other plans, without reading it again.
  package func under(_ plans: PlanChoice) throws(ProjectionError) -> CommissionQuery {
    try CommissionQuery(fold, speaksFor, plans)
  }

  private init(
    _ fold: CommissionFold, _ standpoint: Standpoint, _ plans: PlanChoice
  ) throws(ProjectionError) {
    self.fold = fold
    speaksFor = standpoint
    quarantined = fold.unreadable
    corrections = fold.corrections
    let calculations: Calculations
    do {
      calculations = try Calculations(fold, plans: plans)
    } catch let error as ProjectionError {
      throw error
    } catch {
      throw .arithmetic(.overflow("\(error)"))
    }
    self.calculations = calculations
    let names = calculations.names
    let run = calculations.calculation.run(calculations.deals, names)
    var posted: [Posted] = []
    posted.reserveCapacity(run.lines.count)
    let asOf = standpoint.asOf
    // What falls due by a mere date after the day asked about has not fallen due.
    for line in run.lines where asOf.map({ line.trigger.day <= $0 }) ?? true {
      do throws(MoneyError) {
        posted.append(Posted(id: line.id(names), line: line, period: try line.period(.month)))
      } catch {
        throw .arithmetic(error)
      }
    }
    self.posted = posted
    failedDeals = run.failures.map { FailedDeal($0, names) }
    omitted = run.omissions
    omissions = run.omissions.map { $0.text(names) }
  }

  /// Everybody who has a line, in the order of the ids.
  package var payees: [String] {
    Set(posted.map { calculations.names.text($0.line.payee) }).sorted()
  }

  /// The lines of a payee, of a period, or all, in the order of their ids.
  ///
  /// With `explain` each line carries its derivation down to the clause and the events.
  package func lines(
    payee: String? = nil, period: Period? = nil, explain: Bool = false
  ) throws(ProjectionError) -> [CommissionEntry] {
    let wanted = wanted(payee, period)
    return explain ? explained(wanted) : wanted.map { entry($0, nil) }
  }

  /// As `lines`, without derivations.
  func entries(payee: String?, period: Period?) -> [CommissionEntry] {
    wanted(payee, period).map { entry($0, nil) }
  }

  private func wanted(_ payee: String?, _ period: Period?) -> [Posted] {
    posted.filter { posted in
      if let payee, calculations.names.text(posted.line.payee) != payee { return false }
      return period?.contains(posted.line.trigger.day) ?? true
    }
  }

  /// Whether the version known last of one of these plans has a clause or bonus with this id.
  func hasClause(_ id: String, of plans: Set<String>) -> Bool {
    let newest = calculations.facts.plans.filter { plans.contains($0.plan.id) }
      .max { $0.position < $1.position }
    guard let plan = newest?.plan else { return false }
    return plan.clauses.contains { $0.id == id } || plan.bonuses.contains { $0.id == id }
  }

  /// The lines with these ids, each with its derivation.
  func lines(ids: Set<String>) -> [CommissionEntry] {
    explained(posted.filter { ids.contains($0.id) })
  }

  /// What one payee gets of a deal, each line with its derivation.
  func lines(of deal: Name, _ type: DealType, payee: String) -> [CommissionEntry] {
    explained(
      posted.filter {
        $0.line.deal == deal && $0.line.dealType == type
          && calculations.names.text($0.line.payee) == payee
      })
  }

  private func explained(_ wanted: [Posted]) -> [CommissionEntry] {
    guard !wanted.isEmpty else { return [] }
    let ids = Set(wanted.map(\.id))
    let names = calculations.names
    var derivations: [String: DerivationNode] = [:]
    for (line, node) in calculations.explained(where: { ids.contains($0.id(names)) }) {
      derivations[line.id(names)] = node
    }
    return wanted.map { entry($0, derivations[$0.id]) }
  }

  /// The line with this id, with its derivation; nil where there is none.
  package func line(id: String) throws(ProjectionError) -> CommissionEntry? {
    guard let found = posted.first(where: { $0.id == id }) else { return nil }
    let names = calculations.names
    return entry(found, calculations.explained { $0.id(names) == id }.first?.derivation)
  }

  /// What each payee gets in each period, ordered by payee, period and currency.
  package func totals(
    payee: String? = nil, period: Period? = nil, by length: Period.Length = .month
  ) throws(ProjectionError) -> [CommissionTotal] {
    struct Key: Hashable {
      let payee: String
      let period: Period
      let currency: Currency
    }
    do throws(MoneyError) {
      var totals: [Key: CommissionTotal] = [:]
      for posted in posted {
        let name = calculations.names.text(posted.line.payee)
        if let payee, name != payee { continue }
        if let period, !period.contains(posted.line.trigger.day) { continue }
        let amount = posted.line.amount
        let key = Key(
          payee: name, period: try posted.line.period(length), currency: amount.currency)
        var total =
          totals[key]
          ?? CommissionTotal(
            payee: name, period: key.period, amount: .zero(amount.currency),
            payable: .zero(amount.currency), lineCount: 0)
        total.amount = try total.amount.adding(amount)
        total.payable = try total.payable.adding(posted.line.payable)
        total.lineCount += 1
        totals[key] = total
      }
      return totals.values.sorted {
        ($0.payee, $0.period.start, $0.amount.currency)
          < ($1.payee, $1.period.start, $1.amount.currency)
      }
    } catch {
      throw .arithmetic(error)
    }
  }

  private func entry(_ posted: Posted, _ derivation: DerivationNode?) -> CommissionEntry {
    let (line, names) = (posted.line, calculations.names)
    return CommissionEntry(
      id: posted.id, payee: names.text(line.payee), account: line.account.map(names.text),
      deal: line.deal.map(names.text), dealType: line.dealType,
      span: line.span,
      trigger: .init(
        id: names.text(line.trigger.id), day: line.trigger.day, position: line.trigger.position,
        kind: line.trigger.kind, correctedBy: corrections[line.trigger.position]),
      period: posted.period, plan: names.text(line.plan), planVersion: line.planVersion,
      clause: names.text(line.clause), role: line.label.description,
      isDoubleCredit: line.doubleCredit, isInDoubt: line.inDoubt,
      isClaim: line.isClaim, revenue: line.revenue, base: line.base,
      share: line.share, credited: line.credited, rate: line.rate, amount: line.amount,
      payable: line.payable, cut: line.cut, exchange: line.exchange, derivation: derivation)
  }
}

extension CommissionQuery {
  /// The rule in the words of the plan.
  package func clauseText(_ plan: String, _ version: Int, _ clause: String) -> String? {
    let found = calculations.facts.plans.last {
      $0.plan.id == plan && $0.plan.version == version
    }?.plan
    return found?.clauses.first { $0.id == clause }?.text
      ?? found?.bonuses.first { $0.id == clause }?.text
  }

  /// Why an amount was granted or taken by hand.
  func adjustmentReason(_ id: String) -> String? {
    calculations.facts.adjustments.first { calculations.names.text($0.id) == id }?.reason
  }

  /// What was granted to a payee or taken by hand and has no line, because no rate to convert it is
  /// known.
  package func waiting(of payee: String) -> [String] {
    let names = calculations.names
    return omitted.filter { omission in
      guard case .notExchanged(_, let holder, _) = omission.reason else { return false }
      return names.text(holder) == payee
    }.map { $0.text(names) }
  }

  /// The draw that holds for a payee in a period, and what becomes of a balance below zero.
  func payTerms(of payee: String, in period: Period) -> PayBalance.Terms {
    let plans = plans(on: period.start)
    let claims = plans.contains { $0.payout.negativeBalance == .claim }
    return PayBalance.Terms(
      payee: payee, period, plans.flatMap(\.payout.draws), claims ? .claim : .carry)
  }

  /// The first days of the draws that name a payee.
  func drawDays(of payee: String) -> [CalendarDay] {
    calculations.facts.plans.flatMap(\.plan.payout.draws)
      .filter { $0.payees?.contains(payee) ?? false }.map(\.from)
  }

  /// The currency into which a plan converts, where there is one.
  var payoutCurrency: Currency? {
    calculations.facts.plans.lazy.compactMap(\.plan.payout.exchange?.currency).first
  }

  /// The version of each plan in force on a day, as known.
  private func plans(on day: CalendarDay) -> [Plan] {
    let known = calculations.facts.plans.sorted { $0.position > $1.position }
    var found: [String: Plan] = [:]
    for published in known where published.plan.isInForce(on: day) {
      if found[published.plan.id] == nil { found[published.plan.id] = published.plan }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
