import LedgerEvents

/// Valid facts of families H to L, to be changed where a test needs it.
extension Record.OneOf_Data {
  static func target(
    version: UInt32 = 1, scope: String = "account/nordwerk",
    _ edit: (inout TargetSet) -> Void = { _ in }
  ) -> Self {
    var data = TargetSet()
    data.scope = scope
    data.kpi = "revenue"
    data.period = "2026-Q1"
    data.value.count = 12
    data.version = version
    edit(&data)
    return .targetSet(data)
  }

  static func forecast(
    scope: String = "account/nordwerk", _ edit: (inout ForecastSubmitted) -> Void = { _ in }
  ) -> Self {
    var data = ForecastSubmitted()
    data.scope = scope
    data.period = "2026-Q1"
    data.amount = .eur(210_000_00)
    data.category = .commit
    data.asOf = .on(20_260_101)
    edit(&data)
    return .forecastSubmitted(data)
  }

  static func escalation(
    _ id: String, severity: UInt32 = 2, _ edit: (inout EscalationRaised) -> Void = { _ in }
  ) -> Self {
    var data = EscalationRaised()
    data.escalationID = id
    data.severity = severity
    data.category = .delivery
    edit(&data)
    return .escalationRaised(data)
  }

  static func acknowledged(
    _ id: String, _ edit: (inout EscalationAcknowledged) -> Void = { _ in }
  ) -> Self {
    var data = EscalationAcknowledged()
    data.escalationID = id
    edit(&data)
    return .escalationAcknowledged(data)
  }

  static func paused(
    _ id: String, _ edit: (inout EscalationPaused) -> Void = { _ in }
  ) -> Self {
    var data = EscalationPaused()
    data.escalationID = id
    data.waitingOn = .supplier
    edit(&data)
    return .escalationPaused(data)
  }

  static func resumed(
    _ id: String, _ edit: (inout EscalationResumed) -> Void = { _ in }
  ) -> Self {
    var data = EscalationResumed()
    data.escalationID = id
    edit(&data)
    return .escalationResumed(data)
  }

  static func resolved(
    _ id: String, _ edit: (inout EscalationResolved) -> Void = { _ in }
  ) -> Self {
    var data = EscalationResolved()
    data.escalationID = id
    edit(&data)
    return .escalationResolved(data)
  }

  static func reopened(
    _ id: String, _ edit: (inout EscalationReopened) -> Void = { _ in }
  ) -> Self {
    var data = EscalationReopened()
    data.escalationID = id
    edit(&data)
    return .escalationReopened(data)
  }

  static func survey(
    score: Int32 = 9, _ edit: (inout SurveyAnswered) -> Void = { _ in }
  ) -> Self {
    var data = SurveyAnswered()
    data.surveyID = "sv-1"
    data.instrument = .nps
    data.score = score
    data.scaleMin = 0
    data.scaleMax = 10
    edit(&data)
    return .surveyAnswered(data)
  }

  static func sentiment(
    _ rating: UInt32, _ edit: (inout SentimentRated) -> Void = { _ in }
  ) -> Self {
    var data = SentimentRated()
    data.rating = rating
    edit(&data)
    return .sentimentRated(data)
  }

  static func split(
    of order: String = "or-1", _ shares: [CreditShare], mode: SplitMode = .split,
    _ edit: (inout CommissionSplitAgreed) -> Void = { _ in }
  ) -> Self {
    var data = CommissionSplitAgreed()
    data.orderID = order
    data.shares = shares
    data.mode = mode
    data.approverID = "e-2"
    edit(&data)
    return .commissionSplitAgreed(data)
  }

  static func revisedSplit(
    of order: String = "or-1", _ shares: [CreditShare],
    _ edit: (inout CommissionSplitRevised) -> Void = { _ in }
  ) -> Self {
    var data = CommissionSplitRevised()
    data.orderID = order
    data.shares = shares
    data.mode = .split
    data.reason = "Nachverhandelt"
    data.approverID = "e-2"
    edit(&data)
    return .commissionSplitRevised(data)
  }

