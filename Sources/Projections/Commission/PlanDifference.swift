package import Commission
package import Money

/// What changes when other plans are applied to the same facts, with the reason for each change.
///
/// At 5 % instead of 4 % an order over 1,000.00 pays its seller 50.00 instead of 40.00: one line,
/// 10.00 more, because of the rate.
package struct PlanDifference: Sendable {
  package let speaksFor: Standpoint
  /// What the same figure is under the old and under the new plans.
  package struct Change: Hashable, Sendable {
    package let old: Amount
    package let new: Amount
    package let difference: Amount

    init(_ old: Amount, _ new: Amount) throws(MoneyError) {
      self.old = old
      self.new = new
      difference = try new.subtracting(old)
    }
  }

  /// What one clause means for one payee in one deal, all events of the deal together.
  package struct Line: Sendable {
    package let payee: String
    package let account: String?
    /// Nil, as `dealType` is, where the line is about no deal.
    package let deal: String?
    package let dealType: DealType?
    /// The period of a bonus or a guaranteed minimum.
    package let span: Period?
    package let plan: String
    package let clause: String
    package let amount: Change
    package let payable: Change
    package let reason: Reason
    /// What the first step that differs gave before and gives now.
    package let detail: String?
    /// How many more steps differ.
    package let furtherSteps: Int
    /// The posting lines behind it, with their derivations.
    package let old: [CommissionEntry]
    package let new: [CommissionEntry]
  }

  /// What a payee, or everybody, gets in a period, or in all.
  package struct Total: Hashable, Sendable {
    /// Nil for everybody together.
    package let payee: String?
    package let period: Period?
    package let amount: Change
    package let payable: Change
  }

  /// What changes, by payee, deal and clause.
  package let lines: [Line]
  /// How many there are that stay as they are.
  package let unchanged: Int
  /// For each payee and currency.
  package let payees: [Total]
  /// For each payee, period and currency.
  package let periods: [Total]
  /// The periods that stay as they are, together, for each currency.
  package let unchangedPeriods: [Total]
  /// For each currency.
  package let totals: [Total]
  /// Deals that cannot be computed, under either plans.
  package let failedDeals: [CommissionQuery.FailedDeal]
  package let quarantined: [UnreadableEvent]
}

/// Which lines a comparison is about.
package struct DifferenceScope: Sendable {
  package var payee: String?
  package var period: Period?
  /// Only lines of events from this day on.
  package var from: CalendarDay?
  /// How long the periods of the totals are.
  package var length = Period.Length.month

  package init(
    payee: String? = nil, period: Period? = nil, from: CalendarDay? = nil,
    by length: Period.Length = .month
  ) {
    self.payee = payee
    self.period = period
    self.from = from
    self.length = length
  }
}

extension CommissionQuery {
  /// What changes when one version of a plan stands in the place of another.
  ///
  /// Both are taken as if they had always been in force; other plans stay as they were published.
  /// Versions of two plans are compared each without the other plan.
  package func difference(
    from old: PlanSource, to new: PlanSource, _ scope: DifferenceScope = DifferenceScope()
  ) throws(ProjectionError) -> PlanDifference {
    try PlanDifference(
      under(old.always(insteadOf: new)), under(new.always(insteadOf: old)),
      comparing: [old.id, new.id], scope)
  }

  /// What changes when a plan is published now, from its own first day on; nothing is recorded.
  package func difference(
    publishing plan: Plan, _ scope: DifferenceScope = DifferenceScope()
  ) throws(ProjectionError) -> PlanDifference {
    try PlanDifference(self, under(.adding(plan)), comparing: [plan.id], scope)
  }
}

