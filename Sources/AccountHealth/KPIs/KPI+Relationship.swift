extension KPI {
  static let relationshipDefinitions: [KPI: Definition] = [
    .initiativesOpen: Definition(
      9, "Offene Initiativen", .count, .sum,
      "initiatives started and not closed by the last day",
      events: "initiative.started, initiative.closed",
      undefined: "no initiative is known"),
    .initiativesClosed: Definition(
      9, "Abgeschlossene Initiativen", .count, .sum,
      "initiatives closed with an outcome in the period",
      events: "initiative.started, initiative.closed",
      undefined: "no initiative is known"),
    .nps: Definition(
      11, "NPS", .hundredths, .ratio,
      """
      share of 9 and 10 less share of 0 to 6; the newest answer of each contact in the period, on \
      the scale 0 to 10
      """,
      events: "survey.answered",
      undefined: "no answer on the scale 0 to 10 in the period"),
    .csat: Definition(
      12, "CSAT", .basisPoints, .ratio,
      "share of the two best of five answers; the newest of each contact in the period",
      events: "survey.answered",
      undefined: "no answer on a scale of five in the period"),
    .visits: Definition(
      16, "Besuche", .count, .sum,
      "visits in the period",
      events: "interaction.recorded, visit.recorded",
      undefined: "no interaction is recorded"),
    .visitChange: Definition(
      16, "Besuche gegen Vorquartale", .basisPoints, .change,
      "visits of the last 91 days / mean of the four quarters before - 1",
      events: "interaction.recorded, visit.recorded",
      undefined: "no visit in the four quarters before"),
    .winRateChange: Definition(
      16, "Erfolgsquote gegen Vorquartale", .basisPoints, .sum,
      "win rate of the last 91 days less that of the four quarters before",
      events: """
        opportunity.identified, opportunity.stage_changed, opportunity.won, opportunity.lost
        """,
      undefined: """
        no opportunity was closed in one of the two spans, or more than one account was asked about
        """),
    .effortUpYieldDown: Definition(
      16, "Mehr Aufwand, weniger Ertrag", .count, .sum,
      """
      accounts on which visits are up by 15 % while the win rate is down by 5 points with 10 \
      closed opportunities, or revenue does not grow (proposal)
      """,
      events: """
        interaction.recorded, opportunity.identified, opportunity.stage_changed, opportunity.won, \
        opportunity.lost, invoice.issued, credit_note.issued
        """,
      undefined: "no interaction is recorded"),
    .purchasingOnlyShare: Definition(
      17, "Anteil nur Einkauf", .basisPoints, .ratio,
      """
      interactions met by purchasing alone / those with a known function, in the last 180 days
      """,
      events: "interaction.recorded, contact.added",
      undefined: "no interaction with a known function in the last 180 days"),
    .purchasingOnlyAccounts: Definition(
      17, "Hauptsächlich Einkauf", .count, .sum,
      "accounts with a share of 70 % or more and at least 5 such interactions (proposal)",
      events: "interaction.recorded, contact.added",
      undefined: "no interaction is recorded"),
    .buyingCentreCoverage: Definition(
      18, "Abdeckung des Buying Centers", .basisPoints, .quotient,
      """
      roles decider, user, influencer and buyer with an interaction in the last 180 days / 4; of \
      several accounts the mean
      """,
      events: "interaction.recorded, contact.role_assessed",
      undefined: "no contact has an assessed buying role"),
    .daysSinceTopLevel: Definition(
      18, "Tage seit C-Level-Kontakt", .days, .median,
      "days since the last interaction or review with the top level",
      events: "interaction.recorded, review.held, contact.added",
      undefined: "no interaction names a contact whose level is known"),
    .newContacts: Definition(
      19, "Neue Ansprechpartner", .basisPoints, .ratio,
      "contacts first met in the period / contacts met in it",
      events: "interaction.recorded",
      undefined: "no contact was met in the period"),
    .planFunctions: Definition(
      20, "Funktionen am Account-Plan", .count, .median,
      "distinct functions among the contributors of the current plan; 1 is a warning",
      events: "plan.version_published",
      undefined: "no account plan is published"),
    .planAge: Definition(
      20, "Alter des Account-Plans", .days, .median,
      "days since the current plan was published",
      events: "plan.version_published",
      undefined: "no account plan is published"),
    .plansAlone: Definition(
      20, "Pläne allein ausgefüllt", .count, .sum,
      "current plans with one function",
      events: "plan.version_published",
      undefined: "no account plan is published"),
    .discountTalk: Definition(
      21, "Rabatt-Gespräche", .basisPoints, .ratio,
      "interactions about a discount / interactions in the period",
      events: "interaction.recorded",
      undefined: "no interaction in the period"),
    .discountDepth: Definition(
      21, "Rabatttiefe", .basisPoints, .ratio,
      "1 - net / list over the offers of the period",
      events: "offer.submitted",
      undefined: "no offer with a list price in the period"),
    .reviewsHeld: Definition(
      27, "Gehaltene Reviews", .count, .sum,
      "reviews in the period",
      events: "review.held",
      undefined: "no review is recorded"),
    .reviewRate: Definition(
      27, "Quartalsreviews", .basisPoints, .ratio,
      """
      reviews due in the period that were held by its last day / reviews due; due by the next_due \
      of the review before
      """,
      events: "review.held",
      undefined: "no review was due in the period"),
    .reviewsOverdue: Definition(
      27, "Überfällige Reviews", .count, .sum,
      "reviews due by the last day and not held",
      events: "review.held",
      undefined: "no review names when the next is due"),
  ]
}
