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
    return (
      amount,
      CommissionLine.Exchange(
        original: change, rate: found.rate.rate, day: found.rate.day, source: found.rate.source,
        position: found.rate.position)
    )
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

extension ExchangeRate {
  fileprivate func connects(_ from: Currency, _ to: Currency) -> Bool {
    (base == from && quote == to) || (base == to && quote == from)
  }
}
