import LedgerEvents

extension AccountState {
  /// Folds a recorded fact.
  ///
  /// It is history, so it is never refused: what makes no sense to the rules of today leaves the
  /// state as it is.
  package mutating func evolve(_ fact: Fact) {
    let day = fact.day
    switch fact.data {
    case .accountRegistered(let data): registration.evolve(data)
    case .accountLocationAdded(let data): registration.evolve(data)
    case .accountMerged(let data): registration.evolve(data)
    case .accountMergeReverted(let data): registration.evolve(data)
    case .assignmentStarted(let data): ownership.evolve(data)
    case .assignmentEnded(let data): ownership.evolve(data)
    case .handoverInitiated(let data): handovers.evolve(data, on: day)
    case .handoverItemCompleted(let data): handovers.evolve(data)
    case .handoverCompleted(let data): handovers.evolve(data, on: day)
    case .contactAdded(let data): contacts.evolve(data, fact.personal)
    case .contactLeft(let data): contacts.evolve(data)
    case .contactDataErased(let data): contacts.evolve(data)
    case .interactionRecorded(let data): interactions.evolve(data)
    case .reviewHeld(let data): interactions.evolve(data)
    case .actionAgreed(let data): actions.evolve(data)
    case .actionCompleted(let data): actions.evolve(data)
    case .actionDropped(let data): actions.evolve(data)
    case .planVersionPublished(let data): plans.evolve(data)
    case .initiativeStarted(let data): plans.evolve(data)
    case .initiativeClosed(let data): plans.evolve(data)
    case .opportunityIdentified(let data): opportunities.evolve(data, on: day)
    case .opportunityWon(let data): opportunities.evolve(data, on: day)
    case .opportunityLost(let data): opportunities.evolve(data, on: day)
    case .offerSubmitted(let data): offers.evolve(data)
    case .offerDecided(let data): offers.evolve(data)
    case .contractSigned(let data): contracts.evolve(data)
    case .contractRenewed(let data): contracts.evolve(data)
    case .contractEnded(let data): contracts.evolve(data, on: day)
    case .orderBooked(let data): orders.evolve(data)
    case .orderAmended(let data): orders.evolve(data)
    case .orderCancelled(let data): orders.evolve(data, on: day)
    case .deliveryMade(let data): deliveries.evolve(data)
    case .invoiceIssued(let data):
      if invoices.evolve(data) { orders.bill(data.orderID, data.net.minor) }
    case .paymentReceived(let data): invoices.evolve(data)
    case .paymentReversed(let data): invoices.evolve(data)
    case .creditNoteIssued(let data):
      if let order = invoices.evolve(data, on: day) { orders.credit(order, data.net.minor) }
    case .receivableWrittenOff(let data): invoices.evolve(data, on: day)
    case .targetSet(let data): targets.evolve(data)
    case .targetAttained(let data): targets.evolve(data)
    case .escalationRaised(let data): escalations.evolve(data, on: day)
    case .escalationAcknowledged(let data): escalations.evolve(data)
    case .escalationPaused(let data): escalations.evolve(data)
    case .escalationResumed(let data): escalations.evolve(data)
    case .escalationResolved(let data): escalations.evolve(data, on: day)
    case .escalationReopened(let data): escalations.evolve(data)
    case .commissionSplitAgreed(let data): splits.evolve(data)
    case .commissionDecided(let data): decisions.evolve(data)
    case .commissionClawedBack(let data): decisions.evolve(data)
    case .commissionDisputed(let data): disputes.evolve(data)
    case .commissionDisputeSettled(let data): disputes.evolve(data)
    case .healthOverrideSet(let data): healthOverride.evolve(data)
    case .healthOverrideCleared(let data): healthOverride.evolve(data)
    // No rule asks for these.
    case .accountDetailsChanged, .accountSelectionScored, .accountTierAssigned,
      .handoverCustomerIntroduced, .contactRoleAssessed, .visitRecorded, .competitorObserved,
      .planGoalReviewed, .valuePropositionPresented, .opportunityStageChanged, .discountApproved,
      .contractChanged, .contractNoticeReceived, .costAllocated, .customerSpendEstimated,
      .forecastSubmitted, .surveyAnswered, .sentimentRated, .commissionSplitRevised,
      .customEvent:
      break
    // Folding the stream anew, with corrections, is what brings these to bear.
    case .eventCorrected, .eventRetracted: break
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
      break
    }
  }
}
