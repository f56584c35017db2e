import LedgerEvents

/// The people an event names.
struct EventPeople {
  private(set) var employees: [String] = []
  private(set) var contacts: [String] = []

  init() {}

  init(_ data: Record.OneOf_Data) {
    switch data {
    case .assignmentStarted(let event): employees = [event.employeeID]
    case .handoverInitiated(let event): employees = [event.fromEmployeeID, event.toEmployeeID]
    case .handoverCustomerIntroduced(let event): contacts = [event.contactID]
    case .handoverCompleted(let event): employees = [event.acceptedBy]
    case .onboardingMilestoneReached(let event): employees = [event.employeeID]
    case .employeeRegistered(let event): employees = [event.employeeID, event.managerID]
    case .employeeManagerChanged(let event): employees = [event.employeeID, event.managerID]
    case .employeeLeft(let event): employees = [event.employeeID]
    case .contactAdded(let event): contacts = [event.contactID]
    case .contactRoleAssessed(let event): contacts = [event.contactID]
    case .contactLeft(let event): contacts = [event.contactID, event.successorID]
    case .contactDataErased(let event): contacts = [event.contactID]
    case .interactionRecorded(let event):
      (employees, contacts) = (event.employeeIds, event.contactIds)
    case .visitRecorded(let event): (employees, contacts) = (event.employeeIds, event.contactIds)
    case .reviewHeld(let event): contacts = event.contactIds
    case .actionAgreed(let event): (employees, contacts) = ([event.employeeID], [event.contactID])
    case .planVersionPublished(let event): employees = event.contributors.map(\.employeeID)
    case .valuePropositionPresented(let event): contacts = event.contactIds
    case .opportunityIdentified(let event): employees = [event.employeeID]
    case .opportunityWon(let event): employees = [event.employeeID]
    case .opportunityLost(let event): employees = [event.employeeID]
    case .discountApproved(let event): employees = [event.approverID]
    case .contractSigned(let event): employees = [event.employeeID]
    case .contractRenewed(let event): employees = [event.employeeID]
    case .contractChanged(let event): employees = [event.employeeID]
    case .orderBooked(let event): employees = [event.employeeID]
    case .escalationRaised(let event): contacts = [event.contactID]
    case .surveyAnswered(let event): contacts = [event.contactID]
    case .payTermsAgreed(let event): employees = [event.employeeID]
    case .commissionSplitAgreed(let event):
      employees = event.shares.map(\.employeeID) + [event.approverID]
    case .commissionSplitRevised(let event):
      employees = event.shares.map(\.employeeID) + [event.approverID]
    case .commissionDecided(let event): employees = event.lines.map(\.employeeID)
    case .commissionClawedBack(let event): employees = event.lines.map(\.employeeID)
    case .commissionAdjusted(let event):
      employees = [event.employeeID, event.preparerID, event.approverID]
    case .commissionStatementIssued(let event):
      employees = [event.employeeID, event.preparerID, event.approverID]
    case .commissionPaidOut(let event): employees = [event.employeeID]
    case .commissionStatementDisputeSettled(let event): employees = [event.approverID]
    case .employeeFiguresPermitted(let event): employees = [event.approverID]
    case .employeeFiguresRead(let event): employees = [event.employeeID]
    case .personalDataErased(let event): employees = [event.approverID]
    case .personalDataHeld(let event): employees = [event.approverID]
    case .projectionPromoted(let event): employees = [event.approverID]
    case .projectionRolledBack(let event): employees = [event.approverID]
    case .successionDeclared(let event): employees = [event.approverID]
    case .accountRegistered, .accountDetailsChanged, .accountLocationAdded, .accountMerged,
      .accountMergeReverted, .accountSelectionScored, .accountTierAssigned, .assignmentEnded,
      .handoverItemCompleted, .actionCompleted, .actionDropped, .competitorObserved,
      .planGoalReviewed, .initiativeStarted, .initiativeClosed, .opportunityStageChanged,
      .offerSubmitted, .offerDecided, .contractNoticeReceived, .contractEnded, .orderAmended,
      .orderCancelled, .deliveryMade, .invoiceIssued, .paymentReceived, .paymentReversed,
      .creditNoteIssued, .receivableWrittenOff, .costAllocated, .customerSpendEstimated, .targetSet,
      .targetAttained, .forecastSubmitted, .escalationAcknowledged, .escalationPaused,
      .escalationResumed, .escalationResolved, .escalationReopened, .sentimentRated,
      .commissionPlanVersionPublished, .commissionDisputed, .commissionDisputeSettled,
      .commissionStatementPageAdded, .commissionStatementDisputed, .healthModelVersionPublished,
      .healthOverrideSet, .healthOverrideCleared, .eventCorrected, .eventRetracted,
      .importCompleted, .periodClosed, .projectionRebuilt, .exportCreated, .ledgerCreated,
      .eventTypeRegistered, .exchangeRateFixed, .signingKeyIntroduced, .streamsCommitted,
      .customEvent:
      break
    }
  }
}
