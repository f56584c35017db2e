import Testing

@Suite struct `Refused release, reversal and bonuses` {
  private static let release: [Refusal] = [
    Refusal(
      .clause("earned: payed"),
      "15:13: earned cannot be \"payed\"; write anchor, delivered, invoiced, paid"),
    Refusal(.clause("earned: {}"), "15:13: earned is empty; possible here: on, after_days"),
    Refusal(
      .clause("earned: {on: 2026-02-30}"),
      "15:18: on: the calendar has no day 30 in month 2 of the year 2026"),
    Refusal(
      .clause("earned: {after_days: 0}"),
      "15:26: after_days: \"0\" is no whole number from 1 to 9999"),
    Refusal(
      .clause("earned: {after: 3}"),
      "15:14: unknown key \"after\"; possible here: on, after_days"),
    Refusal(
      .clause("payable: {on: 2026-02-01, after_days: 3}"),
      "15:43: payable is either on a day or after days, not both"),
    Refusal(.contract("earned: delivered"), "15:13: only an order is delivered, not a contract"),
    Refusal(.contract("payable: delivered"), "15:14: only an order is delivered, not a contract"),
    Refusal(.clause("holdback: {share: 10 %}"), "15:15: \"until\" is missing"),
    Refusal(.clause("holdback: {until: paid}"), "15:15: \"share\" is missing"),
    Refusal(
      .clause("holdback: {share: 0 %, until: paid}"),
      "15:23: share: \"0 %\" must be above zero"),
    Refusal(
      .clause("holdback: {share: 110 %, until: paid}"),
      "15:23: share: 110 % is more than 100 %; write 5 % or 0.05"),
    Refusal(
      .clause("payable: paid\nholdback: {share: 10 %, until: paid}"),
      "16:36: everything is paid at that moment anyway; nothing is held back"),
    Refusal(
      .clause("holdback: {share: 10 %, until: anchor}"),
      "15:36: everything is paid at that moment anyway; nothing is held back"),
    Refusal(.clause("instalments: {parts: [1, 1, 1]}"), "15:18: \"every\" is missing"),
    Refusal(.clause("instalments: {every: month}"), "15:18: \"parts\" is missing"),
    Refusal(
      .clause("instalments: {parts: [], every: month}"),
      "15:26: parts is empty; nothing would be paid"),
    Refusal(
      .clause("instalments: {parts: [1], every: month}"),
      "15:26: one part is no instalment; write payable"),
    Refusal(
      .clause("instalments: {parts: [1, 0], every: month}"),
      "15:30: parts: \"0\" is no whole number from 1 to 9999"),
    Refusal(
      .clause("instalments: {parts: [50 %, 1], every: month}"),
      "15:26: the parts add up to 150 %, not 100 %; thirds are written [1, 1, 1]"),
    Refusal(
      .clause("instalments: {parts: [33.33 %, 33.33 %, 33.33 %], every: month}"),
      "15:26: the parts add up to 99.99 %, not 100 %; thirds are written [1, 1, 1]"),
    Refusal(
      .clause("instalments: {parts: [1, 1], every: week}"),
      "15:41: every cannot be \"week\"; write month, quarter, year"),
    Refusal(
      .clause("payable: paid\ninstalments: {parts: [1, 1], every: month}"),
      "15:14: payable cannot stand beside instalments, which say when each part is paid"),
    Refusal(
      .clause("holdback: {share: 10 %, until: paid}\ninstalments: {parts: [1, 1], every: month}"),
      "15:15: holdback cannot stand beside instalments, which say when each part is paid"),
  ]

