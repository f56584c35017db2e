package import Money

/// From when to when somebody was employed.
package struct Employment: Hashable, Sendable {
  package let employee: Name
  package let from: CalendarDay
  package var ending: Assignment.Ending?
  package let position: UInt64

  package init(
    employee: Name, from: CalendarDay, ending: Assignment.Ending? = nil, position: UInt64
  ) {
    self.employee = employee
    self.from = from
    self.ending = ending
    self.position = position
  }
}

/// The variable pay in a year that was agreed with somebody, from a day on.
package struct PayTerms: Hashable, Sendable {
  package let employee: Name
  package let variablePerYear: Amount
  package let from: CalendarDay
  package let position: UInt64

  package init(employee: Name, variablePerYear: Amount, from: CalendarDay, position: UInt64) {
    self.employee = employee
    self.variablePerYear = variablePerYear
    self.from = from
    self.position = position
  }
}

/// A figure to reach, or the figure that was reached, in a period.
package struct TargetFigure: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case set, attained
  }

  package let kind: Kind
  /// `ledger`, `employee/e-1` or `account/nordwerk`.
  package let scope: String
  package let kpi: String
  package let period: Period
  /// Minor units, a count, basis points or days; both figures of a target are of one kind.
  package let value: Int64
  /// The event's id.
  package let id: Name
  package let position: UInt64

  package init(
    kind: Kind, scope: String, kpi: String, period: Period, value: Int64, id: Name,
    position: UInt64
  ) {
    self.kind = kind
    self.scope = scope
    self.kpi = kpi
    self.period = period
    self.value = value
    self.id = id
    self.position = position
  }
}

/// What one unit of a currency cost in another on a day.
package struct ExchangeRate: Hashable, Sendable {
  package let base: Currency
  package let quote: Currency
  package let day: CalendarDay
  /// Units of `quote` for one unit of `base`.
  package let rate: Rate
  package let source: String
  package let position: UInt64

  package init(
    base: Currency, quote: Currency, day: CalendarDay, rate: Rate, source: String,
    position: UInt64
  ) {
    self.base = base
    self.quote = quote
    self.day = day
    self.rate = rate
    self.source = source
    self.position = position
  }
}

/// An amount that two people granted or took by hand.
package struct Adjustment: Hashable, Sendable {
  package let id: Name
  package let employee: Name
  package let amount: Amount
  package let reason: String
  package let approver: Name
  package let day: CalendarDay
  package let position: UInt64
  /// The name under which adjustments stand where a line names its plan and clause.
  package let word: Name

  package init(
    id: Name, employee: Name, amount: Amount, reason: String, approver: Name, day: CalendarDay,
    position: UInt64, word: Name
  ) {
    self.id = id
    self.employee = employee
    self.amount = amount
    self.reason = reason
    self.approver = approver
    self.day = day
    self.position = position
    self.word = word
  }
}
