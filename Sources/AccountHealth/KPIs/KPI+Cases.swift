extension KPI {
  static let caseDefinitions: [KPI: Definition] = [
    .retentionRate: Definition(
      5, "Retention-Rate", .basisPoints, .ratio,
      """
      key accounts (tier at the beginning) with a running contract at the beginning that have one \
      at the end / those of the beginning
      """,
      events: """
        contract.signed, contract.renewed, contract.changed, contract.notice_received, \
        contract.ended, account.tier_assigned
        """,
      undefined: "no key account had a running contract at the beginning"),
    .churnRate: Definition(
      5, "Churn-Rate", .basisPoints, .ratio,
      "1 - retention-rate",
      events: """
        contract.signed, contract.renewed, contract.changed, contract.notice_received, \
        contract.ended, account.tier_assigned
        """,
      undefined: "no key account had a running contract at the beginning"),
    .grossRetention: Definition(
      6, "Gross Revenue Retention", .basisPoints, .ratio,
      """
      (start - contraction - churn) / start: annual value of the accounts with a contract at the \
      beginning, each at most as it was
      """,
      events: """
        contract.signed, contract.renewed, contract.changed, contract.notice_received, \
        contract.ended
        """,
      undefined: "no contract ran at the beginning"),
    .netRetention: Definition(
      6, "Net Revenue Retention", .basisPoints, .ratio,
      "(start + expansion - contraction - churn) / start, of the same accounts",
      events: """
        contract.signed, contract.renewed, contract.changed, contract.notice_received, \
        contract.ended
        """,
      undefined: "no contract ran at the beginning"),
    .renewalRate: Definition(
      7, "Vertragsverlängerungsrate", .basisPoints, .ratio,
      """
      terms renewed / terms whose last day lies in the period; early renewals count where the old \
      term ends, replaced contracts are left out
      """,
      events: """
        contract.signed, contract.renewed, contract.changed, contract.notice_received, \
        contract.ended
        """,
      undefined: "no term ended in the period"),
    .renewalRateByValue: Definition(
      7, "Vertragsverlängerungsrate nach Wert", .basisPoints, .ratio,
      "sum of min(annual value after, before) / annual value of the terms that ended",
      events: """
        contract.signed, contract.renewed, contract.changed, contract.notice_received, \
        contract.ended
        """,
      undefined: "no term ended in the period"),
    .resolutionMedian: Definition(
      10, "Lösungszeit, Median", .days, .median,
      """
      resolved - raised - paused in days, of the escalations resolved in the period; reopened, the \
      clock goes on
      """,
      events: """
        escalation.raised, escalation.paused, escalation.resumed, escalation.resolved, \
        escalation.reopened
        """,
      undefined: "no escalation was resolved in the period"),
    .resolutionP90: Definition(
      10, "Lösungszeit, 90 %", .days, .p90,
      "the days that nine in ten resolved escalations did not exceed",
      events: """
        escalation.raised, escalation.paused, escalation.resumed, escalation.resolved, \
        escalation.reopened
        """,
      undefined: "no escalation was resolved in the period"),
    .openEscalations: Definition(
      10, "Offene Eskalationen", .count, .sum,
      "escalations not resolved by the last day",
      events: """
        escalation.raised, escalation.paused, escalation.resumed, escalation.resolved, \
        escalation.reopened
        """,
      undefined: "no escalation was ever raised"),
    .openEscalationAge: Definition(
      10, "Alter der offenen Eskalationen", .days, .median,
      "days worked on the escalations not resolved by the last day, without pauses",
      events: """
        escalation.raised, escalation.paused, escalation.resumed, escalation.resolved, \
        escalation.reopened
        """,
      undefined: "no escalation is open"),
    .openEscalationOldest: Definition(
      10, "Älteste offene Eskalation", .days, .largest,
      "the longest of these",
      events: """
        escalation.raised, escalation.paused, escalation.resumed, escalation.resolved, \
        escalation.reopened
        """,
      undefined: "no escalation is open"),
    .reactionTime: Definition(
      28, "Reaktionszeit", .hours, .median,
      "acknowledged - raised in full hours, of the escalations acknowledged in the period",
      events: "escalation.raised, escalation.acknowledged",
      undefined: "no escalation was acknowledged in the period"),
    .reactionWithin48Hours: Definition(
      28, "Reaktion in 48 Stunden", .basisPoints, .ratio,
      """
      severity-1 escalations acknowledged within 48 hours / severity-1 escalations acknowledged in \
      the period
      """,
      events: "escalation.raised, escalation.acknowledged",
      undefined: "no severity-1 escalation was acknowledged in the period"),
    .unacknowledged: Definition(
      28, "Ohne Reaktion", .count, .sum,
      "escalations not acknowledged and not resolved by the last day",
      events: "escalation.raised, escalation.acknowledged, escalation.resolved",
      undefined: "no escalation was ever raised"),
    .handoverLeadTime: Definition(
      26, "Dauer der Übergabe", .days, .median,
      "completed - initiated in days, of the handovers completed in the period",
      events: "handover.initiated, handover.completed",
      undefined: "no handover was completed in the period"),
    .handoverChecklist: Definition(
      26, "Checkliste der Übergabe", .basisPoints, .ratio,
      "items done / 7 items, of the handovers completed in the period",
      events: "handover.item_completed, handover.completed",
      undefined: "no handover was completed in the period"),
    .handoverFirstContact: Definition(
      26, "Erster Kontakt des Neuen", .days, .median,
      """
      days from completion to the first interaction of the new owner, of the handovers completed \
      in the period
      """,
      events: "handover.completed, interaction.recorded",
      undefined: "no new owner of a handover completed in the period has met the customer since"),
    .handoversOpen: Definition(
      26, "Offene Übergaben", .count, .sum,
      "handovers initiated and not completed by the last day",
      events: "handover.initiated, handover.completed",
      undefined: "no handover is known"),
    .onboardingOnTime: Definition(
      26, "90-Tage-Plan", .basisPoints, .ratio,
      """
      milestones reached on time / reached in the period: systems day 7, training and customer \
      handover 28, accompanied visit 60, full ownership 90
      """,
      events: "onboarding.milestone_reached",
      undefined: """
        onboarding is asked of the whole ledger; no milestone, or of fewer than five people, in the \
        period
        """),
    .portfolioAccounts: Definition(
      29, "Kunden im Portfolio", .count, .sum,
      "accounts of the key account manager on the last day",
      events: "assignment.started, assignment.ended",
      undefined: "asked of a portfolio only"),
    .accountsPerManager: Definition(
      29, "Kunden je Key Account Manager", .count, .median,
      "accounts per key account manager on the last day, over at least five of them",
      events: "assignment.started, assignment.ended",
      undefined: "asked of the whole ledger only, with at least five key account managers"),
  ]
}