  @Test(arguments: release)
  func `A release that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }

  private static let reversal: [Refusal] = [
    Refusal(
      .clause("reversal: {}"),
      "15:15: reversal is empty; possible here: method, months, attainment, supplier_cause"),
    Refusal(
      .clause("reversal: original_rate"),
      "15:15: reversal must be a mapping, not a single value"),
    Refusal(
      .clause("reversal: {method: original}"),
      """
      15:24: method cannot be "original"; write original_rate, amount_paid, pro_rata_time, \
      share_not_paid
      """),
    Refusal(
      .clause("reversal: {method: pro_rata_time}"),
      "15:24: method: pro_rata_time needs months"),
    Refusal(
      .clause("reversal: {months: 12}"),
      "15:24: months has a meaning only with method: pro_rata_time"),
    Refusal(
      .clause("reversal: {method: amount_paid, months: 12}"),
      "15:45: months has a meaning only with method: pro_rata_time"),
    Refusal(
      .clause("reversal: {method: pro_rata_time, months: 0}"),
      "15:47: months: \"0\" is no whole number from 1 to 9999"),
    Refusal(
      .clause("reversal: {attainment: lower}"),
      "15:28: attainment cannot be \"lower\"; write keep, reduce"),
    Refusal(
      .clause("reversal: {supplier_cause: kept}"),
      "15:32: supplier_cause cannot be \"kept\"; write keep, take_back"),
  ]

  @Test(arguments: reversal)
  func `A reversal that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }

  private static let bonus: [Refusal] = [
    Refusal(
      .head("bonuses: [{id: b}]"),
      """
      15:11: "period" is missing
      15:11: "target" is missing
      15:11: "prorate" is missing
      15:11: "goals" is missing
      """),
    Refusal(
      .bonus(replacing: "period: year", by: "period: week"),
      "17:13: period cannot be \"week\"; write month, quarter, year"),
    Refusal(
      .bonus(replacing: "target: pay_terms", by: "target: payterms"),
      """
      18:13: target cannot be "payterms"; write an amount or pay_terms; did you mean \
      "pay_terms"?
      """),
    Refusal(
      .bonus(replacing: "target: pay_terms", by: "target: 0"),
      "18:13: target: \"0\" must be above zero"),
    Refusal(
      .bonus(replacing: "target: pay_terms", by: "target: half"),
      """
      18:13: target: amount "half" is not a EUR amount; write an optional minus, digits \
      without grouping or leading zeros, a dot and 2 decimals at most, such as 1234.56
      """),
    Refusal(
      .bonus(replacing: "prorate: month", by: "prorate: week"),
      "19:14: prorate cannot be \"week\"; write none, month, day"),
    Refusal(
      .bonus(replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]", by: "goals: []"),
      "20:12: goals is empty; nothing would be measured"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{of: payee, weight: 100 %}]"),
      "20:13: \"kpi\" is missing"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{kpi: k, weight: 100 %}]"),
      "20:13: \"of\" is missing"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{kpi: k, of: team, weight: 100 %}]"),
      "20:26: of cannot be \"team\"; write payee, ledger"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]", by: "goals: [{kpi: k, of: payee}]"
      ),
      "20:13: \"weight\" is missing"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{kpi: k, of: payee, weight: 70 %}, {kpi: l, of: ledger, weight: 20 %}]"),
      "20:12: the weights add up to 90 %, not 100 %; correct them (thirds are written 1/3)"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{kpi: k, of: payee, weight: 70 %}, {kpi: k, of: payee, weight: 30 %}]"),
      "20:48: goal k is listed twice; add its weights up"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{kpi: k, of: payee, weight: 100 %, cap: 2}]"),
      "20:53: cap: \"2\" has no percent sign; write a percentage such as 80 %"),
    Refusal(
      .bonus(
        replacing: "goals: [{kpi: k, of: payee, weight: 100 %}]",
        by: "goals: [{kpi: k, of: payee, weight: 100 %, cap: 80 %, floor: 90 %}]"),
      "20:66: floor 90 % lies above cap 80 %"),
    Refusal(
      .bonus(more: "attainment_cap: 200"),
      "21:21: attainment_cap: \"200\" has no percent sign; write a percentage such as 80 %"),
    Refusal(
      .bonus(more: "every_goal_at_least: 0 %"),
      "21:26: every_goal_at_least: \"0 %\" must be above zero"),
    Refusal(.bonus(more: "curve: []"), "21:12: curve is empty; leave it out where there is none"),
    Refusal(.bonus(more: "curve: [{from: 80 %}]"), "21:13: \"pays\" is missing"),
    Refusal(
      .bonus(more: "curve: [{from: 80 %, pays: 50 %}, {from: 80 %, pays: 60 %}]"),
      "21:46: from 80 % must lie above 80 %"),
    Refusal(
      .bonus(more: "curve: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 40 %}]"),
      "21:58: pays falls from 50 % to 40 %"),
    Refusal(.bonus(more: "payees: []"), "21:13: payees is empty; leave it out to mean everybody"),
    Refusal(.bonus(more: "payee: anna"), "21:5: unknown key \"payee\"; did you mean \"payees\"?"),
    Refusal(
      .bonus(replacing: "id: b", by: "id: c"),
      "16:9: bonus id \"c\" is already used in line 9"),
  ]

  @Test(arguments: bonus)
  func `A bonus that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }
}