extension PlanDifference {
  init(
    _ old: CommissionQuery, _ new: CommissionQuery, comparing plans: Set<String>,
    _ scope: DifferenceScope
  ) throws(ProjectionError) {
    do throws(MoneyError) {
      var book = DifferenceBook(comparing: plans)
      let before = try Self.lines(old, scope)
      let after = try Self.lines(new, scope)
      for line in before { try book.take(line, .old) }
      for line in after { try book.take(line, .new) }
      let changed = book.changed
      lines = try book.lines(
        changed, old: old.lines(ids: Set(changed.flatMap { book.ids($0, .old) })),
        new: new.lines(ids: Set(changed.flatMap { book.ids($0, .new) }))
      ) { new.hasClause($0, of: plans) }
      unchanged = book.count - changed.count
      payees = try Self.totals(before, after) { Sum(payee: $0.payee, currency: $0.currency) }
      periods = try Self.totals(before, after) { line throws(MoneyError) in
        Sum(
          payee: line.payee, period: try Period(scope.length, of: line.trigger.day),
          currency: line.currency)
      }
      totals = try Self.totals(before, after) { Sum(currency: $0.currency) }
      unchangedPeriods = try Self.sum(periods.filter { !$0.changes })
    } catch {
      throw .arithmetic(error)
    }
    speaksFor = new.speaksFor
    quarantined = new.quarantined
    failedDeals =
      new.failedDeals + old.failedDeals.filter { !new.failedDeals.contains($0) }
  }

  private static func lines(
    _ query: CommissionQuery, _ scope: DifferenceScope
  ) throws(MoneyError) -> [CommissionEntry] {
    query.entries(payee: scope.payee, period: scope.period).filter { line in
      scope.from.map { line.trigger.day >= $0 } ?? true
    }
  }

  /// What a total is for.
  private struct Sum: Hashable {
    var payee: String?
    var period: Period?
    let currency: Currency
  }

  private static func totals(
    _ old: [CommissionEntry], _ new: [CommissionEntry],
    _ key: (CommissionEntry) throws(MoneyError) -> Sum
  ) throws(MoneyError) -> [Total] {
    struct Figures {
      var amounts: [Amount]
      var payables: [Amount]
    }
    var sums: [Sum: Figures] = [:]
    for (side, lines) in [old, new].enumerated() {
      for line in lines {
        let key = try key(line)
        let none = [Amount](repeating: .zero(key.currency), count: 2)
        var figures = sums[key] ?? Figures(amounts: none, payables: none)
        figures.amounts[side] = try figures.amounts[side].adding(line.amount)
        figures.payables[side] = try figures.payables[side].adding(line.payable)
        sums[key] = figures
      }
    }
    var totals: [Total] = []
    for (key, figures) in sums {
      totals.append(
        Total(
          payee: key.payee, period: key.period,
          amount: try Change(figures.amounts[0], figures.amounts[1]),
          payable: try Change(figures.payables[0], figures.payables[1])))
    }
    return totals.sorted { $0.order < $1.order }
  }
}

extension PlanDifference {
  /// Totals of several payees and periods as one for each currency.
  private static func sum(_ totals: [Total]) throws(MoneyError) -> [Total] {
    var sums: [Currency: Amount] = [:]
    var payables: [Currency: Amount] = [:]
    for total in totals {
      let (amount, payable) = (total.amount.old, total.payable.old)
      sums[amount.currency] = try (sums[amount.currency] ?? .zero(amount.currency)).adding(amount)
      payables[amount.currency] =
        try (payables[amount.currency] ?? .zero(amount.currency)).adding(payable)
    }
    var found: [Total] = []
    for (currency, amount) in sums.sorted(by: { $0.key < $1.key }) {
      let payable = payables[currency] ?? .zero(currency)
      found.append(
        Total(
          payee: nil, period: nil, amount: try Change(amount, amount),
          payable: try Change(payable, payable)))
    }
    return found
  }
}

extension CommissionEntry {
  var currency: Currency { amount.currency }
}

extension PlanDifference.Total {
  /// Whether the new plans pay something else, or pay it at another time.
  package var changes: Bool { !amount.difference.isZero || !payable.difference.isZero }

  fileprivate var order: (String, Int64, Currency) {
    (payee ?? "", Int64(period?.start.daysSinceEpoch ?? 0), amount.old.currency)
  }
}
