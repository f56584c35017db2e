import Testing

@Suite struct `Refused heads of plans` {
  private static let head: [Refusal] = [
    Refusal(
      .head("remainder: biggest"),
      "15:12: remainder cannot be \"biggest\"; write largest, first, last"),
    Refusal(
      .head("statement_period: year"),
      """
      15:19: statement_period cannot be "year"; write month or quarter, the longest that HGB \
      87c (1) allows
      """),
    Refusal(
      .head("statement_period: four months"),
      """
      15:19: statement_period cannot be "four months"; write month or quarter, the longest \
      that HGB 87c (1) allows
      """),
    Refusal(
      .head("statement_period: quater"),
      """
      15:19: statement_period cannot be "quater"; write month or quarter, the longest that \
      HGB 87c (1) allows; did you mean "quarter"?
      """),
    Refusal(
      .head("negative_balance: forgive"),
      "15:19: negative_balance cannot be \"forgive\"; write carry, claim"),
    Refusal(
      .head("payout: {currency: EUR, rate_of: anchor}"),
      "15:20: payout has the currency EUR of the plan; leave it out"),
    Refusal(.head("payout: {currency: USD}"), "15:9: \"rate_of\" is missing"),
    Refusal(
      .head("payout: {currency: USD, rate_of: booking}"),
      "15:34: rate_of cannot be \"booking\"; write anchor, trigger"),
    Refusal(.head("payout: {rate_of: anchor}"), "15:9: \"currency\" is missing"),
    Refusal(.head("payout: USD"), "15:9: payout must be a mapping, not a single value"),
    Refusal(.head("products: []"), "15:11: products is empty; leave it out where there is none"),
    Refusal(.head("products: [{id: a}, {id: a}]"), "15:26: product a is listed twice"),
    Refusal(
      .head("products: [{id: A1}]"),
      "15:17: id: \"A1\" is no id; use lower case letters a-z, digits and hyphens"),
    Refusal(.head("products: [{category: pumps}]"), "15:12: \"id\" is missing"),
    Refusal(
      .head("products: [{id: a, variant_of: a}]"),
      "15:32: a cannot be a variant of itself"),
    Refusal(
      .head("products: [{id: a}, {id: b, variant_of: a}, {id: c, variant_of: b}]"),
      "15:65: b is itself a variant; did you mean \"a\"?"),
    Refusal(
      .head("products: [{id: a, commission: some}]"),
      "15:32: commission cannot be \"some\"; write none"),
    Refusal(
      .head("products: [{id: a, colour: red}]"),
      "15:20: unknown key \"colour\"; possible here: id, variant_of, category, commission"),
    Refusal(.head("draws: []"), "15:8: draws is empty; leave it out where there is none"),
    Refusal(
      .head("draws: [{kind: recoverable, from: 2026-01-01}]"),
      "15:9: \"amount\" is missing"),
    Refusal(.head("draws: [{amount: 2000, from: 2026-01-01}]"), "15:9: \"kind\" is missing"),
    Refusal(.head("draws: [{amount: 2000, kind: recoverable}]"), "15:9: \"from\" is missing"),
    Refusal(
      .head("draws: [{amount: 2000, kind: recovered, from: 2026-01-01}]"),
      """
      15:30: kind cannot be "recovered"; write recoverable, not_recoverable, \
      forgiven_at_year_end
      """),
    Refusal(
      .head("draws: [{amount: 0, kind: recoverable, from: 2026-01-01}]"),
      "15:18: amount: \"0\" must be above zero"),
    Refusal(
      .head("draws: [{amount: -1, kind: recoverable, from: 2026-01-01}]"),
      "15:18: amount: \"-1\" must be above zero"),
    Refusal(
      .head("draws: [{amount: 2000, kind: recoverable, from: 2026-02-01, to: 2026-01-01}]"),
      "15:65: to must lie after from 2026-02-01"),
    Refusal(
      .head("draws: [{amount: 2000, kind: recoverable, from: 2026-01-01, payees: []}]"),
      "15:69: payees is empty; leave it out to mean everybody"),
    Refusal(
      .head("draws: [{amount: 2000, kind: recoverable, from: 2026-01-01, payees: [a, a]}]"),
      "15:73: a is listed twice"),
    Refusal(
      .head(
        """
        payout: {currency: JPY, rate_of: anchor}
        draws: [{amount: 2000.50, kind: recoverable, from: 2026-01-01}]
        """
      ),
      """
      16:18: amount: amount "2000.50" is not a JPY amount; write an optional minus, digits \
      without grouping or leading zeros, no decimals, such as 123456
      """),
    Refusal(.head("limits: {}"), "15:9: limits is empty; possible here: month, quarter, year"),
    Refusal(
      .head("limits: {week: {cap: 1}}"),
      "15:10: unknown key \"week\"; possible here: month, quarter, year"),
    Refusal(.head("limits: {year: {}}"), "15:16: year is empty; possible here: cap, floor"),
    Refusal(
      .head("limits: {year: {cap: 10000, floor: 40000}}"),
      "15:36: floor 40000.00 lies above cap 10000.00; nothing can keep both"),
    Refusal(
      .head("limits: {year: {cap: 10 %}}"),
      """
      15:22: cap: amount "10 %" is not a EUR amount; write an optional minus, digits without \
      grouping or leading zeros, a dot and 2 decimals at most, such as 1234.56
      """),
    Refusal(
      .head("limits: {deal: {cap: 10000}}"),
      "15:10: unknown key \"deal\"; possible here: month, quarter, year"),
    Refusal(.head("bonuses: []"), "15:10: bonuses is empty; leave it out where there is none"),
  ]

  @Test(arguments: head)
  func `A head that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }
}
