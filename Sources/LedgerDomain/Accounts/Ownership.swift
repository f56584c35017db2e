import LedgerEvents
import Money

/// Who holds which role on the account from when to when, by assignment.
struct Ownership: Equatable, Sendable {
  struct Assignment: Equatable, Sendable {
    let employee: String
    let role: Role
    let from: CalendarDay
    /// The first day no longer in the role; nil while it is open.
    var to: CalendarDay?

    /// Whether an assignment without an end, from `day` on, shares a day with this one.
    func overlaps(openFrom day: CalendarDay) -> Bool {
      guard let to else { return true }
      return from < to && day < to
    }

    var span: String { to.map { "from \(from) to before \($0)" } ?? "from \(from) on" }
  }

  private(set) var assignments: [String: Assignment] = [:]
}

extension Ownership {
  mutating func evolve(_ started: AssignmentStarted) {
    guard assignments[started.assignmentID] == nil, let from = started.validFrom.calendarDay
    else { return }
    assignments[started.assignmentID] = Assignment(
      employee: started.employeeID, role: started.role, from: from)
  }

  mutating func evolve(_ ended: AssignmentEnded) {
    guard let to = ended.validTo.calendarDay else { return }
    assignments[ended.assignmentID]?.to = to
  }
}

extension Ownership {
  func decide(_ started: AssignmentStarted) throws(Rejection) {
    let id = started.assignmentID
    try Required.identifier(id, at: "assignment_id")
    guard assignments[id] == nil else { throw .duplicate(.assignment, id, at: "assignment_id") }
    try Required.identifier(started.employeeID, at: "employee_id")
    try Required.choice(started.role, at: "role")
    if started.hasCreditShareBp {
      try Required.basisPoints(started.creditShareBp, at: "credit_share_bp")
    }
    let from = try Required.day(started.validFrom, at: "valid_from")
    for (otherID, other) in assignments
    where other.role == started.role && other.overlaps(openFrom: from) {
      if other.employee == started.employeeID {
        throw overlapping(started, other, otherID)
      }
      if started.role == .kam { throw secondKAM(started, from, other, otherID) }
    }
  }

  func decide(_ ended: AssignmentEnded) throws(Rejection) {
    guard let assignment = assignments[ended.assignmentID] else {
      throw .unknown(.assignment, ended.assignmentID, at: "assignment_id")
    }
    if let to = assignment.to {
      throw Rejection(
        .assignmentEnded, at: "assignment_id",
        """
        assignment \(ended.assignmentID) of \(assignment.employee) ended on \(to) already; correct \
        that fact with event.corrected if the day was wrong
        """)
    }
    // Whoever was named and replaced on one day held the role on none, and that can happen.
    let to = try Required.day(ended.validTo, at: "valid_to")
    guard to >= assignment.from else {
      throw Rejection(
        .emptyPeriod, at: "valid_to",
        """
        \(to) is before \(assignment.from), the first day of assignment \(ended.assignmentID); name \
        the first day no longer in the role
        """)
    }
  }

  private func secondKAM(
    _ started: AssignmentStarted, _ from: CalendarDay, _ other: Assignment, _ otherID: String
  ) -> Rejection {
    let remedy =
      from < other.from
      ? """
      record assignments in the order of their first days: retract \(otherID), record this one and \
      its end, then the other again
      """
      : other.to.map { "begin on \($0) or later" }
        ?? "record assignment.ended for \(otherID) first, on \(from) or earlier"
    return Rejection(
      .secondActiveKAM, at: "valid_from",
      """
      \(started.employeeID) would be a second key account manager from \(from): \
      \(other.employee) is it \(other.span) (assignment \(otherID)); \(remedy)
      """)
  }

  private func overlapping(
    _ started: AssignmentStarted, _ other: Assignment, _ otherID: String
  ) -> Rejection {
    Rejection(
      .overlappingAssignment, at: "valid_from",
      """
      \(started.employeeID) holds this role already \(other.span) (assignment \(otherID)) and \
      would be credited twice; end that assignment first or begin after it
      """)
  }
}

extension Ownership: Compact {
  func write(to writer: inout StateWriter) { writer.write(assignments) }

  init(from reader: inout StateReader) { assignments = reader.read() }
}

extension Ownership.Assignment: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(employee)
    writer.write(role)
    writer.write(from)
    writer.write(to)
  }

  init(from reader: inout StateReader) {
    employee = reader.read()
    role = reader.read()
    from = reader.read()
    to = reader.read()
  }
}
