package import Money

/// An employee's role on an account from a day on, until a day that does not belong to it any more.
package struct Assignment: Hashable, Sendable {
  package struct Ending: Hashable, Sendable {
    package let day: CalendarDay
    package let position: UInt64

    package init(day: CalendarDay, position: UInt64) {
      self.day = day
      self.position = position
    }
  }

  package let account: Name
  package let employee: Name
  package let role: Role
  package let from: CalendarDay
  package let ending: Ending?
  package let position: UInt64
  /// Divides a credit among several holders of the role; basis points where a share was agreed.
  package let weight: Int64

  package init(
    account: Name, employee: Name, role: Role, from: CalendarDay, ending: Ending? = nil,
    position: UInt64, weight: Int64 = 10_000
  ) {
    self.account = account
    self.employee = employee
    self.role = role
    self.from = from
    self.ending = ending
    self.position = position
    self.weight = weight
  }
}
