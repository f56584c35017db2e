package import Money

/// Goods or services as they were ordered.
package struct ExtractItem: Hashable, Sendable {
  package let product: String?
  package let description: String?
  package let quantity: Int64
  /// The site of the customer that they go to.
  package let site: String?
  /// At regular prices; nil where it was not recorded.
  package let list: Amount?
  /// As agreed.
  package let net: Amount
  /// Each discount by itself, in basis points of the regular price.
  package let reductions: [Reduction]

  package struct Reduction: Hashable, Sendable {
    package let kind: String
    package let basisPoints: Int64
  }
}

/// A part of an order, delivered or changed.
package struct ExtractQuantity: Hashable, Sendable {
  package let product: String
  package let quantity: Int64
  package let net: Amount
}

package struct ExtractDelivery: Hashable, Sendable {
  package let id: String
  package let day: CalendarDay
  package let order: String
  package let net: Amount
  package let lines: [ExtractQuantity]
}

package struct ExtractInvoice: Hashable, Sendable {
  package let id: String
  package let day: CalendarDay
  package let order: String
  package let net: Amount
  package let gross: Amount?
  package let ancillary: Amount?
  package let due: CalendarDay?
  /// What was paid of it and not given back.
  package internal(set) var paid: Amount
  /// What the customer deducted, what was credited and what was given up as lost.
  package internal(set) var deducted: Amount
  package internal(set) var credited: Amount
  package internal(set) var lost: Amount

  package func open() throws(MoneyError) -> Amount {
    try net.subtracting(paid).subtracting(deducted).subtracting(credited).subtracting(lost)
  }
}

package struct ExtractPayment: Hashable, Sendable {
  package let invoice: String
  package let day: CalendarDay
  /// Below zero where a payment was taken back.
  package let amount: Amount
  package let deduction: Amount?
  package let deductionReason: String?
  /// Why a payment was taken back.
  package let reason: String?

  /// The deduction as a part of what the payment settles, in basis points, commercially rounded.
  package func deductionBasisPoints() throws(MoneyError) -> Int64? {
    guard let deduction else { return nil }
    let settled = try amount.adding(deduction)
    guard settled.minor > 0 else { return nil }
    return try Amount(minor: 10_000, currency: deduction.currency)
      .multiplied(by: deduction.ratio(to: settled)).rounded(.halfUp).minor
  }
}

package struct ExtractCredit: Hashable, Sendable {
  package let id: String
  package let invoice: String
  package let order: String
  package let orderDay: CalendarDay?
  package let day: CalendarDay
  /// The day the goods came back.
  package let returned: CalendarDay?
  package let net: Amount
  package let reason: String?
  /// Who is answerable: customer, supplier or neither (HGB 87a (3)).
  package let cause: String?
}

/// What was changed, cancelled or given up after the deal was made.
package struct ExtractChange: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case amended, cancelled
    case cancelledInPart = "cancelled-in-part"
    /// It is certain that the customer will not pay (HGB 87a (2)).
    case notPaid = "not-paid"
    case ended
  }

  /// How far the deal was by then.
  package enum Stage: String, Sendable {
    case ordered
    case partlyDelivered = "partly-delivered"
    case delivered, invoiced, paid
  }

  package let id: String
  package let kind: Kind
  package let day: CalendarDay
  package let stage: Stage
  /// The invoice that is not paid.
  package let invoice: String?
  /// What it adds, below zero where it takes away; nil where it concerns the whole rest.
  package let net: Amount?
  package let lines: [ExtractQuantity]
  package let reason: String?
  /// Who is answerable: customer, supplier or neither (HGB 87a (3)).
  package let cause: String?
  /// What was done to keep the deal.
  package let measures: String?
}

/// Why the payee gets nothing for a deal, or nothing more.
package struct ExtractReason: Hashable, Sendable {
  package enum Code: String, Sendable {
    case noPlan = "no-plan"
    case noClause = "no-clause"
    case noEligibleLine = "no-eligible-line"
    case otherCurrency = "other-currency"
    case nobody
    case alreadyCredited = "already-credited"
    case noRate = "no-rate"
    case unknownFigure = "unknown-figure"
    case gate
    case goalOpen = "goal-open"
    case noTarget = "no-target"
    case belowMinimum = "below-minimum"
    case kept
    case othersCredited = "others-credited"
    case notEarnedYet = "not-earned-yet"
    case notComputed = "not-computed"
  }

  package let code: Code
  package let clause: String?
  package let text: String
}
