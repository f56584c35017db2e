import LedgerEvents
import Money

/// The one line that stands for an event in a timeline.
enum TimelineSummary {
  /// `titles` gives the title of an own type by its outside name.
  static func text(
    of data: Record.OneOf_Data, titles: (String) -> String? = { _ in nil }
  ) -> String {
    switch data {
    case .accountRegistered(let event):
      "Account registered: \(event.name), \(event.sector), \(event.country)"
    case .accountDetailsChanged(let event):
      change(
        Wording.words(event.field), event.hasOld ? event.old : nil, event.hasNew ? event.new : nil)
    case .accountLocationAdded(let event):
      "Site \(event.locationID) added: \(event.name), \(event.country)"
    case .accountMerged(let event): "Account \(event.absorbedID) merged into \(event.survivorID)"
    case .accountMergeReverted(let event):
      "Account \(event.absorbedID) taken out of \(event.survivorID) again"
    case .accountSelectionScored(let event):
      "Scored \(event.total) of 100 by criteria version \(event.criteriaVersion)"
    case .accountTierAssigned(let event):
      "Tier \(Wording.words(event.tier)) from \(Wording.day(event.validFrom))"
    case .assignmentStarted(let event):
      "\(event.employeeID) is \(Wording.words(event.role)) from \(Wording.day(event.validFrom))"
    case .assignmentEnded(let event):
      "Assignment \(event.assignmentID) ends before \(Wording.day(event.validTo))"
    case .handoverInitiated(let event):
      "Handover \(event.handoverID) (Übergabe) from \(event.fromEmployeeID) to \(event.toEmployeeID)"
    case .handoverItemCompleted(let event):
      "Handover \(event.handoverID): \(Wording.words(event.item)) done"
    case .handoverCustomerIntroduced(let event):
      "Handover \(event.handoverID): introduced to \(event.contactID), \(Wording.words(event.mode))"
    case .handoverCompleted(let event):
      "Handover \(event.handoverID) accepted by \(event.acceptedBy)"
    case .onboardingMilestoneReached(let event):
      "\(event.employeeID) reached \(Wording.words(event.milestone)) on day \(event.day)"
    case .employeeRegistered(let event):
      "Employee \(event.employeeID)" + (event.hasManagerID ? " reports to \(event.managerID)" : "")
    case .employeeManagerChanged(let event):
      "\(event.employeeID) reports to \(event.managerID) from \(Wording.day(event.validFrom))"
    case .employeeLeft(let event):
      "\(event.employeeID) left, not employed from \(Wording.day(event.validTo))"
    case .contactAdded(let event):
      "Contact \(event.contactID): \(Wording.words(event.function)), \(Wording.words(event.hierarchy))"
    case .contactRoleAssessed(let event):
      """
      Contact \(event.contactID) judged \(Wording.words(event.buyingRole)), influence \
      \(event.influence), \(Wording.words(event.stance))
      """
    case .contactLeft(let event): "Contact \(event.contactID) left on \(Wording.day(event.date))"
    case .contactDataErased(let event): "Personal data of contact \(event.contactID) erased"
    case .interactionRecorded(let event):
      meeting(
        Wording.words(event.kind), event.contactIds.count, event.topics,
        event.hasOutcome ? event.outcome : nil)
    case .visitRecorded(let event):
      meeting("visit", event.contactIds.count, event.topics, event.hasOutcome ? event.outcome : nil)
    case .reviewHeld(let event):
      "Review \(event.period) held, \(Wording.words(event.kind))"
        + (event.cLevelPresent ? ", board present" : "")
    case .actionAgreed(let event):
      "Action \(event.actionID) agreed, due \(Wording.day(event.due)): \(event.text)"
    case .actionCompleted(let event):
      "Action \(event.actionID) done" + note(event.hasResult ? event.result : nil)
    case .actionDropped(let event): "Action \(event.actionID) dropped: \(event.reason)"
    case .competitorObserved(let event):
      "Competitor \(event.competitor) in \(event.area), threat \(Wording.words(event.threat))"
    case .planVersionPublished(let event):
      """
      Account plan \(event.planID) version \(event.version) (Kundenplan) by \
      \(Wording.count(event.contributors.count, "contributor")), \
      \(Wording.count(event.goals.count, "goal"))
      """
    case .planGoalReviewed(let event): "Goal \(event.goalID) is \(Wording.words(event.status))"
    case .initiativeStarted(let event):
      "Initiative \(event.initiativeID) started, \(Wording.words(event.kind))"
        + note(event.hasTitle ? event.title : nil)
    case .initiativeClosed(let event):
      "Initiative \(event.initiativeID) closed" + note(event.hasOutcome ? event.outcome : nil)
    case .valuePropositionPresented(let event):
      "Value shown: \(Wording.money(event.customerBenefit)) benefit, \(event.basis)"
    case .opportunityIdentified(let event):
      "Opportunity \(event.opportunityID) found, \(Wording.words(event.kind))"
        + (event.hasValue ? ", \(Wording.money(event.value))" : "")
    case .opportunityStageChanged(let event):
      "Opportunity \(event.opportunityID) moved to \(event.toStage)"
    case .opportunityWon(let event):
      "Opportunity \(event.opportunityID) won: \(Wording.money(event.value)) net"
    case .opportunityLost(let event):
      "Opportunity \(event.opportunityID) lost: \(Wording.words(event.reason))"
    case .offerSubmitted(let event):
      """
      Offer \(event.offerID) version \(event.version): \(Wording.money(event.net)) net, list \
      \(Wording.money(event.list))
      """
    case .offerDecided(let event):
      "Offer \(event.offerID) \(Wording.words(event.result))"
        + note(event.hasReason ? event.reason : nil)
    case .discountApproved(let event):
      "Discount of \(Wording.percent(event.discountBp)) approved by \(event.approverID)"
    case .contractSigned(let event):
      """
      Contract \(event.contractID) signed: \(Wording.money(event.acv)) a year from \
      \(Wording.day(event.start))
      """
    case .contractRenewed(let event):
      "Contract \(event.contractID) renewed: \(Wording.money(event.acvAfter)) a year"
        + (event.hasNewEnd ? " up to \(Wording.day(event.newEnd))" : "")
    case .contractChanged(let event):
      """
      Contract \(event.contractID) changed, \(Wording.words(event.kind)): \
      \(Wording.money(event.acvAfter)) a year instead of \(Wording.money(event.acvBefore))
      """
    case .contractNoticeReceived(let event):
      """
      Notice for contract \(event.contractID) (Kündigung), ends before \
      \(Wording.day(event.effective))
      """
    case .contractEnded(let event):
      "Contract \(event.contractID) ended, \(Wording.words(event.reason))"
    case .orderBooked(let event): "Order \(event.orderID) booked: \(Wording.money(event.net)) net"
    case .orderAmended(let event):
      "Order \(event.orderID) amended: \(deltas(event.changes.map(\.netDelta)))"
    case .orderCancelled(let event):
      "Order \(event.orderID) cancelled (Storno)"
        + (event.changes.isEmpty ? " in full" : ": \(deltas(event.changes.map(\.netDelta)))")
    case .deliveryMade(let event):
      "Delivery \(event.deliveryID) of order \(event.orderID): \(Wording.money(event.net)) net"
    case .invoiceIssued(let event):
      "Invoice \(event.invoiceID) for order \(event.orderID): \(Wording.money(event.net)) net"
    case .paymentReceived(let event):
      "Payment of \(Wording.money(event.amount)) for invoice \(event.invoiceID)"
        + (event.hasDeduction ? ", \(Wording.money(event.deduction)) deducted (Skonto)" : "")
    case .paymentReversed(let event):
      """
      Payment of \(Wording.money(event.amount)) for invoice \(event.invoiceID) reversed \
      (Rücklastschrift)
      """ + note(event.hasReason ? event.reason : nil)
    case .creditNoteIssued(let event):
      """
      Credit note \(event.creditNoteID) (Gutschrift) for invoice \(event.invoiceID): \
      \(Wording.money(event.net)) net
      """
    case .receivableWrittenOff(let event):
      "Invoice \(event.invoiceID) written off: \(Wording.money(event.amount)) net"
    case .costAllocated(let event):
      "Cost \(event.period), \(Wording.words(event.kind)): \(Wording.money(event.amount))"
    case .customerSpendEstimated(let event):
      "Customer spends \(Wording.money(event.amount)) on \(event.category) in \(event.period)"
    case .targetSet(let event):
      "Target \(event.period) for \(event.scope), \(event.kpi): \(Wording.quantity(event.value))"
    case .targetAttained(let event):
      """
      Reached \(event.period) by \(event.scope), \(event.kpi): \(Wording.quantity(event.value)) \
      (Zielfeststellung)
      """
    case .forecastSubmitted(let event):
      """
      Forecast \(event.period) for \(event.scope), \(Wording.words(event.category)): \
      \(Wording.money(event.amount))
      """
    case .escalationRaised(let event):
      """
      Escalation \(event.escalationID) raised, severity \(event.severity), \
      \(Wording.words(event.category))
      """
    case .escalationAcknowledged(let event): "Escalation \(event.escalationID) acknowledged"
    case .escalationPaused(let event):
      "Escalation \(event.escalationID) waits for the \(Wording.words(event.waitingOn))"
    case .escalationResumed(let event): "Escalation \(event.escalationID) resumed"
    case .escalationResolved(let event):
      "Escalation \(event.escalationID) resolved"
        + note(event.hasResolution ? event.resolution : nil)
    case .escalationReopened(let event):
      "Escalation \(event.escalationID) reopened" + note(event.hasReason ? event.reason : nil)
    case .surveyAnswered(let event):
      """
      \(Wording.words(event.instrument)) survey \(event.surveyID) answered: \(event.score) on \
      \(event.scaleMin) to \(event.scaleMax)
      """
    case .sentimentRated(let event):
      "Own feeling \(event.rating) of 5" + note(event.hasReason ? event.reason : nil)
    case .payTermsAgreed(let event): "Pay terms of \(event.employeeID) agreed"
    case .commissionPlanVersionPublished(let event):
      "Commission plan \(event.planID) version \(event.version) published (Provisionsplan)"
    case .commissionSplitAgreed(let event):
      "Credit split agreed, \(Wording.words(event.mode)): \(shares(event.shares))"
    case .commissionSplitRevised(let event):
      "Credit split revised, \(Wording.words(event.mode)): \(shares(event.shares))"
    case .commissionDecided(let event):
      "Commission \(event.decisionID) decided, \(Wording.count(event.lines.count, "line"))"
    case .commissionClawedBack(let event):
      "Commission \(event.decisionID) taken back: \(Wording.words(event.ground))"
    case .commissionAdjusted(let event):
      """
      Commission of \(event.employeeID) adjusted by \(Wording.money(event.amount)): \
      \(event.reason)
      """
    case .commissionDisputed(let event):
      "Commission \(event.decisionID) disputed: \(event.reason)"
    case .commissionDisputeSettled(let event):
      "Dispute of \(event.decisionID) settled: \(Wording.words(event.result))"
    case .commissionStatementIssued(let event):
      """
      Statement \(event.period) of \(event.employeeID) issued (Abrechnung): \
      \(Wording.money(event.total))
      """
    case .commissionStatementPageAdded(let event):
      "Page \(event.page) of statement \(event.statementID)"
    case .commissionPaidOut(let event):
      "\(Wording.money(event.amount)) paid out to \(event.employeeID) (Auszahlung)"
    case .commissionStatementDisputed(let event):
      "Statement \(event.statementID) disputed"
        + (event.hasLineID ? ", line \(event.lineID)" : "") + note(event.reason)
    case .commissionStatementDisputeSettled(let event):
      "Dispute \(event.disputeID) settled: \(Wording.words(event.result))"
    case .healthModelVersionPublished(let event):
      "Health model \(event.modelID) version \(event.version) published"
    case .healthOverrideSet(let event):
      """
      Band set to \(Wording.words(event.band)) until \(Wording.day(event.expiresAt)): \
      \(event.reason)
      """
    case .healthOverrideCleared(let event):
      "Band no longer overridden" + note(event.hasReason ? event.reason : nil)
    case .eventCorrected(let event): "Event \(event.targetEventID) corrected: \(event.reason)"
    case .eventRetracted(let event): "Event \(event.targetEventID) retracted: \(event.reason)"
    case .importCompleted(let event):
      "Import \(event.batchID): \(event.accepted) of \(event.rows) rows accepted"
    case .periodClosed(let event): "Period \(event.period) closed for \(event.scope)"
    case .projectionRebuilt(let event):
      "Projection \(event.projection) rebuilt, \(event.changedRows) rows differ"
    case .projectionPromoted(let event):
      "Projection \(event.projection): generation \(event.generation) promoted"
    case .projectionRolledBack(let event):
      "Projection \(event.projection) rolled back to generation \(event.generation)"
    case .exportCreated(let event): "Export of \(event.scope) as \(event.format): \(event.purpose)"
    case .ledgerCreated(let event): "Ledger \(event.name) created, \(event.currency)"
    case .eventTypeRegistered(let event):
      "Own event type \(event.name) version \(event.version): \(event.title)"
    case .exchangeRateFixed(let event):
      """
      Rate of \(event.currency)\(event.hasBaseCurrency ? " for one \(event.baseCurrency)" : "") on \
      \(Wording.day(event.day)): \(rate(event.rateMillionths))
      """
    case .employeeFiguresPermitted(let event):
      """
      Figures about employees allowed from \(Wording.day(event.validFrom))\
      \(event.hasValidTo ? " to before \(Wording.day(event.validTo))" : "") by \
      \(event.worksAgreement)
      """
    case .personalDataErased(let event):
      """
      \(event.disclosures) values about person \(event.personID.prefix(8)) erased \
      (\(event.classes.map(\.word).joined(separator: ", "))), \(event.legalBasis), approved by \
      \(event.approverID)
      """
    case .personalDataHeld(let event):
      """
      Values about person \(event.personID.prefix(8)) held\
      \(event.hasValidTo ? " until \(Wording.day(event.validTo))" : ""): \(event.basis)
      """
    case .employeeFiguresRead(let event):
      "Figures about \(event.employeeID) read: \(event.figures.joined(separator: ", "))"
        + note(event.hasPurpose ? event.purpose : nil)
    case .signingKeyIntroduced(let event):
      "Checkpoints are signed by \(event.verifierKey)\(event.hasReplacedKey ? ", a new key" : "")"
    case .successionDeclared(let event):
      """
      Goes on from \(event.foundSize) events although \(event.notedSize) were noted: \(event.reason)
      """
    case .streamsCommitted(let event):
      """
      Heads of \(event.streams) streams committed at size \(event.size), for a \
      \(Wording.words(event.occasion))
      """
    case .customEvent(let event): "\(titles(event.type) ?? event.type): \(shortened(event.json))"
    }
  }

