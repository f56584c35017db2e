package import LedgerEvents

/// Whose key figures are asked for.
package enum KPIScope: Hashable, Sendable {
  case account(String)
  /// The accounts on which an employee holds a role on the last day of the period.
  ///
  /// Every figure of it is one about this employee.
  case portfolio(employee: String, role: LedgerEvents.Role)
  case ledger

  /// The employee the figures are about.
  package var employee: String? {
    if case .portfolio(let employee, _) = self { employee } else { nil }
  }
}
