// Made by Tools/generate-protobuf from the files in Schemas/kontor. Do not edit.
// swift-format-ignore-file

package import SwiftProtobuf

extension AccountRegistered: EventPayload {
  package static var typeNumber: UInt32 { 100 }
}

extension AccountDetailsChanged: EventPayload {
  package static var typeNumber: UInt32 { 101 }
}

extension AccountLocationAdded: EventPayload {
  package static var typeNumber: UInt32 { 102 }
}

extension AccountMerged: EventPayload {
  package static var typeNumber: UInt32 { 103 }
}

extension AccountMergeReverted: EventPayload {
  package static var typeNumber: UInt32 { 104 }
}

extension AccountSelectionScored: EventPayload {
  package static var typeNumber: UInt32 { 105 }
}

extension AccountTierAssigned: EventPayload {
  package static var typeNumber: UInt32 { 106 }
}

extension AssignmentStarted: EventPayload {
  package static var typeNumber: UInt32 { 200 }
}

extension AssignmentEnded: EventPayload {
  package static var typeNumber: UInt32 { 201 }
}

extension HandoverInitiated: EventPayload {
  package static var typeNumber: UInt32 { 202 }
}

extension HandoverItemCompleted: EventPayload {
  package static var typeNumber: UInt32 { 203 }
}

extension HandoverCustomerIntroduced: EventPayload {
  package static var typeNumber: UInt32 { 204 }
}

extension HandoverCompleted: EventPayload {
  package static var typeNumber: UInt32 { 205 }
}

extension OnboardingMilestoneReached: EventPayload {
  package static var typeNumber: UInt32 { 206 }
}

extension EmployeeRegistered: EventPayload {
  package static var typeNumber: UInt32 { 207 }
}

extension EmployeeManagerChanged: EventPayload {
  package static var typeNumber: UInt32 { 208 }
}

extension EmployeeLeft: EventPayload {
  package static var typeNumber: UInt32 { 209 }
}

extension ContactAdded: EventPayload {
  package static var typeNumber: UInt32 { 300 }
}

extension ContactRoleAssessed: EventPayload {
  package static var typeNumber: UInt32 { 301 }
}

extension ContactLeft: EventPayload {
  package static var typeNumber: UInt32 { 302 }
}

extension ContactDataErased: EventPayload {
  package static var typeNumber: UInt32 { 303 }
}

extension InteractionRecorded: EventPayload {
  package static var typeNumber: UInt32 { 304 }
}

extension VisitRecorded: EventPayload {
  package static var typeNumber: UInt32 { 305 }
}

extension ReviewHeld: EventPayload {
  package static var typeNumber: UInt32 { 306 }
}

extension ActionAgreed: EventPayload {
  package static var typeNumber: UInt32 { 307 }
}

extension ActionCompleted: EventPayload {
  package static var typeNumber: UInt32 { 308 }
}

extension ActionDropped: EventPayload {
  package static var typeNumber: UInt32 { 309 }
}

extension CompetitorObserved: EventPayload {
  package static var typeNumber: UInt32 { 310 }
}

extension PlanVersionPublished: EventPayload {
  package static var typeNumber: UInt32 { 400 }
}

extension PlanGoalReviewed: EventPayload {
  package static var typeNumber: UInt32 { 401 }
}

extension InitiativeStarted: EventPayload {
  package static var typeNumber: UInt32 { 402 }
}

extension InitiativeClosed: EventPayload {
  package static var typeNumber: UInt32 { 403 }
}

extension ValuePropositionPresented: EventPayload {
  package static var typeNumber: UInt32 { 404 }
}

extension OpportunityIdentified: EventPayload {
  package static var typeNumber: UInt32 { 500 }
}

extension OpportunityStageChanged: EventPayload {
  package static var typeNumber: UInt32 { 501 }
}

extension OpportunityWon: EventPayload {
  package static var typeNumber: UInt32 { 502 }
}

extension OpportunityLost: EventPayload {
  package static var typeNumber: UInt32 { 503 }
}

extension OfferSubmitted: EventPayload {
  package static var typeNumber: UInt32 { 504 }
}

