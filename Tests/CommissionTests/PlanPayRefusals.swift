import Testing

@Suite struct `Refused pay` {
  private static let pay: [Refusal] = [
    Refusal(
      .pay("text: x"),
      """
      9:5: the clause has no rate; write rate, rates_by_kind or rates_by_payee, \
      rates_by_product, amount or tiers with rates
      """),
    Refusal(.pay("amount: 20.00"), "14:13: amount needs per: unit, line or document"),
    Refusal(.pay("amount: 0\nper: unit"), "14:13: amount: \"0\" must be above zero"),
    Refusal(
      .pay("amount: 20.00\nper: piece"),
      "15:10: per cannot be \"piece\"; write unit, line, document"),
    Refusal(
      .pay("amount: 20.005\nper: unit"),
      """
      14:13: amount: amount "20.005" is not a EUR amount; write an optional minus, digits \
      without grouping or leading zeros, a dot and 2 decimals at most, such as 1234.56
      """),
    Refusal(
      .pay("amount: 20.00\nper: unit\nrate: 5 %"),
      """
      9:5: the clause has several sources of rates (rate, amount); keep one of rate, \
      rates_by_kind, party rates, rates_by_product, amount and tiers with rates
      """),
    Refusal(.clause("per: unit"), "15:10: per has a meaning only with amount"),
    Refusal(
      .pay("rates_by_kind: {}"),
      "14:20: rates_by_kind is empty; nothing would have a rate"),
    Refusal(
      .pay("rates_by_payee: {}"),
      """
      9:5: the clause has no rate; write rate, rates_by_kind or rates_by_payee, \
      rates_by_product, amount or tiers with rates
      """),
    Refusal(
      .pay("rates_by_product: []"),
      "14:23: rates_by_product is empty; leave it out where there is none"),
    Refusal(
      .pay("rates_by_product: [{any: true}]"),
      "14:24: write exactly one of rate, amount and commission: none"),
    Refusal(
      .pay("rates_by_product: [{rate: 5 %}]"),
      "14:24: write exactly one of variant, product, category, any"),
    Refusal(
      .pay("rates_by_product: [{any: false, rate: 5 %}]"),
      "14:30: any: false means no product; remove it"),
    Refusal(
      .pay("rates_by_product: [{product: a, rate: 5 %, commission: none}]"),
      "14:24: write exactly one of rate, amount and commission: none"),
    Refusal(
      .pay("rates_by_product: [{product: a, amount: 20.00}]"),
      "14:45: amount needs per: unit, line or document"),
    Refusal(
      .pay("rates_by_product: [{product: a, rate: 5 %, per: unit}]"),
      "14:53: per has a meaning only with amount"),
    Refusal(
      .pay("rates_by_product: [{product: a, rate: 5 %}, {product: a, rate: 6 %}]"),
      "14:49: the product is listed twice; keep one of its rates"),
    Refusal(
      .pay("rates_by_product: [{product: a, variant: b, rate: 5 %}]"),
      "14:24: write exactly one of variant, product, category, any"),
    Refusal(
      .pay("rates_by_product: [{category: pumps, rate: 5 %}]"),
      "14:35: no product of the plan has the category \"pumps\"; list them under products"),
    Refusal(
      .pay("rates_by_product: [{product: a, commission: some}]"),
      "14:49: commission cannot be \"some\"; write none"),
    Refusal(
      .clause("rates_by_product: [{any: true, rate: 5 %}]"),
      """
      9:5: the clause has several sources of rates (rate, rates_by_product); keep one of \
      rate, rates_by_kind, party rates, rates_by_product, amount and tiers with rates
      """),
    Refusal(
      .clause("overrides: []"),
      "15:16: overrides is empty; leave it out where there is none"),
    Refusal(
      .clause("overrides: [{payee: anna, rate: 6 %, from: 2026-01-01}]"),
      "15:17: \"reason\" is missing"),
    Refusal(
      .clause("overrides: [{payee: anna, rate: 6 %, reason: x}]"),
      "15:17: \"from\" is missing"),
    Refusal(
      .clause("overrides: [{payee: anna, rate: 6 %, from: 2026-02-01, to: 2026-02-01, reason: x}]"),
      "15:64: to must lie after from 2026-02-01"),
    Refusal(
      .clause(
        """
        overrides: [{payee: anna, rate: 6 %, from: 2026-01-01, reason: x}, \
        {payee: anna, rate: 7 %, from: 2026-03-01, reason: y}]
        """
      ),
      """
      15:72: two overrides of anna hold at once from 2026-03-01; end one before the other \
      begins
      """),
    Refusal(
      .clause("overrides: [{payee: anna, rate: 101 %, from: 2026-01-01, reason: x}]"),
      "15:37: rate: 101 % is more than 100 %; write 5 % or 0.05"),
    Refusal(
      .pay("overrides: [{payee: anna, rate: 6 %, from: 2026-01-01, reason: x}]"),
      """
      9:5: the clause has no rate; write rate, rates_by_kind or rates_by_payee, \
      rates_by_product, amount or tiers with rates
      """),
  ]

