import LedgerEvents
import Money

/// All that the facts of one employee have made of it.
///
/// An employee need not be registered before other facts: files from a CRM name people whom nobody
/// has entered yet.
package struct EmployeeState: Equatable, Sendable {
  private(set) var isRegistered = false
  private(set) var managersFrom: Set<CalendarDay> = []
  private(set) var termsFrom: Set<CalendarDay> = []
  private(set) var statements: Set<Statement> = []
  private(set) var disputes = Disputes()
  private(set) var targets = Targets()

  struct Statement: Hashable, Sendable {
    let plan: String
    let period: String
  }

  package init() {}
}

extension EmployeeState {
  /// Folds a recorded fact; one that belongs to another kind of stream changes nothing.
  package mutating func evolve(_ fact: Fact) {
    switch fact.data {
    case .employeeRegistered: isRegistered = true
    case .employeeManagerChanged(let changed):
      if let day = changed.validFrom.calendarDay { managersFrom.insert(day) }
    case .payTermsAgreed(let agreed):
      if let day = agreed.validFrom.calendarDay { termsFrom.insert(day) }
    case .commissionStatementIssued(let issued):
      statements.insert(Statement(plan: issued.planID, period: issued.period))
    case .commissionDisputed(let disputed): disputes.evolve(disputed)
    case .commissionDisputeSettled(let settled): disputes.evolve(settled)
    case .targetSet(let set): targets.evolve(set)
    default: break
    }
  }
}

extension EmployeeState {
  /// Whether a fact about the employee may be recorded; throws why not.
  package func decide(_ fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    switch fact.data {
    case .employeeRegistered(let data): try decide(data, of: fact)
    case .employeeManagerChanged(let data): try decide(data, of: fact)
    case .onboardingMilestoneReached(let data):
      try requireSubject(data.employeeID, of: fact)
      try Required.choice(data.milestone, at: "milestone")
      try Required.range(data.day, 1...3650, at: "day")
    case .payTermsAgreed(let data): try decide(data, of: fact, terms)
    case .commissionAdjusted(let data):
      try requireSubject(data.employeeID, of: fact)
      try terms.minor(data.amount, .any, at: "amount")
      try Required.text(data.reason, at: "reason")
      try Required.approver(data.approverID, of: fact)
    case .commissionStatementIssued(let data): try decide(data, of: fact, terms)
    case .commissionDisputed(let data): try disputes.decide(data)
    case .commissionDisputeSettled(let data): try disputes.decide(data)
    case .targetSet(let data): try targets.decide(data, of: fact, terms)
    case .forecastSubmitted(let data): try targets.decide(data, of: fact, terms)
    case .customEvent(let data): try terms.decide(data)
    case .eventCorrected, .eventRetracted: try Corrections.decide(fact)
    default: throw .wrongSubject(fact)
    }
  }

  private func decide(_ registered: EmployeeRegistered, of fact: Fact) throws(Rejection) {
    try requireSubject(registered.employeeID, of: fact)
    guard !isRegistered else {
      throw Rejection(
        .duplicateEmployee, at: "employee_id",
        """
        employee \(registered.employeeID) is registered already; record \
        employee.manager_changed, or correct the earlier fact with event.corrected
        """)
    }
    if registered.hasManagerID { try requireManager(registered.managerID, of: fact) }
    _ = try Required.day(registered.validFrom, at: "valid_from")
  }

  private func decide(_ changed: EmployeeManagerChanged, of fact: Fact) throws(Rejection) {
    try requireSubject(changed.employeeID, of: fact)
    try requireManager(changed.managerID, of: fact)
    let from = try Required.day(changed.validFrom, at: "valid_from")
    guard !managersFrom.contains(from) else { throw twice("a manager", from) }
  }

  private func decide(
    _ agreed: PayTermsAgreed, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try requireSubject(agreed.employeeID, of: fact)
    try terms.minor(agreed.fixedPerYear, .notNegative, at: "fixed_per_year")
    try terms.minor(agreed.variableTarget, .notNegative, at: "variable_target")
    let from = try Required.day(agreed.validFrom, at: "valid_from")
    guard !termsFrom.contains(from) else { throw twice("pay", from) }
  }

  /// A statement is issued once; later knowledge becomes correction lines in the next period.
  private func decide(
    _ issued: CommissionStatementIssued, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try requireSubject(issued.employeeID, of: fact)
    try Required.period(issued.period, at: "period")
    if issued.hasPlanID { try Required.identifier(issued.planID, at: "plan_id") }
    try Required.identifiers(issued.decisionIds, at: "decision_ids")
    try terms.minor(issued.total, .any, at: "total")
    try Required.digest(issued.sha256, at: "sha256")
    guard !statements.contains(Statement(plan: issued.planID, period: issued.period)) else {
      throw Rejection(
        .duplicateStatement, at: "period",
        """
        the statement of \(issued.employeeID) for \(issued.period) is issued already and does not \
        change; put the difference into the statement of the next open period
        """)
    }
  }

  private func requireSubject(_ id: String, of fact: Fact) throws(Rejection) {
    try Required.identifier(id, at: "employee_id")
    try Rejection.check(id, isSubjectOf: fact, at: "employee_id")
  }

  private func requireManager(_ manager: String, of fact: Fact) throws(Rejection) {
    try Required.identifier(manager, at: "manager_id")
    guard manager != fact.subjectID else {
      throw Rejection(
        .ownManager, at: "manager_id",
        "\(manager) cannot report to the same person; name the manager, or leave it out at the top")
    }
  }

  private func twice(_ what: String, _ from: CalendarDay) -> Rejection {
    Rejection(
      .duplicateTerms, at: "valid_from",
      "\(what) from \(from) on is recorded already; correct that fact with event.corrected")
  }
}