extension OfferDecided: EventPayload {
  package static var typeNumber: UInt32 { 505 }
}

extension DiscountApproved: EventPayload {
  package static var typeNumber: UInt32 { 506 }
}

extension ContractSigned: EventPayload {
  package static var typeNumber: UInt32 { 600 }
}

extension ContractRenewed: EventPayload {
  package static var typeNumber: UInt32 { 601 }
}

extension ContractChanged: EventPayload {
  package static var typeNumber: UInt32 { 602 }
}

extension ContractNoticeReceived: EventPayload {
  package static var typeNumber: UInt32 { 603 }
}

extension ContractEnded: EventPayload {
  package static var typeNumber: UInt32 { 604 }
}

extension OrderBooked: EventPayload {
  package static var typeNumber: UInt32 { 700 }
}

extension OrderAmended: EventPayload {
  package static var typeNumber: UInt32 { 701 }
}

extension OrderCancelled: EventPayload {
  package static var typeNumber: UInt32 { 702 }
}

extension InvoiceIssued: EventPayload {
  package static var typeNumber: UInt32 { 703 }
}

extension PaymentReceived: EventPayload {
  package static var typeNumber: UInt32 { 704 }
}

extension CreditNoteIssued: EventPayload {
  package static var typeNumber: UInt32 { 705 }
}

extension ReceivableWrittenOff: EventPayload {
  package static var typeNumber: UInt32 { 706 }
}

extension CostAllocated: EventPayload {
  package static var typeNumber: UInt32 { 707 }
}

extension CustomerSpendEstimated: EventPayload {
  package static var typeNumber: UInt32 { 708 }
}

extension DeliveryMade: EventPayload {
  package static var typeNumber: UInt32 { 709 }
}

extension PaymentReversed: EventPayload {
  package static var typeNumber: UInt32 { 710 }
}

extension TargetSet: EventPayload {
  package static var typeNumber: UInt32 { 800 }
}

extension ForecastSubmitted: EventPayload {
  package static var typeNumber: UInt32 { 801 }
}

extension TargetAttained: EventPayload {
  package static var typeNumber: UInt32 { 802 }
}

extension EscalationRaised: EventPayload {
  package static var typeNumber: UInt32 { 900 }
}

extension EscalationAcknowledged: EventPayload {
  package static var typeNumber: UInt32 { 901 }
}

extension EscalationPaused: EventPayload {
  package static var typeNumber: UInt32 { 902 }
}

extension EscalationResumed: EventPayload {
  package static var typeNumber: UInt32 { 903 }
}

extension EscalationResolved: EventPayload {
  package static var typeNumber: UInt32 { 904 }
}

extension EscalationReopened: EventPayload {
  package static var typeNumber: UInt32 { 905 }
}

extension SurveyAnswered: EventPayload {
  package static var typeNumber: UInt32 { 1000 }
}

extension SentimentRated: EventPayload {
  package static var typeNumber: UInt32 { 1001 }
}

extension PayTermsAgreed: EventPayload {
  package static var typeNumber: UInt32 { 1100 }
}

extension CommissionPlanVersionPublished: EventPayload {
  package static var typeNumber: UInt32 { 1101 }
}

extension CommissionSplitAgreed: EventPayload {
  package static var typeNumber: UInt32 { 1102 }
}

extension CommissionSplitRevised: EventPayload {
  package static var typeNumber: UInt32 { 1103 }
}

extension CommissionDecided: EventPayload {
  package static var typeNumber: UInt32 { 1104 }
}

extension CommissionClawedBack: EventPayload {
  package static var typeNumber: UInt32 { 1105 }
}

extension CommissionAdjusted: EventPayload {
  package static var typeNumber: UInt32 { 1106 }
}

extension CommissionDisputed: EventPayload {
  package static var typeNumber: UInt32 { 1107 }
}

extension CommissionDisputeSettled: EventPayload {
  package static var typeNumber: UInt32 { 1108 }
}

extension CommissionStatementIssued: EventPayload {
  package static var typeNumber: UInt32 { 1109 }
}

extension CommissionStatementPageAdded: EventPayload {
  package static var typeNumber: UInt32 { 1110 }
}