  @Test(arguments: pay)
  func `Pay that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }

  private static let condition: [Refusal] = [
    Refusal(.clause("gates: []"), "15:12: gates is empty; leave it out where there is none"),
    Refusal(.clause("gates: [{of: margin, at_least: 30 %}]"), "15:13: \"otherwise\" is missing"),
    Refusal(.clause("gates: [{at_least: 30 %, otherwise: nothing}]"), "15:13: \"of\" is missing"),
    Refusal(
      .clause("gates: [{of: margins, at_least: 30 %, otherwise: nothing}]"),
      """
      15:18: of cannot be "margins"; write margin, discount, goal, deal_size; did you mean \
      "margin"?
      """),
    Refusal(
      .clause("gates: [{of: margin, otherwise: nothing}]"),
      "15:13: write exactly one of at_least, at_most, above, below"),
    Refusal(
      .clause("gates: [{of: margin, at_least: 30 %, below: 50 %, otherwise: nothing}]"),
      "15:13: write exactly one of at_least, at_most, above, below"),
    Refusal(
      .clause("gates: [{of: margin, at_least: 30, otherwise: nothing}]"),
      "15:36: at_least: 3000 % is more than 100 %; write 5 % or 0.05"),
    Refusal(
      .clause("gates: [{of: margin, at_least: 30 %, otherwise: none}]"),
      "15:53: otherwise: rate \"none\" cannot be read; write it as 5 %, 1.25%, 0.05 or 1/3"),
    Refusal(
      .clause("gates: [{of: margin, at_least: 30 %, kpi: k, otherwise: nothing}]"),
      "15:47: kpi has a meaning only with of: goal"),
    Refusal(
      .clause("gates: [{of: discount, at_most: -5 %, otherwise: 1 %}]"),
      "15:37: at_most: -5 % is negative; write 0 % or more"),
    Refusal(
      .clause("gates: [{of: deal_size, above: 10 %, otherwise: 1 %}]"),
      """
      15:36: above: amount "10 %" is not a EUR amount; write an optional minus, digits \
      without grouping or leading zeros, a dot and 2 decimals at most, such as 1234.56
      """),
    Refusal(
      .clause("gates: [{of: goal, at_least: 80 %, otherwise: 1 %}]"),
      """
      15:13: "kpi" is missing
      15:13: "in" is missing
      """),
    Refusal(
      .clause("gates: [{of: goal, kpi: k, in: week, at_least: 80 %, otherwise: 1 %}]"),
      "15:36: in cannot be \"week\"; write month, quarter, year"),
    Refusal(
      .clause("gates: [{of: goal, kpi: k, in: year, at_least: 80, otherwise: 1 %}]"),
      "15:52: at_least: \"80\" has no percent sign; write a percentage such as 80 %"),
    Refusal(
      .clause("multipliers: []"),
      "15:18: multipliers is empty; leave it out where there is none"),
    Refusal(
      .clause("multipliers: [{of: margin, at_least: 30 %}]"),
      "15:19: \"factor\" is missing"),
    Refusal(.clause("multipliers: [{factor: 0}]"), "15:28: factor: \"0\" must be above zero"),
    Refusal(
      .clause("multipliers: [{factor: -1.25}]"),
      "15:28: factor: -125 % is negative; write 0 % or more"),
    Refusal(.clause("multipliers: [{factor: 1.25, at_least: 30 %}]"), "15:19: \"of\" is missing"),
    Refusal(
      .clause("multipliers: [{factor: 1.25, of: margin}]"),
      "15:19: write exactly one of at_least, at_most, above, below"),
    Refusal(
      .clause("multipliers: [{factor: 1.25, otherwise: nothing}]"),
      """
      15:34: unknown key "otherwise"; possible here: factor, of, kpi, in, at_least, at_most, \
      above, below
      """),
  ]

  @Test(arguments: condition)
  func `A condition that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }

  private static let limit: [Refusal] = [
    Refusal(
      .clause("limits: {}"),
      "15:13: limits is empty; possible here: deal, month, quarter, year"),
    Refusal(
      .clause("limits: {deal: {}}"),
      "15:20: deal is empty; possible here: cap, floor, minimum_base"),
    Refusal(
      .clause("limits: {deal: {cap: 100.00, floor: 200.00}}"),
      "15:41: floor 200.00 lies above cap 100.00; nothing can keep both"),
    Refusal(
      .clause("limits: {deal: {minimum: 100.00}}"),
      "15:21: unknown key \"minimum\"; possible here: cap, floor, minimum_base"),
    Refusal(
      .clause("limits: {deal: {cap: -100.00}}"),
      "15:26: cap: \"-100.00\" must be above zero"),
    Refusal(.clause("limits: {year: {cap: 0.00}}"), "15:26: cap: \"0.00\" must be above zero"),
    Refusal(
      .clause("limits: {year: {minimum_base: 10.00}}"),
      "15:21: unknown key \"minimum_base\"; possible here: cap, floor"),
    Refusal(
      .clause("limits: {years: {cap: 10.00}}"),
      "15:14: unknown key \"years\"; did you mean \"year\"?"),
  ]

  @Test(arguments: limit)
  func `A limit that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }
}
