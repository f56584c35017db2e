extension KPI {
  static let pipelineDefinitions: [KPI: Definition] = [
    .wonValue: Definition(
      15, "Gewonnener Wert", .minorUnits, .sum,
      "net value of the opportunities won in the period",
      events: "opportunity.won",
      undefined: "no opportunity was won in the period"),
    .winRate: Definition(
      15, "Erfolgsquote", .basisPoints, .ratio,
      "won / (won + lost) by close date; open ones are left out, so stale ones flatter it",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity was closed in the period"),
    .winRateByValue: Definition(
      15, "Erfolgsquote nach Wert", .basisPoints, .ratio,
      "value won / (value won + value last expected of the lost)",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity with a value was closed in the period"),
    .openOpportunities: Definition(
      15, "Offene Chancen", .count, .sum,
      "opportunities not closed by the last day",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity is known"),
    .openOpportunityAge: Definition(
      30, "Alter der offenen Chancen", .days, .median,
      "days since identified of the opportunities not closed by the last day",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity with a known beginning is open"),
    .salesCycle: Definition(
      30, "Verkaufszyklus", .days, .median,
      "closed - identified in days, of the opportunities closed in the period",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity with a known beginning was closed in the period"),
    .salesCycleP90: Definition(
      30, "Verkaufszyklus, 90 %", .days, .p90,
      "the days that nine in ten closed opportunities did not exceed",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity with a known beginning was closed in the period"),
    .salesCycleNew: Definition(
      30, "Verkaufszyklus, Neugeschäft", .days, .median,
      "sales-cycle of the kind new",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity of the kind new was closed in the period"),
    .salesCycleCrossSell: Definition(
      30, "Verkaufszyklus, Cross-Selling", .days, .median,
      "sales-cycle of the kind cross_sell",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity of the kind cross_sell was closed in the period"),
    .salesCycleUpSell: Definition(
      30, "Verkaufszyklus, Up-Selling", .days, .median,
      "sales-cycle of the kind up_sell",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity of the kind up_sell was closed in the period"),
    .salesCycleRenewal: Definition(
      30, "Verkaufszyklus, Verlängerung", .days, .median,
      "sales-cycle of the kind renewal",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity of the kind renewal was closed in the period"),
    .salesCycleWinBack: Definition(
      30, "Verkaufszyklus, Rückgewinnung", .days, .median,
      "sales-cycle of the kind win_back",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity of the kind win_back was closed in the period"),
    .crossSellShare: Definition(
      8, "Anteil Cross-/Up-Selling", .basisPoints, .ratio,
      "value won of the kinds cross_sell and up_sell / value won",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity with a value was won in the period"),
    .newProductShare: Definition(
      8, "Anteil neuer Produkte", .basisPoints, .ratio,
      """
      order intake of products that an earlier customer first ordered in the period / its order \
      intake
      """,
      events: "order.booked, order.amended, order.cancelled",
      undefined: "no order in the period of a customer who had ordered before"),
    .pipelineCoverage: Definition(
      14, "Pipeline-Deckung", .basisPoints, .ratio,
      "open value expected to close in the period / (revenue target - value won so far)",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost, \
        target.set
        """,
      undefined: "no revenue target lies in the period, it is reached, or no opportunity is known"),
    .pipelineCoverageWeighted: Definition(
      14, "Pipeline-Deckung, gewichtet", .basisPoints, .ratio,
      """
      as pipeline-coverage, each value times its probability; one without a probability counts \
      nothing
      """,
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost, \
        target.set
        """,
      undefined: "no revenue target lies in the period, it is reached, or no opportunity is known"),
    .stalePipeline: Definition(
      14, "Anteil veralteter Pipeline", .basisPoints, .ratio,
      "open value without an event for more than 60 days (proposal) / open value",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no open opportunity has a value"),
    .slipRate: Definition(
      14, "Verschobene Abschlüsse", .basisPoints, .ratio,
      """
      opportunities whose expected close moved out of the period to a later day / those that were \
      ever expected in it
      """,
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: "no opportunity was expected to close in the period"),
    .forecastAccuracy: Definition(
      13, "Forecast-Genauigkeit", .basisPoints, .ratio,
      """
      1 - sum |actual - forecast| / sum actual; the forecast as the ledger knew it by the end of \
      the first day of the quarter (of the month, where the period holds no quarter)
      """,
      events: "invoice.issued, credit_note.issued, forecast.submitted",
      undefined: """
        no forecast was known at the beginning of a period that is over, or nothing was invoiced
        """),
    .forecastAccuracyByDay: Definition(
      13, "Forecast-Genauigkeit nach Abgabetag", .basisPoints, .ratio,
      """
      as forecast-accuracy, by the day a forecast was handed in, whenever it was recorded
      """,
      events: "invoice.issued, credit_note.issued, forecast.submitted",
      undefined: """
        no forecast was handed in by the beginning of a period that is over, or nothing was invoiced
        """),
    .forecastBias: Definition(
      13, "Forecast-Verzerrung", .basisPoints, .ratio,
      "sum (forecast - actual) / sum actual, as forecast-accuracy",
      events: "invoice.issued, credit_note.issued, forecast.submitted",
      undefined: """
        no forecast was known at the beginning of a period that is over, or nothing was invoiced
        """),
  ]
}
