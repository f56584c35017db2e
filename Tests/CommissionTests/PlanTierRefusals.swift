import Testing

@Suite struct `Refused tiers` {
  private static let tier: [Refusal] = [
    Refusal(.pay("tiers: []"), "14:12: tiers must be a mapping, not a list"),
    Refusal(.tiers(of: ""), "15:7: \"of\" is missing"),
    Refusal(
      .tiers(of: "turnover"),
      """
      15:11: of cannot be "turnover"; write credited, revenue, units, discount, payment_age, \
      margin
      """),
    Refusal(
      .tiers(per: "week"),
      "16:12: per cannot be \"week\"; write line, document, account, month, quarter, year"),
    Refusal(
      .tiers(mode: "progressive"),
      "17:13: mode cannot be \"progressive\"; write marginal, retroactive, before, reached"),
    Refusal(
      .tiers(bound: ""),
      """
      15:7: "bound" is missing; a value exactly on a bound has one rate or the other, and \
      only the plan can say which: write upper_exclusive or upper_inclusive
      """),
    Refusal(
      .tiers(bound: "inclusive"),
      "18:14: bound cannot be \"inclusive\"; write upper_exclusive, upper_inclusive"),
    Refusal(.tiers(bands: "[]"), "19:14: bands is empty; no value would have a rate"),
    Refusal(
      .tiers(bands: "[{to: 100.00, rate: 4 %}, {to: 200.00, rate: 6 %}]"),
      "19:45: the last band must have no to; nothing would hold above 200.00"),
    Refusal(
      .tiers(bands: "[{rate: 4 %}, {rate: 6 %}]"),
      "19:15: only the last band may have no to"),
    Refusal(
      .tiers(bands: "[{to: 200.00, rate: 4 %}, {to: 100.00, rate: 5 %}, {rate: 6 %}]"),
      "19:45: to 100.00 must lie above 200.00"),
    Refusal(
      .tiers(bands: "[{from: 5, to: 1, rate: 20 %}, {rate: 6 %}]"),
      """
      19:22: a gap: from 5.00, but the band before ends at 0.00
      19:29: to 1.00 must lie above 5.00
      """),
    Refusal(
      .tiers(bands: "[{from: 1.00, to: 100.00, rate: 10 %}, {rate: 6 %}]"),
      "19:22: a gap: from 1.00, but the band before ends at 0.00"),
    Refusal(
      .tiers(bands: "[{from: 0, to: 100.00, rate: 10 %}, {from: 90.00, rate: 6 %}]"),
      "19:57: an overlap: from 90.00, but the band before ends at 100.00"),
    Refusal(
      .tiers(bands: "[{to: 100.00, rate: 4 %}, {from: 110.00, rate: 6 %}]"),
      "19:47: a gap: from 110.00, but the band before ends at 100.00"),
    Refusal(
      .tiers(bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      """
      19:20: to: amount "100 %" is not a EUR amount; write an optional minus, digits without \
      grouping or leading zeros, a dot and 2 decimals at most, such as 1234.56
      """),
    Refusal(
      .tiers(bands: "[{to: -100.00, rate: 4 %}, {rate: 6 %}]"),
      "19:20: to: \"-100.00\" must be above zero"),
    Refusal(
      .tiers(bands: "[{to: 100.00, rate: 4 %}, {factor: 1.5}]"),
      "19:40: some bands have a rate and some a factor; write one of the two"),
    Refusal(
      .tiers(bands: "[{to: 100.00, rate: 4 %, factor: 2}, {rate: 6 %}]"),
      "19:15: a band needs exactly one of rate and factor"),
    Refusal(
      .tiers(bands: "[{to: 100.00}, {rate: 6 %}]"),
      "19:15: a band needs exactly one of rate and factor"),
    Refusal(
      .tiers(bands: "[{to: 100.00, rate: 104 %}, {rate: 6 %}]"),
      "19:34: rate: 104 % is more than 100 %; write 5 % or 0.05"),
    Refusal(
      .tiers(bands: "[{to: 100.00, factor: 1}, {factor: 1.5}]"),
      """
      9:5: the clause has no rate; write rate, rates_by_kind or rates_by_payee, \
      rates_by_product, amount or tiers with rates
      """),
    Refusal(
      .tiers(with: "rate: 5 %"),
      """
      9:5: the clause has several sources of rates (rate, tiers); keep one of rate, \
      rates_by_kind, party rates, rates_by_product, amount and tiers with rates
      """),
    Refusal(
      .tiers(with: "rate: 5 %", bands: "[{to: 100.00, factor: -1}, {factor: 1.5}]"),
      "20:36: factor: -100 % is negative; write 0 % or more"),
    Refusal(
      .tiers(with: "amount: 20.00\nper: unit", bands: "[{to: 100.00, factor: 1}, {factor: 1.5}]"),
      "17:7: the factors of tiers multiply a rate, and the clause pays an amount"),
    Refusal(
      .tiers(
        mode: "retroactive", bands: "[{to: 100.00, rate: 4 %}, {rate: 6 %, retroactive: true}]"),
      "19:65: retroactive has a meaning only with mode: marginal"),
    Refusal(
      .tiers(bands: "[{to: 100.00, rate: 4 %, retroactive: true}, {rate: 6 %}]"),
      "19:52: nothing lies below the first band that it could lift"),
    Refusal(.tiers(more: "reset: year"), "19:14: reset has a meaning only with per: account"),
    Refusal(.tiers(more: "prorate: day"), "19:16: prorate has a meaning only with a target"),
    Refusal(
      .tiers(
        more: "target: previous_period, prorate: day",
        bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      "20:16: prorate has no meaning for previous_period; remove it"),
    Refusal(
      .tiers(more: "target: 33000.00"),
      "20:20: to: \"100.00\" has no percent sign; write a percentage such as 80 %"),
    Refusal(
      .tiers(more: "target: 33000.00", bands: "[{to: 50, rate: 4 %}, {rate: 6 %}]"),
      "20:20: to: \"50\" has no percent sign; write a percentage such as 80 %"),
    Refusal(
      .tiers(more: "target: previous_year", bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      """
      19:15: target cannot be "previous_year"; write an amount, {kpi: ID} or \
      previous_period; did you mean "previous_period"?
      """),
    Refusal(
      .tiers(more: "target: {figure: revenue}", bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      """
      19:15: "kpi" is missing
      19:16: unknown key "figure"; possible here: kpi
      """),
    Refusal(
      .tiers(more: "target: 0", bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      "19:15: target: \"0\" must be above zero"),
    Refusal(
      .tiers(of: "units", more: "target: 100", bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      "19:15: units have no target in money; write {kpi: ID} or previous_period"),
    Refusal(
      .tiers(per: "document", more: "target: 100", bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      "19:15: a target needs per: account, month, quarter or year"),
    Refusal(
      .tiers(
        per: "account", more: "target: previous_period",
        bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      "19:15: previous_period needs per: month, quarter or year"),
    Refusal(
      .tiers(
        per: "account", more: "target: {kpi: revenue}",
        bands: "[{to: 100 %, rate: 4 %}, {rate: 6 %}]"),
      "19:15: a figure is set for a period; write reset: month, quarter or year"),
    Refusal(
      .tiers(of: "units", bands: "[{to: 10.5, rate: 4 %}, {rate: 6 %}]"),
      "19:20: to: \"10.5\" is no whole number; write digits only"),
    Refusal(
      .tiers(of: "discount", bands: "[{to: 10 %, rate: 4 %}, {rate: 6 %}]"),
      """
      16:12: of: discount is known of a document; write per: document
      17:13: of: discount only chooses a band; write mode: reached
      """),
    Refusal(
      .tiers(
        of: "discount", per: "document", mode: "reached",
        bands: "[{to: 10, rate: 4 %}, {rate: 6 %}]"),
      "19:20: to: 1000 % is more than 100 %; write 5 % or 0.05"),
    Refusal(
      .tiers(
        of: "margin", per: "document", mode: "reached", more: "target: 100",
        bands: "[{to: 10 %, rate: 4 %}, {rate: 6 %}]"),
      """
      19:15: of: margin has no target; remove it
      19:15: a target needs per: account, month, quarter or year
      """),
    Refusal(
      .tiers(
        of: "payment_age", per: "document", mode: "reached",
        bands: "[{to: 30, rate: 4 %}, {rate: 6 %}]"),
      "15:11: of: payment_age needs payments; write earned: paid, payable: paid or base: cash"),
    Refusal(
      .tiers(per: "document", mode: "before"),
      "17:13: mode: before needs what came before; write per: account, month, quarter or year"),
  ]

  @Test(arguments: tier)
  func `Tiers that cannot be meant are refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }
}