  static func decision(
    _ id: String, _ lines: [CommissionLine], _ edit: (inout CommissionDecided) -> Void = { _ in }
  ) -> Self {
    var data = CommissionDecided()
    data.decisionID = id
    data.triggerEventID = "ev-1"
    data.planID = "kam-2026"
    data.planVersion = 1
    data.lines = lines
    edit(&data)
    return .commissionDecided(data)
  }

  static func clawback(
    of id: String, _ lines: [CommissionLine],
    _ edit: (inout CommissionClawedBack) -> Void = { _ in }
  ) -> Self {
    var data = CommissionClawedBack()
    data.decisionID = id
    data.triggerEventID = "ev-2"
    data.lines = lines
    data.ground = .cancelled
    edit(&data)
    return .commissionClawedBack(data)
  }

  static func dispute(
    _ id: String, _ edit: (inout CommissionDisputed) -> Void = { _ in }
  ) -> Self {
    var data = CommissionDisputed()
    data.decisionID = id
    data.reason = "Satz falsch"
    edit(&data)
    return .commissionDisputed(data)
  }

  static func settled(
    _ id: String, _ edit: (inout CommissionDisputeSettled) -> Void = { _ in }
  ) -> Self {
    var data = CommissionDisputeSettled()
    data.decisionID = id
    data.result = .upheld
    edit(&data)
    return .commissionDisputeSettled(data)
  }

  static func override(
    until day: UInt32, _ edit: (inout HealthOverrideSet) -> Void = { _ in }
  ) -> Self {
    var data = HealthOverrideSet()
    data.band = .red
    data.reason = "Eskalation beim Vorstand"
    data.expiresAt = .on(day)
    edit(&data)
    return .healthOverrideSet(data)
  }

  static func overrideCleared(
    _ edit: (inout HealthOverrideCleared) -> Void = { _ in }
  ) -> Self {
    var data = HealthOverrideCleared()
    _ = data
    edit(&data)
    return .healthOverrideCleared(data)
  }

  static func employee(
    _ id: String = "e-23", _ edit: (inout EmployeeRegistered) -> Void = { _ in }
  ) -> Self {
    var data = EmployeeRegistered()
    data.employeeID = id
    data.validFrom = .on(20_260_101)
    edit(&data)
    return .employeeRegistered(data)
  }

  static func manager(
    _ manager: String, from day: UInt32 = 20_260_201,
    _ edit: (inout EmployeeManagerChanged) -> Void = { _ in }
  ) -> Self {
    var data = EmployeeManagerChanged()
    data.employeeID = "e-23"
    data.managerID = manager
    data.validFrom = .on(day)
    edit(&data)
    return .employeeManagerChanged(data)
  }

  static func payTerms(
    from day: UInt32, _ edit: (inout PayTermsAgreed) -> Void = { _ in }
  ) -> Self {
    var data = PayTermsAgreed()
    data.employeeID = "e-23"
    data.fixedPerYear = .eur(72_000_00)
    data.variableTarget = .eur(28_000_00)
    data.validFrom = .on(day)
    edit(&data)
    return .payTermsAgreed(data)
  }

  static func milestone(
    day: UInt32, _ edit: (inout OnboardingMilestoneReached) -> Void = { _ in }
  ) -> Self {
    var data = OnboardingMilestoneReached()
    data.employeeID = "e-23"
    data.milestone = .accompaniedVisit
    data.day = day
    edit(&data)
    return .onboardingMilestoneReached(data)
  }

  static func adjustment(
    _ edit: (inout CommissionAdjusted) -> Void = { _ in }
  ) -> Self {
    var data = CommissionAdjusted()
    data.employeeID = "e-23"
    data.amount = .eur(-250_00)
    data.reason = "Ausgleich"
    data.approverID = "e-2"
    edit(&data)
    return .commissionAdjusted(data)
  }

  static func statement(
    _ period: String, plan: String = "kam-2026",
    _ edit: (inout CommissionStatementIssued) -> Void = { _ in }
  ) -> Self {
    var data = CommissionStatementIssued()
    data.employeeID = "e-23"
    data.period = period
    data.planID = plan
    data.total = .eur(8_625_00)
    data.sha256 = String(repeating: "a", count: 64)
    edit(&data)
    return .commissionStatementIssued(data)
  }
}
