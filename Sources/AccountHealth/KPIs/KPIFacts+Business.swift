package import Money

extension KPIFacts {
  /// One step of an opportunity in the pipeline.
  package struct OpportunityStep: Sendable, Equatable {
    /// The kind of business an opportunity is about.
    package enum Kind: UInt8, Sendable, CaseIterable {
      case new, crossSell, upSell, renewal, winBack
    }

    /// What happened to it.
    package enum Change: Sendable, Equatable {
      /// `isDated`: the day is known, so that it can begin a sales cycle.
      case identified(Kind, isDated: Bool)
      case moved
      case won
      case lost
    }

    package let opportunity: Handle
    package let change: Change
    /// The expected or won net value, where the step says one.
    package let value: Int64?
    /// In basis points.
    package let probability: Int?
    package let expectedClose: CalendarDay?
    package let day: CalendarDay
    package let position: Position

    package init(
      opportunity: Handle, change: Change, value: Int64?, probability: Int?,
      expectedClose: CalendarDay?, day: CalendarDay, position: Position
    ) {
      self.opportunity = opportunity
      self.change = change
      self.value = value
      self.probability = probability
      self.expectedClose = expectedClose
      self.day = day
      self.position = position
    }
  }

  /// What an order line of one product comes to; negative for what was taken away.
  package struct OrderLine: Sendable, Equatable {
    package let product: Handle
    /// Wider than an amount: one event may take away what several events made together.
    package let net: Int128
    package let day: CalendarDay
    package let position: Position

    package init(product: Handle, net: Int128, day: CalendarDay, position: Position) {
      self.product = product
      self.net = net
      self.day = day
      self.position = position
    }
  }

  /// Cost of a period that this customer causes directly.
  package struct Cost: Sendable, Equatable {
    package let from: CalendarDay
    /// The first day after the period.
    package let to: CalendarDay
    package let amount: Int64
    package let position: Position

    package init(from: CalendarDay, to: CalendarDay, amount: Int64, position: Position) {
      self.from = from
      self.to = to
      self.amount = amount
      self.position = position
    }
  }

  /// What the customer spends with all suppliers, as somebody estimated it.
  package struct Spend: Sendable, Equatable {
    package let category: Handle
    package let from: CalendarDay
    /// The first day after the period.
    package let to: CalendarDay
    package let amount: Int64
    package let day: CalendarDay
    package let position: Position

    package init(
      category: Handle, from: CalendarDay, to: CalendarDay, amount: Int64, day: CalendarDay,
      position: Position
    ) {
      self.category = category
      self.from = from
      self.to = to
      self.amount = amount
      self.day = day
      self.position = position
    }
  }

  /// A forecast of revenue that somebody handed in.
  package struct Forecast: Sendable, Equatable {
    package let from: CalendarDay
    /// The first day after the period.
    package let to: CalendarDay
    package let length: Period.Length
    package let amount: Int64
    /// The day it was handed in.
    package let day: CalendarDay
    /// The day the ledger learnt it.
    package let recordedDay: CalendarDay
    package let position: Position

    package init(
      from: CalendarDay, to: CalendarDay, length: Period.Length, amount: Int64, day: CalendarDay,
      recordedDay: CalendarDay, position: Position
    ) {
      self.from = from
      self.to = to
      self.length = length
      self.amount = amount
      self.day = day
      self.recordedDay = recordedDay
      self.position = position
    }
  }

  /// A target, or what was found to be reached of one (Zielfeststellung).
  package struct Target: Sendable, Equatable {
    /// What a target counts.
    package enum Figure: UInt8, Sendable {
      case revenue, orderIntake
    }

    package let kpi: Figure
    package let isFinding: Bool
    /// Whom it binds.
    package let scope: Handle
    package let from: CalendarDay
    /// The first day after the period.
    package let to: CalendarDay
    package let amount: Int64
    package let version: Int
    package let position: Position

    package init(
      kpi: Figure, isFinding: Bool, scope: Handle, from: CalendarDay, to: CalendarDay,
      amount: Int64, version: Int, position: Position
    ) {
      self.kpi = kpi
      self.isFinding = isFinding
      self.scope = scope
      self.from = from
      self.to = to
      self.amount = amount
      self.version = version
      self.position = position
    }
  }

  /// What commission was decided for one event.
  package struct Commission: Sendable, Equatable {
    /// How many get something.
    package let payees: Int
    /// Wider than an amount, as a sum of several.
    package let total: Int128
    /// What the one who gets most gets.
    package let largest: Int128
    /// Whether any of it is paid in another currency than the deal's, so that the sums say nothing.
    package let isForeign: Bool
    package let day: CalendarDay
    package let position: Position

    package init(
      payees: Int, total: Int128, largest: Int128, isForeign: Bool = false, day: CalendarDay,
      position: Position
    ) {
      self.payees = payees
      self.total = total
      self.largest = largest
      self.isForeign = isForeign
      self.day = day
      self.position = position
    }
  }
}
