package import Money

extension HealthFacts {
  /// One step in the life of an opportunity.
  package struct OpportunityStep: Sendable, Equatable {
    /// What happened to the opportunity.
    package enum Change: Sendable, Equatable {
      /// `renewal`: it is about renewing a contract, of `contract` if that is known.
      case identified(renewal: Bool, contract: Handle?)
      case won
      case lost
    }

    package let opportunity: Handle
    package let change: Change
    package let value: Int64?
    package let day: CalendarDay
    package let position: Position

    package init(
      opportunity: Handle, change: Change, value: Int64?, day: CalendarDay, position: Position
    ) {
      self.opportunity = opportunity
      self.change = change
      self.value = value
      self.day = day
      self.position = position
    }
  }

  /// A submitted offer with its list and net price, for the depth of discounts.
  package struct Offer: Sendable, Equatable {
    package let list: Int64
    package let net: Int64
    package let day: CalendarDay
    package let position: Position

    package init(list: Int64, net: Int64, day: CalendarDay, position: Position) {
      self.list = list
      self.net = net
      self.day = day
      self.position = position
    }
  }

  /// Whether an amount counts when it is ordered or when it is invoiced; the two are never mixed.
  package enum RevenueBasis: UInt8, Sendable {
    case ordered, invoiced
  }

  /// An amount of revenue, negative for a cancellation or a credit note.
  package struct Revenue: Sendable, Equatable {
    package let basis: RevenueBasis
    package let net: Int64
    /// The variable cost of what was sold, if it is known.
    package let cost: Int64?
    /// The order that it is a part of; an order of which one part has no known cost has none.
    package let order: Handle?
    package let day: CalendarDay
    package let position: Position

    package init(
      basis: RevenueBasis, net: Int64, cost: Int64?, order: Handle? = nil, day: CalendarDay,
      position: Position
    ) {
      self.basis = basis
      self.net = net
      self.cost = cost
      self.order = order
      self.day = day
      self.position = position
    }
  }

  /// A revenue target for a period, spread evenly over its days.
  ///
  /// On days that several targets cover, the one set last counts.
  package struct RevenueTarget: Sendable, Equatable {
    package let from: CalendarDay
    /// The first day after the period.
    package let to: CalendarDay
    package let amount: Int64
    package let set: CalendarDay
    package let position: Position

    package init(
      from: CalendarDay, to: CalendarDay, amount: Int64, set: CalendarDay, position: Position
    ) {
      self.from = from
      self.to = to
      self.amount = amount
      self.set = set
      self.position = position
    }
  }

  /// A goal of the account plan: from a yearly revenue on one day to a yearly revenue on another.
  ///
  /// The path between them is a straight line. It is asked only when no target covers the window.
  package struct RevenueGoal: Sendable, Equatable {
    package let from: CalendarDay
    package let due: CalendarDay
    package let baseline: Int64
    package let target: Int64
    package let set: CalendarDay
    package let position: Position

    package init(
      from: CalendarDay, due: CalendarDay, baseline: Int64, target: Int64, set: CalendarDay,
      position: Position
    ) {
      self.from = from
      self.due = due
      self.baseline = baseline
      self.target = target
      self.set = set
      self.position = position
    }
  }
}
