import LedgerEvents
import Money
import Projections

/// What an event says about who prepared and who approved it.
struct Approval {
  let kind: Accountability.Kind
  /// What it replaces the last word on; nil where every such event stands for itself.
  var key: String?
  var deal: String?
  var preparer: String?
  var approver: String?
  var reason: String?
  /// Who gains or loses by it.
  var beneficiaries: [String] = []
  /// Whether a second person has to approve it.
  var needsApprover = false
  /// Whether who recorded it prepared it, where it names no preparer.
  ///
  /// A discount is recorded by who approves it.
  var isPreparedByActor = true
  /// Whether those who gain record it, as they do who agree on a split.
  var isRecordedByBeneficiaries = false

  static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case CommissionSplitAgreed.typeNumber, CommissionSplitRevised.typeNumber,
      CommissionAdjusted.typeNumber, CommissionStatementIssued.typeNumber,
      CommissionStatementDisputeSettled.typeNumber, DiscountApproved.typeNumber,
      CommissionPlanVersionPublished.typeNumber, HealthModelVersionPublished.typeNumber,
      TargetSet.typeNumber, PayTermsAgreed.typeNumber, HealthOverrideSet.typeNumber,
      HealthOverrideCleared.typeNumber, EventCorrected.typeNumber, EventRetracted.typeNumber,
      PeriodClosed.typeNumber, ProjectionPromoted.typeNumber, ProjectionRolledBack.typeNumber,
      EmployeeFiguresPermitted.typeNumber, CommissionPaidOut.typeNumber,
      SuccessionDeclared.typeNumber, PersonalDataErased.typeNumber, PersonalDataHeld.typeNumber:
      true
    default: false
    }
  }

  private init(_ kind: Accountability.Kind) { self.kind = kind }

  /// Nil for an event that nobody has to answer for in this sense, or that cannot be read.
  init?(_ entry: TimelineEntry) {
    switch entry.data {
    case .commissionSplitAgreed(let event):
      self.init(.split)
      take(split: event.deal.map { "\($0)" }, event.shares, event.approverID)
      deal = event.dealID
      reason = event.hasReason ? event.reason : nil
    case .commissionSplitRevised(let event):
      self.init(.split)
      take(split: event.deal.map { "\($0)" }, event.shares, event.approverID)
      deal = event.dealID
      reason = event.reason
    case .commissionAdjusted(let event):
      self.init(.adjustment)
      (approver, reason, needsApprover) = (event.approverID, event.reason, true)
      preparer = event.hasPreparerID ? event.preparerID : nil
      beneficiaries = [event.employeeID]
    case .commissionStatementIssued(let event):
      self.init(.statement)
      preparer = event.hasPreparerID ? event.preparerID : nil
      approver = event.hasApproverID ? event.approverID : nil
      needsApprover = true
      beneficiaries = [event.employeeID]
    case .commissionPaidOut(let event):
      self.init(.statement)
      beneficiaries = [event.employeeID]
    case .commissionStatementDisputeSettled(let event):
      self.init(.dispute)
      (approver, needsApprover) = (event.approverID, true)
      reason = event.hasResolution ? event.resolution : nil
      beneficiaries = [String(entry.stored.subject.dropFirst("employee/".count))]
    case .discountApproved(let event):
      self.init(.discount)
      isPreparedByActor = false
      (approver, reason, needsApprover) = (event.approverID, event.reason, true)
      switch event.deal {
      case .offerID(let id), .contractID(let id): deal = id
      case nil: break
      }
    case .commissionPlanVersionPublished(let event):
      self.init(.plan)
      key = "plan \(event.planID)"
      reason = event.hasWorksAgreement ? event.worksAgreement : nil
    case .healthModelVersionPublished(let event):
      self.init(.model)
      key = "model \(event.modelID)"
      reason = event.hasWorksAgreement ? event.worksAgreement : nil
    case .targetSet(let event):
      self.init(.target)
      key = "target \(event.scope) \(event.kpi) \(event.period)"
    case .payTermsAgreed(let event):
      self.init(.pay)
      key = "pay \(event.employeeID)"
      beneficiaries = [event.employeeID]
    case .healthOverrideSet(let event):
      self.init(.override)
      key = "override \(entry.stored.subject)"
      reason = event.reason
    case .healthOverrideCleared(let event):
      self.init(.override)
      key = "override \(entry.stored.subject)"
      reason = event.hasReason ? event.reason : nil
    case .eventCorrected(let event):
      self.init(.correction)
      reason = event.reason
    case .eventRetracted(let event):
      self.init(.correction)
      reason = event.reason
    case .periodClosed: self.init(.closing)
    case .projectionPromoted(let event):
      self.init(.privilege)
      approver = event.hasApproverID ? event.approverID : nil
      (reason, needsApprover) = (event.hasReason ? event.reason : nil, true)
    case .projectionRolledBack(let event):
      self.init(.privilege)
      approver = event.hasApproverID ? event.approverID : nil
      (reason, needsApprover) = (event.hasReason ? event.reason : nil, true)
    case .employeeFiguresPermitted(let event):
      self.init(.privilege)
      (approver, reason, needsApprover) = (event.approverID, event.worksAgreement, true)
    case .successionDeclared(let event):
      self.init(.privilege)
      (approver, reason, needsApprover) = (event.approverID, event.reason, true)
    case .personalDataErased(let event):
      self.init(.privilege)
      (approver, reason, needsApprover) = (event.approverID, event.legalBasis, true)
    case .personalDataHeld(let event):
      self.init(.privilege)
      (approver, reason, needsApprover) = (event.approverID, event.basis, true)
    default: return nil
    }
  }

  private mutating func take(split: String?, _ shares: [CreditShare], _ approver: String) {
    key = split.map { "split \($0)" }
    self.approver = approver
    (needsApprover, isRecordedByBeneficiaries) = (true, true)
    beneficiaries = shares.map(\.employeeID)
  }
}

extension CommissionSplitAgreed {
  fileprivate var dealID: String? {
    switch deal {
    case .opportunityID(let id), .orderID(let id), .contractID(let id): id
    case nil: nil
    }
  }
}

extension CommissionSplitRevised {
  fileprivate var dealID: String? {
    switch deal {
    case .opportunityID(let id), .orderID(let id), .contractID(let id): id
    case nil: nil
    }
  }
}
