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
  }

  private let calculations: Calculations
  private let corrections: [UInt64: UInt64]
  /// In the order of their ids.
  private let posted: [Posted]

  private struct Posted: Sendable {
    let id: String
    let line: Commission.CommissionLine
    let deal: Int
    let period: Period
  }

  package init(_ history: History, _ clocks: Clocks = Clocks()) throws(ProjectionError) {
    let standpoint = try history.standpoint(clocks)
    let fold = try CommissionFold(history, standpoint)
    speaksFor = standpoint
    quarantined = fold.unreadable
    corrections = fold.corrections
    let calculations = Calculations(fold)
    self.calculations = calculations
    var posted: [Posted] = []
    var failed: [FailedDeal] = []
    var omissions: [String] = []
    for (index, deal) in calculations.deals.enumerated() {
      var postings = Postings()
      do {
        try calculations.calculation(for: deal.type).post(deal, into: &postings)
        for line in postings.lines {
          posted.append(
            Posted(
              id: line.id(calculations.names), line: line, deal: index,
              period: try line.period(.month)))
        }
        omissions += postings.omissions.map { $0.text(calculations.names) }
      } catch {
        let reason =
          (error as? CommissionError)?.text(calculations.names) ?? "\(error)"
        failed.append(
          FailedDeal(
            account: calculations.names.text(deal.account),
            deal: calculations.names.text(deal.id), position: deal.position, reason: reason))
      }
    }
    self.posted = posted.sorted { $0.id < $1.id }
    failedDeals = failed
    self.omissions = omissions.sorted()
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
    let wanted = posted.filter { posted in
      if let payee, calculations.names.text(posted.line.payee) != payee { return false }
      return period?.contains(posted.line.trigger.day) ?? true
    }
    var derivations: [String: DerivationNode] = [:]
    if explain {
      for deal in Set(wanted.map(\.deal)) {
        for (line, node) in calculations.explained(deal) {
          derivations[line.id(calculations.names)] = node
        }
      }
    }
    return wanted.map { entry($0, derivations[$0.id]) }
  }

  /// The line with this id, with its derivation; nil where there is none.
  package func line(id: String) throws(ProjectionError) -> CommissionEntry? {
    guard let found = posted.first(where: { $0.id == id }) else { return nil }
    let explained = calculations.explained(found.deal)
    return entry(
      found, explained.first { $0.line.id(calculations.names) == id }?.derivation)
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
            payee: name, period: key.period, amount: .zero(amount.currency), lineCount: 0)
        total.amount = try total.amount.adding(amount)
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
      id: posted.id, payee: names.text(line.payee), account: names.text(line.account),
      deal: names.text(line.deal), dealType: line.dealType,
      trigger: .init(
        id: names.text(line.trigger.id), day: line.trigger.day, position: line.trigger.position,
        isReversal: line.trigger.isReversal, correctedBy: corrections[line.trigger.position]),
      period: posted.period, plan: names.text(line.plan), planVersion: line.planVersion,
      clause: names.text(line.clause), role: line.label.description,
      isDoubleCredit: line.doubleCredit, revenue: line.revenue, base: line.base,
      share: line.share, credited: line.credited, rate: line.rate, amount: line.amount,
      derivation: derivation)
  }
}
