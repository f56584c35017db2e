import LedgerEvents
package import Money

/// Whether figures about individual employees may be read, as a works agreement says.
///
/// They are off until a permission is recorded; the newest permission holds alone.
package struct EmployeeFigures: Equatable, Sendable {
  struct Permission: Equatable, Sendable {
    let from: CalendarDay
    let to: CalendarDay?
    let worksAgreement: String
  }

  private var permission: Permission?

  /// The works agreement by which such figures may be read on a day; nil where they are off.
  package func worksAgreement(on day: CalendarDay) -> String? {
    guard let permission, permission.from <= day, permission.to.map({ day < $0 }) ?? true else {
      return nil
    }
    return permission.worksAgreement
  }
}

extension EmployeeFigures {
  mutating func evolve(_ permitted: EmployeeFiguresPermitted) {
    guard let from = permitted.validFrom.calendarDay else { return }
    permission = Permission(
      from: from, to: permitted.hasValidTo ? permitted.validTo.calendarDay : nil,
      worksAgreement: permitted.worksAgreement)
  }
}

extension EmployeeFigures {
  static func decide(_ permitted: EmployeeFiguresPermitted, of fact: Fact) throws(Rejection) {
    try Required.text(permitted.worksAgreement, at: "works_agreement")
    let from = try Required.day(permitted.validFrom, at: "valid_from")
    if permitted.hasValidTo {
      _ = try Required.end(permitted.validTo, after: from, at: "valid_to")
    }
    try Required.approver(permitted.approverID, of: fact)
  }

  func decide(_ read: EmployeeFiguresRead, of fact: Fact) throws(Rejection) {
    try Required.identifier(read.employeeID, at: "employee_id")
    guard !read.figures.isEmpty else { throw Required.missing("figures") }
    for figure in read.figures { try Required.text(figure, at: "figures") }
    let from = try Required.day(read.from, at: "from")
    _ = try Required.end(read.to, after: from, at: "to")
    guard let day = fact.day else {
      throw Rejection(
        .missingValue, "the day of the reading is not known; give the event a time")
    }
    guard worksAgreement(on: day) != nil else {
      throw Rejection(
        .employeeFiguresOff,
        """
        figures about individual employees are off in this ledger on \(day) (BetrVG § 87 (1) no. \
        6); once a works agreement allows them, record employee_figures.permitted with its reference
        """)
    }
  }
}
