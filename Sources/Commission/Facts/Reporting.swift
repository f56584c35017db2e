package import Money

/// Whom an employee reports to from a day on, until another fact about the same employee begins.
package struct Reporting: Hashable, Sendable {
  package let employee: Name
  /// Nil when the employee reports to nobody any more.
  package let manager: Name?
  package let from: CalendarDay
  package let position: UInt64

  package init(employee: Name, manager: Name?, from: CalendarDay, position: UInt64) {
    self.employee = employee
    self.manager = manager
    self.from = from
    self.position = position
  }
}
