import LedgerEvents
import Money

/// All that the facts of one employee have made of it.
///
/// An employee need not be registered before other facts: files from a CRM name people whom nobody
/// has entered yet.
package struct EmployeeState: Equatable, Sendable {
  private(set) var isRegistered = false
  /// The first day of employment; nil when it is not known.
  private(set) var registeredFrom: CalendarDay?
  private(set) var hasLeft = false
  private(set) var managersFrom: Set<CalendarDay> = []
  private(set) var termsFrom: Set<CalendarDay> = []
  private(set) var adjustments: Set<String> = []
  private(set) var statements = Statements()
  private(set) var payouts = Payouts()
  private(set) var statementDisputes = StatementDisputes()
  private(set) var disputes = Disputes()
  private(set) var targets = Targets()

  package init() {}
}

extension EmployeeState {
  /// Folds a recorded fact; one that belongs to another kind of stream changes nothing.
  package mutating func evolve(_ fact: Fact) {
    switch fact.data {
    case .employeeRegistered(let registered):
      isRegistered = true
      registeredFrom = registered.validFrom.calendarDay
    case .employeeLeft: hasLeft = true
    case .employeeManagerChanged(let changed):
      if let day = changed.validFrom.calendarDay { managersFrom.insert(day) }
    case .payTermsAgreed(let agreed):
      if let day = agreed.validFrom.calendarDay { termsFrom.insert(day) }
    case .commissionAdjusted(let adjusted):
      if adjusted.hasAdjustmentID { adjustments.insert(adjusted.adjustmentID) }
    case .commissionStatementPageAdded(let added): statements.evolve(added)
    case .commissionStatementIssued(let issued): statements.evolve(issued)
    case .commissionPaidOut(let paid): payouts.evolve(paid)
    case .commissionStatementDisputed(let disputed): statementDisputes.evolve(disputed)
    case .commissionStatementDisputeSettled(let settled): statementDisputes.evolve(settled)
    case .commissionDisputed(let disputed): disputes.evolve(disputed)
    case .commissionDisputeSettled(let settled): disputes.evolve(settled)
    case .targetSet(let set): targets.evolve(set)
    case .targetAttained(let attained): targets.evolve(attained)
    default: break
    }
  }
}

extension EmployeeState {
  /// Whether a fact about the employee may be recorded; throws why not.
  package func decide(
    _ fact: Fact, _ terms: LedgerTerms, _ surroundings: Surroundings
  ) throws(Rejection) {
    switch fact.data {
    case .employeeRegistered(let data): try decide(data, of: fact)
    case .employeeManagerChanged(let data): try decide(data, of: fact)
    case .employeeLeft(let data): try decide(data, of: fact)
    case .onboardingMilestoneReached(let data):
      try requireSubject(data.employeeID, of: fact)
      try Required.choice(data.milestone, at: "milestone")
      try Required.range(data.day, 1...3650, at: "day")
    case .payTermsAgreed(let data): try decide(data, of: fact, terms)
    case .commissionAdjusted(let data): try decide(data, of: fact, terms)
    case .commissionStatementPageAdded(let data): try statements.decide(data)
    case .commissionStatementIssued(let data):
      try requireSubject(data.employeeID, of: fact)
      try statements.decide(data, of: fact, terms, surroundings)
    case .commissionPaidOut(let data):
      try requireSubject(data.employeeID, of: fact)
      try payouts.decide(data, statements, terms)
    case .commissionStatementDisputed(let data): try statementDisputes.decide(data, statements)
    case .commissionStatementDisputeSettled(let data):
      try statementDisputes.decide(data, of: fact)
    case .commissionDisputed(let data): try disputes.decide(data)
    case .commissionDisputeSettled(let data): try disputes.decide(data)
    case .targetSet(let data): try targets.decide(data, of: fact, terms)
    case .targetAttained(let data): try targets.decide(data, of: fact, terms)
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

  private func decide(_ left: EmployeeLeft, of fact: Fact) throws(Rejection) {
    try requireSubject(left.employeeID, of: fact)
    let to = try Required.day(left.validTo, at: "valid_to")
    guard !hasLeft else {
      throw Rejection(
        .employeeLeft, at: "employee_id",
        "employee \(left.employeeID) has left already; correct that fact with event.corrected")
    }
    if let from = registeredFrom, to < from {
      throw Rejection(
        .beforeItBegan, at: "valid_to",
        """
        the employment of \(left.employeeID) began on \(from), so it cannot have been over on \
        \(to); correct one of the days
        """)
    }
  }

  private func decide(
    _ adjusted: CommissionAdjusted, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try requireSubject(adjusted.employeeID, of: fact)
    // It may be in the currency in which a plan pays.
    try terms.paying(in: adjusted.amount.currency, at: "amount")
      .minor(adjusted.amount, .notZero, at: "amount")
    try Required.text(adjusted.reason, at: "reason")
    try Required.approver(
      adjusted.approverID, preparedBy: adjusted.hasPreparerID ? adjusted.preparerID : nil,
      of: fact)
    if adjusted.hasPeriod { try Required.period(adjusted.period, at: "period") }
    guard adjusted.hasAdjustmentID else { return }
    try Required.identifier(adjusted.adjustmentID, at: "adjustment_id")
    guard !adjustments.contains(adjusted.adjustmentID) else {
      throw .duplicate(.adjustment, adjusted.adjustmentID, at: "adjustment_id")
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