extension CommissionPaidOut: EventPayload {
  package static var typeNumber: UInt32 { 1111 }
}

extension CommissionStatementDisputed: EventPayload {
  package static var typeNumber: UInt32 { 1112 }
}

extension CommissionStatementDisputeSettled: EventPayload {
  package static var typeNumber: UInt32 { 1113 }
}

extension HealthModelVersionPublished: EventPayload {
  package static var typeNumber: UInt32 { 1200 }
}

extension HealthOverrideSet: EventPayload {
  package static var typeNumber: UInt32 { 1201 }
}

extension HealthOverrideCleared: EventPayload {
  package static var typeNumber: UInt32 { 1202 }
}

extension EventCorrected: EventPayload {
  package static var typeNumber: UInt32 { 1300 }
}

extension EventRetracted: EventPayload {
  package static var typeNumber: UInt32 { 1301 }
}

extension ImportCompleted: EventPayload {
  package static var typeNumber: UInt32 { 1302 }
}

extension PeriodClosed: EventPayload {
  package static var typeNumber: UInt32 { 1303 }
}

extension ProjectionRebuilt: EventPayload {
  package static var typeNumber: UInt32 { 1304 }
}

extension ProjectionPromoted: EventPayload {
  package static var typeNumber: UInt32 { 1305 }
}

extension ProjectionRolledBack: EventPayload {
  package static var typeNumber: UInt32 { 1306 }
}

extension ExportCreated: EventPayload {
  package static var typeNumber: UInt32 { 1307 }
}

extension LedgerCreated: EventPayload {
  package static var typeNumber: UInt32 { 1308 }
}

extension EventTypeRegistered: EventPayload {
  package static var typeNumber: UInt32 { 1309 }
}

extension ExchangeRateFixed: EventPayload {
  package static var typeNumber: UInt32 { 1310 }
}

extension EmployeeFiguresPermitted: EventPayload {
  package static var typeNumber: UInt32 { 1311 }
}

extension EmployeeFiguresRead: EventPayload {
  package static var typeNumber: UInt32 { 1312 }
}

extension StreamsCommitted: EventPayload {
  package static var typeNumber: UInt32 { 1313 }
}

extension SigningKeyIntroduced: EventPayload {
  package static var typeNumber: UInt32 { 1314 }
}

extension SuccessionDeclared: EventPayload {
  package static var typeNumber: UInt32 { 1315 }
}

extension PersonalDataErased: EventPayload {
  package static var typeNumber: UInt32 { 1316 }
}

extension PersonalDataHeld: EventPayload {
  package static var typeNumber: UInt32 { 1317 }
}

