import LedgerEvents

/// Where a type of fact belongs.
struct FactHome {
  /// The kinds of subject it can be about.
  let kinds: SubjectKinds
  /// Whether it carries on what the account began before it was merged into another: a payment of
  /// an old invoice finds its invoice only here.
  ///
  /// New business belongs to the survivor.
  let continues: Bool

  static let account = FactHome(kinds: .account, continues: false)
  static let continuing = FactHome(kinds: .account, continues: true)
  static let employee = FactHome(kinds: .employee, continues: false)
  static let ledger = FactHome(kinds: .ledger, continues: false)
  static let measured = FactHome(kinds: [.account, .employee, .ledger], continues: false)
}

extension Record.OneOf_Data {
  var home: FactHome {
    switch self {
    case .accountRegistered, .accountDetailsChanged, .accountLocationAdded, .accountMerged,
      .accountSelectionScored, .accountTierAssigned, .assignmentStarted, .handoverInitiated,
      .contactAdded, .interactionRecorded, .visitRecorded, .reviewHeld, .actionAgreed,
      .competitorObserved, .planVersionPublished, .initiativeStarted, .valuePropositionPresented,
      .opportunityIdentified, .offerSubmitted, .contractSigned, .orderBooked, .costAllocated,
      .customerSpendEstimated, .escalationRaised, .surveyAnswered, .sentimentRated,
      .healthOverrideSet:
      .account
    case .accountMergeReverted, .assignmentEnded, .handoverItemCompleted,
      .handoverCustomerIntroduced, .handoverCompleted, .contactRoleAssessed, .contactLeft,
      .contactDataErased, .actionCompleted, .actionDropped, .planGoalReviewed, .initiativeClosed,
      .opportunityStageChanged, .opportunityWon, .opportunityLost, .offerDecided, .discountApproved,
      .contractRenewed, .contractChanged, .contractNoticeReceived, .contractEnded, .orderAmended,
      .orderCancelled, .deliveryMade, .invoiceIssued, .paymentReceived, .paymentReversed,
      .creditNoteIssued, .receivableWrittenOff, .escalationAcknowledged, .escalationPaused,
      .escalationResumed, .escalationResolved, .escalationReopened, .commissionSplitAgreed,
      .commissionSplitRevised, .commissionDecided, .commissionClawedBack, .healthOverrideCleared:
      .continuing
    case .commissionDisputed, .commissionDisputeSettled:
      FactHome(kinds: [.account, .employee], continues: true)
    case .onboardingMilestoneReached, .employeeRegistered, .employeeManagerChanged,
      .employeeLeft, .payTermsAgreed, .commissionAdjusted, .commissionStatementPageAdded,
      .commissionStatementIssued, .commissionPaidOut, .commissionStatementDisputed,
      .commissionStatementDisputeSettled:
      .employee
    case .targetSet, .targetAttained, .forecastSubmitted, .customEvent: .measured
    case .commissionPlanVersionPublished: FactHome(kinds: .plan, continues: false)
    case .healthModelVersionPublished: FactHome(kinds: .healthModel, continues: false)
    case .eventCorrected, .eventRetracted: FactHome(kinds: .any, continues: true)
    case .importCompleted, .periodClosed, .projectionRebuilt, .projectionPromoted,
      .projectionRolledBack, .exportCreated, .ledgerCreated, .eventTypeRegistered,
      .exchangeRateFixed, .employeeFiguresPermitted, .employeeFiguresRead, .signingKeyIntroduced,
      .successionDeclared, .personalDataErased, .personalDataHeld,
      .streamsCommitted:
      .ledger
    }
  }

  /// The type's name in the catalogue, such as `order.booked`.
  var typeName: String {
    guard let payload = Mirror(reflecting: self).children.first?.value as? any EventPayload,
      let type = EventCatalogue.shared[number: type(of: payload).typeNumber]
    else { return "the event" }
    return type.name
  }
}
