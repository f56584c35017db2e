import LedgerEvents

/// Which amounts a member may hold.
enum Sign {
  case any, notZero, notNegative, positive, notPositive
}

extension LedgerTerms {
  /// The minor units of an amount in the ledger's currency with a sign that fits.
  @discardableResult
  func minor(
    _ money: MoneyValue, _ sign: Sign, at member: String
  ) throws(Rejection) -> Int64 {
    guard money.currency == currencyCode else { throw foreign(money, member) }
    let fits =
      switch sign {
      case .any: true
      case .notZero: money.minor != 0
      case .notNegative: money.minor >= 0
      case .positive: money.minor > 0
      case .notPositive: money.minor <= 0
      }
    guard fits else { throw wrong(sign, money.minor, member) }
    return money.minor
  }

  /// A figure that a plan or a target names.
  func quantity(_ quantity: Quantity, at member: String) throws(Rejection) {
    switch quantity.value {
    case .money(let money): try minor(money, .any, at: "\(member).money")
    case .count, .basisPoints, .days: return
    case nil: throw Required.missing(member)
    }
  }

  private func foreign(_ money: MoneyValue, _ member: String) -> Rejection {
    guard !money.currency.isEmpty else { return Required.missing(member) }
    let currency = money.currency.prefix(10)
    return Rejection(
      .foreignCurrency, at: member,
      """
      the amount is in \(currency), but this ledger keeps \(currencyCode); convert it at a rate and \
      day you can name, or keep a second ledger in \(currency)
      """)
  }

  private func wrong(_ sign: Sign, _ minor: Int64, _ member: String) -> Rejection {
    let rule =
      switch sign {
      case .any: "any amount is right here"
      case .notZero: "zero neither grants nor takes anything; give the amount"
      case .notNegative: "it must not be negative; the event's type gives the sign"
      case .positive: "it must be above zero; the event's type gives the sign"
      case .notPositive: "what is taken away is written as a negative amount"
      }
    return Rejection(.wrongSign, at: member, "the amount is \(text(minor)); \(rule)")
  }
}

extension Int64 {
  /// The sum, or the nearest amount there is: folding must not stop, whatever was recorded.
  func clampedAdding(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }

  func clampedSubtracting(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return other < 0 ? .max : .min
  }

  /// Refuses a sum beyond the range of exact amounts.
  func checkedAdding(_ other: Int64, at member: String) throws(Rejection) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard !overflow else {
      throw Rejection(
        .amountTooLarge, at: member,
        "the sum leaves the range of exact amounts; look for a misplaced decimal sign")
    }
    return sum
  }
}
