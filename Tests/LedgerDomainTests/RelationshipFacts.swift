import LedgerEvents

/// Valid facts of families A to D, to be changed where a test needs it.
extension Record.OneOf_Data {
  static func account(
    _ id: String = "nordwerk", _ edit: (inout AccountRegistered) -> Void = { _ in }
  ) -> Self {
    var data = AccountRegistered()
    data.accountID = id
    data.name = "Nordwerk Maschinenbau GmbH"
    data.sector = "Maschinenbau"
    data.country = "DE"
    edit(&data)
    return .accountRegistered(data)
  }

  static func location(
    _ id: String, _ edit: (inout AccountLocationAdded) -> Void = { _ in }
  ) -> Self {
    var data = AccountLocationAdded()
    data.locationID = id
    data.name = "Werk Kiel"
    data.country = "DE"
    edit(&data)
    return .accountLocationAdded(data)
  }

  static func merged(
    into survivor: String, _ edit: (inout AccountMerged) -> Void = { _ in }
  ) -> Self {
    var data = AccountMerged()
    data.survivorID = survivor
    data.absorbedID = "nordwerk"
    edit(&data)
    return .accountMerged(data)
  }

  static func mergeReverted(
    from survivor: String, _ edit: (inout AccountMergeReverted) -> Void = { _ in }
  ) -> Self {
    var data = AccountMergeReverted()
    data.survivorID = survivor
    data.absorbedID = "nordwerk"
    edit(&data)
    return .accountMergeReverted(data)
  }

  static func assignment(
    _ id: String, _ employee: String, from day: UInt32, as role: Role = .kam,
    _ edit: (inout AssignmentStarted) -> Void = { _ in }
  ) -> Self {
    var data = AssignmentStarted()
    data.assignmentID = id
    data.employeeID = employee
    data.role = role
    data.validFrom = .on(day)
    edit(&data)
    return .assignmentStarted(data)
  }

  static func assignmentEnd(
    _ id: String, to day: UInt32, _ edit: (inout AssignmentEnded) -> Void = { _ in }
  ) -> Self {
    var data = AssignmentEnded()
    data.assignmentID = id
    data.validTo = .on(day)
    edit(&data)
    return .assignmentEnded(data)
  }

  static func handover(
    _ id: String = "ho-1", _ edit: (inout HandoverInitiated) -> Void = { _ in }
  ) -> Self {
    var data = HandoverInitiated()
    data.handoverID = id
    data.fromEmployeeID = "e-17"
    data.toEmployeeID = "e-23"
    data.kind = .kamToKam
    edit(&data)
    return .handoverInitiated(data)
  }

  static func handoverItem(
    _ item: HandoverItemCompleted.Item, of id: String = "ho-1",
    _ edit: (inout HandoverItemCompleted) -> Void = { _ in }
  ) -> Self {
    var data = HandoverItemCompleted()
    data.handoverID = id
    data.item = item
    edit(&data)
    return .handoverItemCompleted(data)
  }

  static func introduction(
    to contact: String, _ edit: (inout HandoverCustomerIntroduced) -> Void = { _ in }
  ) -> Self {
    var data = HandoverCustomerIntroduced()
    data.handoverID = "ho-1"
    data.contactID = contact
    data.mode = .personal
    edit(&data)
    return .handoverCustomerIntroduced(data)
  }

  static func handoverDone(
    by employee: String = "e-23", _ edit: (inout HandoverCompleted) -> Void = { _ in }
  ) -> Self {
    var data = HandoverCompleted()
    data.handoverID = "ho-1"
    data.acceptedBy = employee
    edit(&data)
    return .handoverCompleted(data)
  }

  static func contact(
    _ id: String, _ edit: (inout ContactAdded) -> Void = { _ in }
  ) -> Self {
    var data = ContactAdded()
    data.contactID = id
    data.function = .purchasing
    data.hierarchy = .head
    edit(&data)
    return .contactAdded(data)
  }

  static func contactLeft(
    _ id: String, on day: UInt32, _ edit: (inout ContactLeft) -> Void = { _ in }
  ) -> Self {
    var data = ContactLeft()
    data.contactID = id
    data.date = .on(day)
    edit(&data)
    return .contactLeft(data)
  }