extension Record.OneOf_Data {
  /// Decodes the wire bytes of the payload with this type number, nil when there is none.
  package init?<Bytes: SwiftProtobufContiguousBytes>(
    typeNumber: UInt32, payload: Bytes
  ) throws {
    switch typeNumber {
    case 100: self = .accountRegistered(try AccountRegistered(serializedBytes: payload))
    case 101: self = .accountDetailsChanged(try AccountDetailsChanged(serializedBytes: payload))
    case 102: self = .accountLocationAdded(try AccountLocationAdded(serializedBytes: payload))
    case 103: self = .accountMerged(try AccountMerged(serializedBytes: payload))
    case 104: self = .accountMergeReverted(try AccountMergeReverted(serializedBytes: payload))
    case 105: self = .accountSelectionScored(try AccountSelectionScored(serializedBytes: payload))
    case 106: self = .accountTierAssigned(try AccountTierAssigned(serializedBytes: payload))
    case 200: self = .assignmentStarted(try AssignmentStarted(serializedBytes: payload))
    case 201: self = .assignmentEnded(try AssignmentEnded(serializedBytes: payload))
    case 202: self = .handoverInitiated(try HandoverInitiated(serializedBytes: payload))
    case 203: self = .handoverItemCompleted(try HandoverItemCompleted(serializedBytes: payload))
    case 204: self = .handoverCustomerIntroduced(try HandoverCustomerIntroduced(serializedBytes: payload))
    case 205: self = .handoverCompleted(try HandoverCompleted(serializedBytes: payload))
    case 206: self = .onboardingMilestoneReached(try OnboardingMilestoneReached(serializedBytes: payload))
    case 207: self = .employeeRegistered(try EmployeeRegistered(serializedBytes: payload))
    case 208: self = .employeeManagerChanged(try EmployeeManagerChanged(serializedBytes: payload))
    case 209: self = .employeeLeft(try EmployeeLeft(serializedBytes: payload))
    case 300: self = .contactAdded(try ContactAdded(serializedBytes: payload))
    case 301: self = .contactRoleAssessed(try ContactRoleAssessed(serializedBytes: payload))
    case 302: self = .contactLeft(try ContactLeft(serializedBytes: payload))
    case 303: self = .contactDataErased(try ContactDataErased(serializedBytes: payload))
    case 304: self = .interactionRecorded(try InteractionRecorded(serializedBytes: payload))
    case 305: self = .visitRecorded(try VisitRecorded(serializedBytes: payload))
    case 306: self = .reviewHeld(try ReviewHeld(serializedBytes: payload))
    case 307: self = .actionAgreed(try ActionAgreed(serializedBytes: payload))
    case 308: self = .actionCompleted(try ActionCompleted(serializedBytes: payload))
    case 309: self = .actionDropped(try ActionDropped(serializedBytes: payload))
    case 310: self = .competitorObserved(try CompetitorObserved(serializedBytes: payload))
    case 400: self = .planVersionPublished(try PlanVersionPublished(serializedBytes: payload))
    case 401: self = .planGoalReviewed(try PlanGoalReviewed(serializedBytes: payload))
    case 402: self = .initiativeStarted(try InitiativeStarted(serializedBytes: payload))
    case 403: self = .initiativeClosed(try InitiativeClosed(serializedBytes: payload))
    case 404: self = .valuePropositionPresented(try ValuePropositionPresented(serializedBytes: payload))
    case 500: self = .opportunityIdentified(try OpportunityIdentified(serializedBytes: payload))
    case 501: self = .opportunityStageChanged(try OpportunityStageChanged(serializedBytes: payload))
    case 502: self = .opportunityWon(try OpportunityWon(serializedBytes: payload))
    case 503: self = .opportunityLost(try OpportunityLost(serializedBytes: payload))
    case 504: self = .offerSubmitted(try OfferSubmitted(serializedBytes: payload))
    case 505: self = .offerDecided(try OfferDecided(serializedBytes: payload))
    case 506: self = .discountApproved(try DiscountApproved(serializedBytes: payload))
    case 600: self = .contractSigned(try ContractSigned(serializedBytes: payload))
    case 601: self = .contractRenewed(try ContractRenewed(serializedBytes: payload))
    case 602: self = .contractChanged(try ContractChanged(serializedBytes: payload))
    case 603: self = .contractNoticeReceived(try ContractNoticeReceived(serializedBytes: payload))
    case 604: self = .contractEnded(try ContractEnded(serializedBytes: payload))
    case 700: self = .orderBooked(try OrderBooked(serializedBytes: payload))
    case 701: self = .orderAmended(try OrderAmended(serializedBytes: payload))
    case 702: self = .orderCancelled(try OrderCancelled(serializedBytes: payload))
    case 703: self = .invoiceIssued(try InvoiceIssued(serializedBytes: payload))
    case 704: self = .paymentReceived(try PaymentReceived(serializedBytes: payload))
    case 705: self = .creditNoteIssued(try CreditNoteIssued(serializedBytes: payload))
    case 706: self = .receivableWrittenOff(try ReceivableWrittenOff(serializedBytes: payload))
    case 707: self = .costAllocated(try CostAllocated(serializedBytes: payload))
    case 708: self = .customerSpendEstimated(try CustomerSpendEstimated(serializedBytes: payload))
    case 709: self = .deliveryMade(try DeliveryMade(serializedBytes: payload))
    case 710: self = .paymentReversed(try PaymentReversed(serializedBytes: payload))
    case 800: self = .targetSet(try TargetSet(serializedBytes: payload))
    case 801: self = .forecastSubmitted(try ForecastSubmitted(serializedBytes: payload))
    case 802: self = .targetAttained(try TargetAttained(serializedBytes: payload))
    case 900: self = .escalationRaised(try EscalationRaised(serializedBytes: payload))
    case 901: self = .escalationAcknowledged(try EscalationAcknowledged(serializedBytes: payload))
    case 902: self = .escalationPaused(try EscalationPaused(serializedBytes: payload))
    case 903: self = .escalationResumed(try EscalationResumed(serializedBytes: payload))
    case 904: self = .escalationResolved(try EscalationResolved(serializedBytes: payload))
    case 905: self = .escalationReopened(try EscalationReopened(serializedBytes: payload))
    case 1000: self = .surveyAnswered(try SurveyAnswered(serializedBytes: payload))
    case 1001: self = .sentimentRated(try SentimentRated(serializedBytes: payload))
    case 1100: self = .payTermsAgreed(try PayTermsAgreed(serializedBytes: payload))
    case 1101: self = .commissionPlanVersionPublished(try CommissionPlanVersionPublished(serializedBytes: payload))
    case 1102: self = .commissionSplitAgreed(try CommissionSplitAgreed(serializedBytes: payload))
    case 1103: self = .commissionSplitRevised(try CommissionSplitRevised(serializedBytes: payload))
    case 1104: self = .commissionDecided(try CommissionDecided(serializedBytes: payload))
    case 1105: self = .commissionClawedBack(try CommissionClawedBack(serializedBytes: payload))
    case 1106: self = .commissionAdjusted(try CommissionAdjusted(serializedBytes: payload))
    case 1107: self = .commissionDisputed(try CommissionDisputed(serializedBytes: payload))
    case 1108: self = .commissionDisputeSettled(try CommissionDisputeSettled(serializedBytes: payload))
    case 1109: self = .commissionStatementIssued(try CommissionStatementIssued(serializedBytes: payload))
    case 1110: self = .commissionStatementPageAdded(try CommissionStatementPageAdded(serializedBytes: payload))
    case 1111: self = .commissionPaidOut(try CommissionPaidOut(serializedBytes: payload))
    case 1112: self = .commissionStatementDisputed(try CommissionStatementDisputed(serializedBytes: payload))
    case 1113: self = .commissionStatementDisputeSettled(try CommissionStatementDisputeSettled(serializedBytes: payload))
    case 1200: self = .healthModelVersionPublished(try HealthModelVersionPublished(serializedBytes: payload))
    case 1201: self = .healthOverrideSet(try HealthOverrideSet(serializedBytes: payload))
    case 1202: self = .healthOverrideCleared(try HealthOverrideCleared(serializedBytes: payload))
    case 1300: self = .eventCorrected(try EventCorrected(serializedBytes: payload))
    case 1301: self = .eventRetracted(try EventRetracted(serializedBytes: payload))
    case 1302: self = .importCompleted(try ImportCompleted(serializedBytes: payload))
    case 1303: self = .periodClosed(try PeriodClosed(serializedBytes: payload))
    case 1304: self = .projectionRebuilt(try ProjectionRebuilt(serializedBytes: payload))
    case 1305: self = .projectionPromoted(try ProjectionPromoted(serializedBytes: payload))
    case 1306: self = .projectionRolledBack(try ProjectionRolledBack(serializedBytes: payload))
    case 1307: self = .exportCreated(try ExportCreated(serializedBytes: payload))
    case 1308: self = .ledgerCreated(try LedgerCreated(serializedBytes: payload))
    case 1309: self = .eventTypeRegistered(try EventTypeRegistered(serializedBytes: payload))
    case 1310: self = .exchangeRateFixed(try ExchangeRateFixed(serializedBytes: payload))
    case 1311: self = .employeeFiguresPermitted(try EmployeeFiguresPermitted(serializedBytes: payload))
    case 1312: self = .employeeFiguresRead(try EmployeeFiguresRead(serializedBytes: payload))
    case 1313: self = .streamsCommitted(try StreamsCommitted(serializedBytes: payload))
    case 1314: self = .signingKeyIntroduced(try SigningKeyIntroduced(serializedBytes: payload))
    case 1315: self = .successionDeclared(try SuccessionDeclared(serializedBytes: payload))
    case 1316: self = .personalDataErased(try PersonalDataErased(serializedBytes: payload))
    case 1317: self = .personalDataHeld(try PersonalDataHeld(serializedBytes: payload))
    case 1900: self = .customEvent(try CustomEvent(serializedBytes: payload))
    default: return nil
    }
  }

