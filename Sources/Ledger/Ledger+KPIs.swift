import AccountHealth
import Foundation
import LedgerEvents
import Money
package import Projections
import SwiftProtobuf

/// What became of a question for key figures.
package enum KPIOutcome: Sendable {
  case answered(KPIAnswer)
  /// Figures about individual employees are off.
  case refused(Refusal)
}

extension Ledger {
  /// The key figures of an account, a portfolio or the whole ledger.
  ///
  /// A portfolio is named by one employee, so that its figures are about this employee: they are
  /// given only where a works agreement allows them, and only after it is on disk who read what about
  /// whom (BetrVG § 87 (1) no. 6).
  package func kpis(
    of scope: KPIScope, in span: KPISpan? = nil, clocks: Clocks = Clocks(), actor: String,
    purpose: String? = nil, figures: [String]? = nil
  ) throws(LedgerError) -> KPIOutcome {
    let answer = try LedgerError.asking { () throws(ProjectionError) in
      try KPIQuery(History(journal)).figures(of: scope, in: span, clocks: clocks)
    }
    guard let employee = scope.employee else { return .answered(answer) }
    let day = try today
    let shown = figures ?? answer.results.filter { $0.value != nil }.map(\.kpi.rawValue)
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: UUID().uuidString.lowercased(), source: Ledger.ownSource, subject: Ledger.subject,
        occurrence: .day(day),
        data: EmployeeFiguresRead.with {
          $0.employeeID = employee
          $0.figures = shown
          $0.from = .init(answer.period.from)
          $0.to = .init(answer.period.to)
          $0.knownSize = answer.speaksFor.size
          if let asOf = answer.speaksFor.asOf { $0.asOf = .init(asOf) }
          if let purpose { $0.purpose = purpose }
        }, actor: actor)
    }
    switch try record([event]) {
    case .committed:
      // The event is what the works agreement asks for, and part of the ledger's history; the log of
      // readings is where all readings stand together.
      try note(
        "kpis", about: ["employee/\(employee)"], actor: actor, purpose: purpose,
        knownSize: answer.speaksFor.size)
      return .answered(answer)
    case .rejected(let refusal): return .refused(refusal)
    }
  }
}