  static func assessed(
    _ id: String, _ edit: (inout ContactRoleAssessed) -> Void = { _ in }
  ) -> Self {
    var data = ContactRoleAssessed()
    data.contactID = id
    data.buyingRole = .decider
    data.influence = 4
    data.stance = .supporter
    edit(&data)
    return .contactRoleAssessed(data)
  }

  static func erased(
    _ id: String, _ edit: (inout ContactDataErased) -> Void = { _ in }
  ) -> Self {
    var data = ContactDataErased()
    data.contactID = id
    data.requestRef = "DS-1"
    edit(&data)
    return .contactDataErased(data)
  }

  static func interaction(
    _ id: String, with contacts: [String] = [],
    _ edit: (inout InteractionRecorded) -> Void = { _ in }
  ) -> Self {
    var data = InteractionRecorded()
    data.interactionID = id
    data.kind = .visit
    data.contactIds = contacts
    edit(&data)
    return .interactionRecorded(data)
  }

  static func visit(
    with contacts: [String], _ edit: (inout VisitRecorded) -> Void = { _ in }
  ) -> Self {
    var data = VisitRecorded()
    data.contactIds = contacts
    edit(&data)
    return .visitRecorded(data)
  }

  static func review(
    _ id: String, _ edit: (inout ReviewHeld) -> Void = { _ in }
  ) -> Self {
    var data = ReviewHeld()
    data.reviewID = id
    data.kind = .quarterly
    data.period = "2026-Q1"
    edit(&data)
    return .reviewHeld(data)
  }

  static func action(
    _ id: String, _ edit: (inout ActionAgreed) -> Void = { _ in }
  ) -> Self {
    var data = ActionAgreed()
    data.actionID = id
    data.owner = .employeeID("e-23")
    data.due = .on(20_260_401)
    data.text = "Rahmenvertrag vorlegen"
    edit(&data)
    return .actionAgreed(data)
  }

  static func actionDone(
    _ id: String, _ edit: (inout ActionCompleted) -> Void = { _ in }
  ) -> Self {
    var data = ActionCompleted()
    data.actionID = id
    edit(&data)
    return .actionCompleted(data)
  }

  static func actionDropped(
    _ id: String, _ edit: (inout ActionDropped) -> Void = { _ in }
  ) -> Self {
    var data = ActionDropped()
    data.actionID = id
    data.reason = "Werk schließt"
    edit(&data)
    return .actionDropped(data)
  }

  static func competitor(
    _ edit: (inout CompetitorObserved) -> Void = { _ in }
  ) -> Self {
    var data = CompetitorObserved()
    data.competitor = "Südantrieb AG"
    data.area = "Getriebe"
    data.threat = .high
    edit(&data)
    return .competitorObserved(data)
  }

  static func plan(
    _ id: String = "ap-1", version: UInt32, _ edit: (inout PlanVersionPublished) -> Void = { _ in }
  ) -> Self {
    var data = PlanVersionPublished()
    data.planID = id
    data.version = version
    data.from = .on(20_260_101)
    data.to = .on(20_270_101)
    edit(&data)
    return .planVersionPublished(data)
  }

  static func goalReview(
    _ id: String, _ edit: (inout PlanGoalReviewed) -> Void = { _ in }
  ) -> Self {
    var data = PlanGoalReviewed()
    data.goalID = id
    data.status = .onTrack
    edit(&data)
    return .planGoalReviewed(data)
  }

  static func initiative(
    _ id: String, _ edit: (inout InitiativeStarted) -> Void = { _ in }
  ) -> Self {
    var data = InitiativeStarted()
    data.initiativeID = id
    data.kind = .logistics
    edit(&data)
    return .initiativeStarted(data)
  }

  static func initiativeEnd(
    _ id: String, _ edit: (inout InitiativeClosed) -> Void = { _ in }
  ) -> Self {
    var data = InitiativeClosed()
    data.initiativeID = id
    edit(&data)
    return .initiativeClosed(data)
  }

  static func valueProposition(
    to contacts: [String], _ edit: (inout ValuePropositionPresented) -> Void = { _ in }
  ) -> Self {
    var data = ValuePropositionPresented()
    data.contactIds = contacts
    data.customerBenefit = .eur(240_000_00)
    data.basis = "Weniger Stillstand"
    edit(&data)
    return .valuePropositionPresented(data)
  }
}
