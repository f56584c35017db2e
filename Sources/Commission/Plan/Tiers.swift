package import Money

/// Bands of a measured value, each with its rate.
package struct Tiers: Hashable, Sendable {
  /// What is measured.
  package enum Measure: String, CaseIterable, Sendable {
    /// What is credited to the payee.
    case credited
    /// The net value of the deal, whatever the base.
    case revenue
    case units
    /// The reduction of the regular price, as a part of it.
    case discount
    /// Days from the invoice to the payment.
    case paymentAge = "payment_age"
    /// The margin as a part of the net value.
    case margin

    /// Whether deals add up; a discount or an age only chooses a band.
    var accumulates: Bool {
      switch self {
      case .credited, .revenue, .units: true
      case .discount, .paymentAge, .margin: false
      }
    }
  }

  /// Over what it is measured.
  package enum Span: String, CaseIterable, Sendable {
    case line, document, account, month, quarter, year

    var length: Period.Length? {
      switch self {
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      case .line, .document, .account: nil
      }
    }
  }

  package enum Mode: String, CaseIterable, Sendable {
    /// Each slice at the rate of its own band.
    case marginal
    /// Everything measured at the rate of the band reached; what was paid before is trued up.
    case retroactive
    /// A deal as a whole at the rate of the band reached before it.
    case before
    /// A deal as a whole at the rate of the band reached with it.
    case reached
  }

  /// On which side of a bound a value exactly on it lies.
  package enum Bound: String, CaseIterable, Sendable {
    /// The upper bound belongs to the next band.
    case upperExclusive = "upper_exclusive"
    case upperInclusive = "upper_inclusive"
  }

  /// What the bounds are a part of, where they are not amounts themselves.
  package enum Target: Hashable, Sendable {
    case amount(Amount)
    /// The target that was set for the payee (or account), this figure and the period.
    case kpi(String)
    /// What was measured in the period before.
    case previousPeriod
  }

  package struct Band: Hashable, Sendable {
    /// Nil for the last one.
    package let upper: Rate?
    package let value: Value
    /// Whether reaching the band lifts everything below it to its rate.
    package let isRetroactive: Bool

    package enum Value: Hashable, Sendable {
      case rate(Rate)
      /// Times the rate of the clause.
      case factor(Rate)

      var ratio: Rate {
        switch self {
        case .rate(let rate), .factor(let rate): rate
        }
      }
    }
  }

  package let measure: Measure
  package let span: Span
  /// When the measure of an account begins anew; nil: never.
  package let reset: Period.Length?
  package let target: Target?
  package let prorate: Proration
  package let mode: Mode
  package let bound: Bound
  package let bands: [Band]

  /// Whether the bands multiply a rate instead of giving one.
  var areFactors: Bool {
    bands.contains {
      guard case .factor = $0.value else { return false }
      return true
    }
  }

  /// Whether what a deal pays depends on other deals.
  var spansDeals: Bool { measure.accumulates && span != .line && span != .document }
}

/// How a target shrinks for somebody who was there for a part of its period only.
package enum Proration: String, CaseIterable, Sendable {
  case none
  /// By calendar months begun.
  case month
  case day
}
