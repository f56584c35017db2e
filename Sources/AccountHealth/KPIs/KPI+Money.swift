extension KPI {
  static let moneyDefinitions: [KPI: Definition] = [
    .revenue: Definition(
      1, "Umsatz", .minorUnits, .sum,
      "net of the invoices less net of the credit notes of the period",
      events: "invoice.issued, credit_note.issued",
      undefined: "no invoice and no credit note in the period"),
    .orderIntake: Definition(
      1, "Auftragseingang", .minorUnits, .sum,
      "net of the orders booked, with amendments, less what was cancelled",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order in the period"),
    .revenueGrowth: Definition(
      2, "Umsatzwachstum", .basisPoints, .change,
      """
      (revenue - revenue of the period before) / revenue of the period before; while the period \
      runs, against as many days of the one before
      """,
      events: "invoice.issued, credit_note.issued",
      undefined: "no revenue in the period before"),
    .orderIntakeGrowth: Definition(
      2, "Wachstum des Auftragseingangs", .basisPoints, .change,
      "as revenue-growth, with orders",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order in the period before"),
    .revenueAgainstPath: Definition(
      2, "Umsatz gegen Zielpfad", .basisPoints, .change,
      """
      revenue of the last 365 days against the path baseline x (target / baseline)^(days gone / \
      days of the goal); 25 % in three years are 7.72 % a year
      """,
      events: "invoice.issued, credit_note.issued, plan.version_published",
      undefined: "no account plan has a revenue goal with a baseline that runs on the last day"),
    .contributionMargin: Definition(
      3, "Deckungsbeitrag I", .minorUnits, .sum,
      "net less cost of the orders whose cost is known",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order with a known cost in the period"),
    .contributionMarginRate: Definition(
      3, "Deckungsbeitrag I in %", .basisPoints, .ratio,
      "contribution-margin / net of the same orders",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order with a known cost in the period"),
    .directMargin: Definition(
      3, "Deckungsbeitrag II", .minorUnits, .sum,
      """
      contribution-margin less the logistics, service, sales and KAM cost allocated to the \
      customer for periods inside the asked one
      """,
      events: "order.booked, order.amended, order.cancelled, cost.allocated",
      undefined: """
        no cost is allocated to the customer for periods inside the asked one, or no order has a \
        known cost
        """),
    .marginAboveGoal: Definition(
      3, "Marge gegen 30 %", .basisPoints, .ratio,
      """
      margin of the orders of the last 365 days less 30.00 %; below zero the goal is missed
      """,
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order with a known cost in the last 365 days"),
    .customerValue: Definition(
      4, "Customer Lifetime Value, bisher", .minorUnits, .sum,
      """
      (a) all contribution margin so far less the cost allocated to the customer; no event records \
      what it cost to win the customer
      """,
      events: "order.booked, order.amended, order.cancelled, cost.allocated",
      undefined: "no order with a known cost so far"),
    .customerValueExpected: Definition(
      4, "Customer Lifetime Value, einfach", .minorUnits, .quotient,
      """
      (b) contribution margin of the last 365 days per key account x 1 / (1 - retention-rate)
      """,
      events: """
        order.booked, order.amended, order.cancelled, contract.signed, contract.renewed, \
        contract.changed, contract.notice_received, contract.ended
        """,
      undefined: """
        no key account of the beginning was lost, so there is no lifetime; or none is known
        """),
    .customerValueDiscounted: Definition(
      4, "Customer Lifetime Value, abgezinst", .minorUnits, .sum,
      "(c) sum of DB x r^t / (1 + i)^t",
      events: "none",
      undefined: "no event records the interest rate i"),
    .revenueShare: Definition(
      22, "Anteil am Umsatz", .basisPoints, .ratio,
      "revenue / revenue of the whole ledger",
      events: "invoice.issued, credit_note.issued",
      undefined: "no revenue in the ledger in the period"),
    .orderIntakeShare: Definition(
      22, "Anteil am Auftragseingang", .basisPoints, .ratio,
      "order-intake / order intake of the whole ledger",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order in the ledger in the period"),
    .revenueTopThree: Definition(
      22, "Anteil der drei größten", .basisPoints, .topThree,
      "revenue of the three largest accounts / revenue of all with any",
      events: "invoice.issued, credit_note.issued",
      undefined: "no account with revenue, or a single account was asked about"),
    .revenueConcentration: Definition(
      22, "HHI des Umsatzes", .index, .concentration,
      "sum of the squared shares of the accounts; 10,000 is a single one",
      events: "invoice.issued, credit_note.issued",
      undefined: "no account with revenue, or a single account was asked about"),
    .orderIntakeTopThree: Definition(
      22, "Anteil der drei größten, Aufträge", .basisPoints, .topThree,
      "order intake of the three largest accounts / order intake of all with any",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no account with orders, or a single account was asked about"),
    .orderIntakeConcentration: Definition(
      22, "HHI des Auftragseingangs", .index, .concentration,
      "sum of the squared shares of the accounts; 10,000 is a single one",
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no account with orders, or a single account was asked about"),
    .shareOfWallet: Definition(
      23, "Share of Wallet", .basisPoints, .ratio,
      """
      revenue / estimated spend of the customer over all categories, the newest estimate of each \
      for exactly this period; no event says which category an invoice is for
      """,
      events: "invoice.issued, credit_note.issued, customer_spend.estimated",
      undefined: "nobody estimated the spend for exactly this period"),
    .targetAttainment: Definition(
      24, "Zielerreichung", .basisPoints, .ratio,
      """
      revenue, or what was found to be reached, / revenue targets of the period; of overlapping \
      targets the longer, of versions the newest
      """,
      events: "invoice.issued, credit_note.issued, target.set, target.attained",
      undefined: "no revenue target lies in the period, or nothing was invoiced"),
    .orderTargetAttainment: Definition(
      24, "Zielerreichung, Auftragseingang", .basisPoints, .ratio,
      """
      order-intake / order_intake targets of the period, or revenue targets where there are none
      """,
      events: "order.booked, order.amended, order.cancelled, target.set, target.attained",
      undefined: "no target lies in the period, or nothing was ordered"),
    .doubleCreditRate: Definition(
      25, "Doppelte Provisionierung", .basisPoints, .ratio,
      "events for which more than one gets commission / events for which anybody does",
      events: "all that a commission plan reads",
      undefined: "no commission for the period"),
    .doubleCreditPremium: Definition(
      25, "Mehrkosten der doppelten Provisionierung", .minorUnits, .sum,
      "commission less what the one who gets most of an event gets",
      events: "all that a commission plan reads",
      undefined: "no commission for the period"),
    .commissionCostRatio: Definition(
      25, "Provision am Deckungsbeitrag", .basisPoints, .ratio,
      "commission / contribution-margin",
      events: "order.booked, order.amended, order.cancelled, all that a commission plan reads",
      undefined: "no commission, or no positive contribution margin, in the period"),
  ]
}
