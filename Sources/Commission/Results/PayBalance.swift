package import Money

/// What one payee is paid for one period, after draws and with what is carried from the period before.
///
/// With a recoverable draw of 2,000.00 and 1,500.00 earned, 2,000.00 are paid and 500.00 owed; when
/// the next month earns 2,375.00, 375.00 of it go back, 2,000.00 are paid and 125.00 stay owed.
package struct PayBalance: Hashable, Sendable {
  package let period: Period
  /// What became payable in the period.
  package let payable: Amount
  /// A balance below zero from the period before; never above zero.
  package let carriedIn: Amount
  /// What the draw added to reach its amount.
  package let advanced: Amount
  /// What was taken to pay back earlier draws.
  package let recovered: Amount
  /// What of the draws stays owed after the period.
  package let owed: Amount
  /// What was owed and is forgiven with the end of the year.
  package let forgiven: Amount
  package let payout: Amount
  /// A balance below zero that goes on; never above zero.
  package let carriedOut: Amount
  /// A balance below zero that is claimed at once, as a positive amount.
  package let claimed: Amount

  /// The balances of one payee over all periods from the first to the last one given.
  ///
  /// A period without anything payable still pays a draw that holds for it. They begin with the first
  /// period that has something payable, or with a draw that names the payee where that is earlier; a
  /// draw for everybody does not say since when somebody is one of them. Throws
  /// `MoneyError.currencyMismatch` where amounts and draws have several currencies.
  package static func settle(
    payee: String, payable: [Period: Amount], through last: Period, currency: Currency,
    draws: [Draw], negative: NegativeBalance
  ) throws(MoneyError) -> [PayBalance] {
    var starts = payable.keys.map(\.start)
    for draw in draws where draw.payees?.contains(payee) ?? false {
      let first = try Period(last.length, of: draw.from)
      starts.append(first.start == draw.from ? first.start : first.end)
    }
    guard let start = starts.min() else { return [] }
    let first = try Period(last.length, of: start)
    return try settle(from: first, through: last, Start(currency), payable) { period in
      Terms(payee: payee, period, draws, negative)
    }
  }

  /// What an earlier balance leaves to begin with.
  package struct Start: Sendable {
    package let carried: Amount
    package let owed: Amount

    package init(_ currency: Currency) {
      (carried, owed) = (.zero(currency), .zero(currency))
    }

    package init(carried: Amount, owed: Amount) {
      (self.carried, self.owed) = (carried, owed)
    }
  }

  /// What holds for one payee in one period.
  package struct Terms: Sendable {
    let draw: Draw?
    /// Whether what is owed lapses with the year; what was lent last says so, also when nothing is
    /// lent any more.
    let forgives: Bool
    let negative: NegativeBalance

    package init(
      payee: String, _ period: Period, _ draws: [Draw], _ negative: NegativeBalance
    ) {
      let own = draws.filter { $0.payees?.contains(payee) ?? true }
      draw = own.first { $0.holds(for: payee, in: period) }
      let lent = draw ?? own.filter { $0.from <= period.start }.max { $0.from < $1.from }
      forgives = lent?.kind == .forgivenAtYearEnd
      self.negative = negative
    }
  }

  /// The balances from a period to another one, with the terms of each.
  package static func settle(
    from first: Period, through last: Period, _ start: Start, _ payable: [Period: Amount],
    terms: (Period) -> Terms
  ) throws(MoneyError) -> [PayBalance] {
    var balances: [PayBalance] = []
    var (carried, owed) = (start.carried, start.owed)
    var period = first
    while period.start <= last.start {
      let terms = terms(period)
      let balance = try PayBalance(
        period, payable[period] ?? .zero(carried.currency), carried, owed, terms.draw,
        forgives: terms.forgives, terms.negative)
      balances.append(balance)
      (carried, owed) = (balance.carriedOut, balance.owed)
      period = try period.next
    }
    return balances
  }

  private init(
    _ period: Period, _ payable: Amount, _ carriedIn: Amount, _ owedBefore: Amount, _ draw: Draw?,
    forgives: Bool, _ negative: NegativeBalance
  ) throws(MoneyError) {
    let zero = Amount.zero(payable.currency)
    let available = try payable.adding(carriedIn)
    let base = available.isNegative ? zero : available
    // A draw is agreed by the month; a quarter has three of them.
    let months = try Rate(numerator: Int64(period.length.rawValue), denominator: 1)
    let guaranteed = try draw?.amount.multiplied(by: months).rounded(.halfUp) ?? zero
    try guaranteed.requireSameCurrency(as: base)
    self.period = period
    self.payable = payable
    self.carriedIn = carriedIn
    if base.minor < guaranteed.minor {
      advanced = try guaranteed.subtracting(base)
      recovered = zero
    } else {
      advanced = zero
      let above = try base.subtracting(guaranteed)
      recovered = above.minor < owedBefore.minor ? above : owedBefore
    }
    let isLent = draw.map { $0.kind != .notRecoverable } ?? true
    let left = try owedBefore.subtracting(recovered).adding(isLent ? advanced : zero)
    let endsYear = period.end.month == 1
    let isForgiven = forgives && endsYear
    forgiven = isForgiven ? left : zero
    owed = isForgiven ? zero : left
    payout = try base.adding(advanced).subtracting(recovered)
    let below = available.isNegative ? available : zero
    carriedOut = negative == .carry ? below : zero
    claimed = negative == .claim ? try below.negated() : zero
  }
}
