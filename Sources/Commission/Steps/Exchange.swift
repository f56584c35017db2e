import Money

/// Converts what is settled into the plan's payout currency.
///
/// 100.00 USD at 1.10 USD for one euro are 90.91 EUR. With the rate of the anchor day everything of
/// one deal is converted at one rate, so that its reversal comes out even.
extension CommissionCalculation {
  /// The change between two amounts, converted where the plan says so.
  ///
  /// Throws `MoneyError.noExchangeRate` where no rate is known for the day.
  func exchanged(
    _ now: Amount, _ before: Amount, _ claim: Claim, _ day: CalendarDay
  ) throws(MoneyError) -> (amount: Amount, exchange: CommissionLine.Exchange?) {
    let change = try now.subtracting(before)
    guard let terms = claim.selected.plan.payout.exchange else { return (change, nil) }
    let rateDay = terms.rateDay == .anchor ? claim.deal.day : day
    guard let found = exchange(from: now.currency, to: terms.currency, on: rateDay) else {
      throw .noExchangeRate(now.currency, terms.currency, rateDay)
    }
    func convert(_ amount: Amount) throws(MoneyError) -> Amount {
      try amount.converted(to: terms.currency, by: found.factor)
        .rounded(claim.selected.rounding)
    }
    let amount =
      terms.rateDay == .anchor
      ? try convert(now).subtracting(convert(before)) : try convert(change)
    return (amount, CommissionLine.Exchange(of: change, at: found.rate))
  }

  /// What an event earns in the payout currency, where the day of the payment decides; nil where it
  /// does not.
  ///
  /// What is earned and not payable yet keeps the value of the day on which it was earned. When it
  /// becomes payable, the difference to that day's value is earned with it: 90.91 EUR for 100.00 USD at
  /// 1.10 and, paid at 1.08, 1.68 EUR more. What is taken back before goes at the value that it had.
  func valued(
    posted: (before: Int64, now: Int64), payable: (before: Int64, now: Int64),
    open value: inout Int64, _ claim: Claim, _ day: CalendarDay
  ) throws(MoneyError) -> Amount? {
    let plan = claim.selected.plan
    guard let terms = plan.payout.exchange, terms.rateDay == .trigger else { return nil }
    func convert(_ minor: Int64) throws(MoneyError) -> Int64 {
      try exchanged(Amount(minor: minor, currency: plan.currency), plan, on: day).amount.minor
    }
    let what = "what is earned and not payable yet"
    let before = try posted.before.subtracting(payable.before, in: what)
    let now = try posted.now.subtracting(payable.now, in: what)
    let old = value
    if now == 0 {
      value = 0
    } else if before == 0 || (before < 0) != (now < 0) {
      value = try convert(now)
    } else if now.magnitude > before.magnitude {
      value = try value.adding(convert(now.subtracting(before, in: what)), in: what)
    } else {
      let part = try Amount(minor: now, currency: plan.currency)
        .ratio(to: Amount(minor: before, currency: plan.currency))
      value = try Amount(minor: old, currency: terms.currency).multiplied(by: part)
        .rounded(plan.rounding).minor
    }
    let paid = try convert(payable.now.subtracting(payable.before, in: what))
    return Amount(
      minor: try paid.adding(value, in: what).subtracting(old, in: what), currency: terms.currency)
  }

  /// An amount of a period in the plan's payout currency, by the rate of the period's last day.
  ///
  /// A bonus of 1,000.00 EUR is 1,100.00 USD at 1.10.
  func exchanged(
    _ amount: Amount, _ plan: Plan, on day: CalendarDay
  ) throws(MoneyError) -> (amount: Amount, exchange: CommissionLine.Exchange?) {
    guard let terms = plan.payout.exchange else { return (amount, nil) }
    return try exchanged(amount, to: terms.currency, plan.rounding, on: day)
  }

  /// What was granted or taken by hand, in the currency in which plans pay on its day.
  ///
  /// It stays as it is where they pay in its own currency, or in several others: then nobody said in
  /// which.
  func exchanged(
    _ adjustment: Adjustment
  ) throws(MoneyError) -> (amount: Amount, exchange: CommissionLine.Exchange?) {
    let inForce = histories.compactMap { $0.version(on: adjustment.day)?.plan }
    let plans = inForce.isEmpty ? histories.compactMap { $0.versions.first?.plan } : inForce
    guard let plan = plans.first, plans.allSatisfy({ $0.paidIn == plan.paidIn }) else {
      return (adjustment.amount, nil)
    }
    return try exchanged(
      adjustment.amount, to: plan.paidIn, plan.rounding, on: adjustment.day)
  }

  private func exchanged(
    _ amount: Amount, to currency: Currency, _ rounding: Rounding, on day: CalendarDay
  ) throws(MoneyError) -> (amount: Amount, exchange: CommissionLine.Exchange?) {
    guard amount.currency != currency else { return (amount, nil) }
    guard let found = exchange(from: amount.currency, to: currency, on: day) else {
      throw .noExchangeRate(amount.currency, currency, day)
    }
    let converted = try amount.converted(to: currency, by: found.factor).rounded(rounding)
    return (converted, CommissionLine.Exchange(of: amount, at: found.rate))
  }

  /// The last rate fixed on or before a day, in either direction.
  private func exchange(
    from: Currency, to: Currency, on day: CalendarDay
  ) -> (rate: ExchangeRate, factor: Rate)? {
    guard let rate = exchangeRates.last(where: { $0.day <= day && $0.connects(from, to) }) else {
      return nil
    }
    if rate.base == from { return (rate, rate.rate) }
    guard let inverse = try? Rate.one.divided(by: rate.rate) else { return nil }
    return (rate, inverse)
  }
}

extension CommissionLine.Exchange {
  /// What went into the conversion.
  var input: DerivationNode.Input {
    .init(
      "exchange rate of \(day)",
      "\(original) \(original.currency) at \(rate.decimal) (\(source))", at: position)
  }

  fileprivate init(of original: Amount, at rate: ExchangeRate) {
    self.init(
      original: original, rate: rate.rate, day: rate.day, source: rate.source,
      position: rate.position)
  }
}

extension ExchangeRate {
  fileprivate func connects(_ from: Currency, _ to: Currency) -> Bool {
    (base == from && quote == to) || (base == to && quote == from)
  }
}