  static func note(_ text: String?) -> String {
    text.map { ": \($0)" } ?? ""
  }

  private static func change(_ field: String, _ old: String?, _ new: String?) -> String {
    "Account \(field) changed" + (old.map { " from \($0)" } ?? "")
      + (new.map { " to \($0)" } ?? ", removed")
  }

  private static func meeting(
    _ kind: String, _ contacts: Int, _ topics: [Topic], _ outcome: Outcome?
  ) -> String {
    var text = kind.prefix(1).uppercased() + kind.dropFirst()
    if contacts > 0 { text += " with \(Wording.count(contacts, "contact"))" }
    if !topics.isEmpty { text += ", topics \(Wording.list(topics))" }
    if let outcome { text += ", outcome \(Wording.words(outcome))" }
    return text
  }

  /// "1.1" of 1,100,000 millionths.
  private static func rate(_ millionths: UInt64) -> String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = "\(1_000_000 + rest)".dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  private static func shortened(_ json: String) -> String {
    json.count > 120 ? "\(json.prefix(119))…" : json
  }

  private static func deltas(_ deltas: [MoneyValue]) -> String {
    deltas.map { ($0.minor > 0 ? "+" : "") + Wording.money($0) }.joined(separator: ", ")
      + " net"
  }

  private static func shares(_ shares: [CreditShare]) -> String {
    shares.map { "\($0.employeeID) \(Wording.percent($0.shareBp))" }.joined(separator: ", ")
  }
}
