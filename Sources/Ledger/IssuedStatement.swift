package import Commission
import Journal
import LedgerEvents
import Money

/// A statement (Abrechnung) that was issued; nothing published later changes it.
package struct IssuedStatement: Hashable, Sendable {
  package let position: UInt64
  /// Nil where the event names none.
  package let id: String?
  package let payee: String
  package let period: String

  /// Nil for an event that issues no statement.
  init?(_ event: StoredEvent) {
    guard case .commissionStatementIssued(let issued)? = try? event.data() else { return nil }
    position = event.position
    id = issued.hasStatementID ? issued.statementID : nil
    payee = issued.employeeID
    period = issued.period
  }
}

extension Ledger {
  /// Every issued statement in the order of issuing; reads every header.
  package func issuedStatements() throws(LedgerError) -> [IssuedStatement] {
    var statements: [IssuedStatement] = []
    try LedgerError.journal { () throws(JournalError) in
      try journal.scan { header, record throws(JournalError) in
        guard header.type == CommissionStatementIssued.typeNumber,
          let event = try? StoredEvent(Array(record)), let statement = IssuedStatement(event)
        else { return }
        statements.append(statement)
      }
    }
    return statements
  }

  /// Why a plan could not be published as it is; nil where nothing stands against it.
  package func objection(to plan: Plan) throws(LedgerError) -> String? {
    guard plan.currency == terms.currency else {
      return "it pays in \(plan.currency), but this ledger keeps \(terms.currency)"
    }
    let newest = try publishedPlans().filter { $0.id == plan.id }.map(\.version).max()
    guard let newest, plan.version <= Int(newest) else { return nil }
    return PublishedVersion.objection("plan \(plan.id)", newest)
  }
}