  /// The type number of the payload.
  package var typeNumber: UInt32 {
    switch self {
    case .accountRegistered: 100
    case .accountDetailsChanged: 101
    case .accountLocationAdded: 102
    case .accountMerged: 103
    case .accountMergeReverted: 104
    case .accountSelectionScored: 105
    case .accountTierAssigned: 106
    case .assignmentStarted: 200
    case .assignmentEnded: 201
    case .handoverInitiated: 202
    case .handoverItemCompleted: 203
    case .handoverCustomerIntroduced: 204
    case .handoverCompleted: 205
    case .onboardingMilestoneReached: 206
    case .employeeRegistered: 207
    case .employeeManagerChanged: 208
    case .employeeLeft: 209
    case .contactAdded: 300
    case .contactRoleAssessed: 301
    case .contactLeft: 302
    case .contactDataErased: 303
    case .interactionRecorded: 304
    case .visitRecorded: 305
    case .reviewHeld: 306
    case .actionAgreed: 307
    case .actionCompleted: 308
    case .actionDropped: 309
    case .competitorObserved: 310
    case .planVersionPublished: 400
    case .planGoalReviewed: 401
    case .initiativeStarted: 402
    case .initiativeClosed: 403
    case .valuePropositionPresented: 404
    case .opportunityIdentified: 500
    case .opportunityStageChanged: 501
    case .opportunityWon: 502
    case .opportunityLost: 503
    case .offerSubmitted: 504
    case .offerDecided: 505
    case .discountApproved: 506
    case .contractSigned: 600
    case .contractRenewed: 601
    case .contractChanged: 602
    case .contractNoticeReceived: 603
    case .contractEnded: 604
    case .orderBooked: 700
    case .orderAmended: 701
    case .orderCancelled: 702
    case .invoiceIssued: 703
    case .paymentReceived: 704
    case .creditNoteIssued: 705
    case .receivableWrittenOff: 706
    case .costAllocated: 707
    case .customerSpendEstimated: 708
    case .deliveryMade: 709
    case .paymentReversed: 710
    case .targetSet: 800
    case .forecastSubmitted: 801
    case .targetAttained: 802
    case .escalationRaised: 900
    case .escalationAcknowledged: 901
    case .escalationPaused: 902
    case .escalationResumed: 903
    case .escalationResolved: 904
    case .escalationReopened: 905
    case .surveyAnswered: 1000
    case .sentimentRated: 1001
    case .payTermsAgreed: 1100
    case .commissionPlanVersionPublished: 1101
    case .commissionSplitAgreed: 1102
    case .commissionSplitRevised: 1103
    case .commissionDecided: 1104
    case .commissionClawedBack: 1105
    case .commissionAdjusted: 1106
    case .commissionDisputed: 1107
    case .commissionDisputeSettled: 1108
    case .commissionStatementIssued: 1109
    case .commissionStatementPageAdded: 1110
    case .commissionPaidOut: 1111
    case .commissionStatementDisputed: 1112
    case .commissionStatementDisputeSettled: 1113
    case .healthModelVersionPublished: 1200
    case .healthOverrideSet: 1201
    case .healthOverrideCleared: 1202
    case .eventCorrected: 1300
    case .eventRetracted: 1301
    case .importCompleted: 1302
    case .periodClosed: 1303
    case .projectionRebuilt: 1304
    case .projectionPromoted: 1305
    case .projectionRolledBack: 1306
    case .exportCreated: 1307
    case .ledgerCreated: 1308
    case .eventTypeRegistered: 1309
    case .exchangeRateFixed: 1310
    case .employeeFiguresPermitted: 1311
    case .employeeFiguresRead: 1312
    case .streamsCommitted: 1313
    case .signingKeyIntroduced: 1314
    case .successionDeclared: 1315
    case .personalDataErased: 1316
    case .personalDataHeld: 1317
    case .customEvent: 1900
    }
  }
}
