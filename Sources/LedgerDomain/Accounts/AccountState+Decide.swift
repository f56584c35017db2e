import LedgerEvents

extension AccountState {
  /// Whether a fact about the account may be recorded; throws why not.
  package func decide(
    _ fact: Fact, _ terms: LedgerTerms, _ surroundings: Surroundings
  ) throws(Rejection) {
    if case .accountRegistered(let data) = fact.data {
      return try registration.decide(data, of: fact, terms)
    }
    try registration.require(fact, continues: fact.data.home.continues)
    try contacts.decide(fact.personal, of: fact)
    switch fact.data {
    case .accountRegistered: return
    case .accountDetailsChanged(let data): try registration.decide(data, of: fact)
    case .accountLocationAdded(let data): try registration.decide(data)
    case .accountMerged(let data): try registration.decide(data, of: fact, surroundings)
    case .accountMergeReverted(let data): try registration.decide(data, of: fact)
    case .accountSelectionScored(let data): try Selection.decide(data)
    case .accountTierAssigned(let data): try Selection.decide(data)
    case .assignmentStarted(let data): try ownership.decide(data)
    case .assignmentEnded(let data): try ownership.decide(data)
    case .handoverInitiated(let data): try handovers.decide(data)
    case .handoverItemCompleted(let data): try handovers.decide(data, of: fact)
    case .handoverCustomerIntroduced(let data): try handovers.decide(data, of: fact, contacts)
    case .handoverCompleted(let data): try handovers.decide(data, of: fact)
    case .contactAdded(let data): try contacts.decide(data, registration)
    case .contactRoleAssessed(let data): try contacts.decide(data, of: fact)
    case .contactLeft(let data): try contacts.decide(data)
    case .contactDataErased(let data): try contacts.decide(data)
    case .interactionRecorded(let data):
      try interactions.decide(data, of: fact, contacts, registration)
    case .visitRecorded(let data): try interactions.decide(data, of: fact, contacts, registration)
    case .reviewHeld(let data): try interactions.decide(data, of: fact, contacts)
    case .actionAgreed(let data): try actions.decide(data, of: fact, contacts)
    case .actionCompleted(let data): try actions.decide(data)
    case .actionDropped(let data): try actions.decide(data)
    case .competitorObserved(let data): try Observations.decide(data)
    case .planVersionPublished(let data): try plans.decide(data, terms)
    case .planGoalReviewed(let data): try plans.decide(data, terms)
    case .initiativeStarted(let data): try plans.decide(data, terms)
    case .initiativeClosed(let data): try plans.decide(data, terms)
    case .valuePropositionPresented(let data):
      try plans.decide(data, of: fact, contacts, terms)
    case .opportunityIdentified(let data): try opportunities.decide(data, terms)
    case .opportunityStageChanged(let data): try opportunities.decide(data, of: fact, terms)
    case .opportunityWon(let data): try opportunities.decide(data, of: fact, terms)
    case .opportunityLost(let data): try opportunities.decide(data, of: fact)
    case .offerSubmitted(let data): try offers.decide(data, of: fact, opportunities, terms)
    case .offerDecided(let data): try offers.decide(data)
    case .discountApproved(let data): try offers.decide(data, contracts)
    case .contractSigned(let data): try contracts.decide(data, terms)
    case .contractRenewed(let data): try contracts.decide(data, of: fact, terms)
    case .contractChanged(let data): try contracts.decide(data, of: fact, terms)
    case .contractNoticeReceived(let data): try contracts.decide(data, of: fact)
    case .contractEnded(let data): try contracts.decide(data, of: fact, terms)
    case .orderBooked(let data): try orders.decide(data, contracts, registration, terms)
    case .orderAmended(let data): try orders.decide(data, of: fact, terms)
    case .orderCancelled(let data): try orders.decide(data, terms)
    case .deliveryMade(let data): try deliveries.decide(data, of: fact, orders, terms)
    case .invoiceIssued(let data): try invoices.decide(data, of: fact, orders, terms)
    case .paymentReceived(let data): try invoices.decide(data, of: fact, terms)
    case .paymentReversed(let data): try invoices.decide(data, terms)
    case .creditNoteIssued(let data): try invoices.decide(data, terms)
    case .receivableWrittenOff(let data): try invoices.decide(data, terms)
    case .costAllocated(let data): try Costs.decide(data, terms)
    case .customerSpendEstimated(let data): try Costs.decide(data, terms)
    case .targetSet(let data): try targets.decide(data, of: fact, terms)
    case .targetAttained(let data): try targets.decide(data, of: fact, terms)
    case .forecastSubmitted(let data): try targets.decide(data, of: fact, terms)
    case .escalationRaised(let data): try escalations.decide(data, of: fact, contacts)
    case .escalationAcknowledged(let data): try escalations.decide(data, of: fact)
    case .escalationPaused(let data): try escalations.decide(data, of: fact)
    case .escalationResumed(let data): try escalations.decide(data, of: fact)
    case .escalationResolved(let data): try escalations.decide(data, of: fact)
    case .escalationReopened(let data): try escalations.decide(data, of: fact)
    case .surveyAnswered(let data): try Observations.decide(data, of: fact, contacts)
    case .sentimentRated(let data): try Observations.decide(data)
    case .commissionSplitAgreed(let data): try splits.decide(data, of: fact, deals)
    case .commissionSplitRevised(let data): try splits.decide(data, of: fact, deals)
    case .commissionDecided(let data): try decisions.decide(data, terms)
    case .commissionClawedBack(let data): try decisions.decide(data, terms)
    case .commissionDisputed(let data):
      try decisions.requireKnown(data.decisionID)
      try disputes.decide(data)
    case .commissionDisputeSettled(let data): try disputes.decide(data)
    case .healthOverrideSet(let data): try healthOverride.decide(data, of: fact)
    case .healthOverrideCleared(let data): try healthOverride.decide(data)
    case .customEvent(let data): try terms.decide(data)
    case .eventCorrected, .eventRetracted: try Corrections.decide(fact)
    // They live in other streams.
    case .onboardingMilestoneReached, .employeeRegistered, .employeeManagerChanged, .employeeLeft,
      .payTermsAgreed, .commissionPlanVersionPublished, .commissionAdjusted,
      .commissionStatementPageAdded, .commissionStatementIssued, .commissionPaidOut,
      .commissionStatementDisputed, .commissionStatementDisputeSettled,
      .healthModelVersionPublished, .importCompleted, .periodClosed, .projectionRebuilt,
      .projectionPromoted, .projectionRolledBack, .exportCreated, .ledgerCreated,
      .eventTypeRegistered, .exchangeRateFixed, .employeeFiguresPermitted, .employeeFiguresRead,
      .signingKeyIntroduced, .successionDeclared, .personalDataErased, .personalDataHeld,
      .streamsCommitted:
      throw .wrongSubject(fact)
    }
  }
}
