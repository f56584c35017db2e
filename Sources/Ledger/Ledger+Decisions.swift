import Commission
import Journal
import LedgerEvents
import Money
import Projections
import SwiftProtobuf

/// Credit in full for each because nobody agreed who sold a deal is a decision, and is recorded as one.
extension Ledger {
  /// The decisions on the deals of a statement that are credited in doubt and were not recorded yet.
  func inDoubt(
    _ document: StatementDocument, _ query: StatementQuery, _ actor: String
  ) throws(LedgerError) -> [(id: String, event: ProposedEvent)] {
    guard document.lines.contains(where: \.isInDoubt) else { return [] }
    let sales = try LedgerError.asking { () throws(ProjectionError) in
      Dictionary(
        grouping: try query.commission.lines().filter { $0.isInDoubt && $0.trigger.kind == .sale },
        by: \.deal)
    }
    var found: [(id: String, event: ProposedEvent)] = []
    var seen: Set<String> = []
    for line in document.lines where line.isInDoubt {
      guard let deal = line.deal, let account = line.account, let type = line.dealType else {
        continue
      }
      let id = "in-doubt-\(type)-\(deal)-\(line.clause)"
      guard !query.book.decisions.contains(id), seen.insert(id).inserted else { continue }
      let lines = (sales[deal] ?? []).filter {
        $0.dealType?.rawValue == type && $0.clause == line.clause
      }
      let positions = Set(lines.map(\.trigger.position)).sorted()
      let records = try LedgerError.journal { () throws(JournalError) in
        try journal.records(at: positions)
      }
      let events = records.compactMap { (try? StoredEvent($0))?.id }
      guard let trigger = events.first else { continue }
      let decided = lines.compactMap { CommissionLine($0) }
      guard !decided.isEmpty else { continue }
      let event = try LedgerError.input { () throws(EventError) in
        try ProposedEvent(
          id: "\(id)-\(account)", source: Ledger.ownSource, subject: "account/\(account)",
          occurrence: .unknown,
          data: CommissionDecided.with {
            $0.decisionID = id
            $0.triggerEventID = trigger
            $0.planID = line.plan
            $0.planVersion = UInt32(clamping: line.planVersion)
            $0.inputEventIds = events
            $0.lines = decided
            $0.explanation = [
              """
              Double credit in doubt by clause \(line.clause): nobody agreed who sold the deal, so \
              each is credited in full; the revenue counts once.
              """
            ]
          }, actor: actor)
      }
      found.append((id, event))
    }
    return found
  }
}

extension LedgerEvents.CommissionLine {
  /// Nil for a credit that no role on the account stands for.
  fileprivate init?(_ entry: CommissionEntry) {
    guard let role = LedgerEvents.Role(word: entry.role) else { return nil }
    self.init()
    employeeID = entry.payee
    self.role = role
    ruleID = entry.clause
    basis = MoneyValue(entry.base)
    rateBp = Int32(clamping: entry.rate.map { $0.basisPoints } ?? 0)
    shareBp = UInt32(clamping: entry.share.basisPoints)
    amount = MoneyValue(entry.amount)
  }
}

extension LedgerEvents.Role {
  fileprivate init?(word: String) {
    switch word {
    case "kam": self = .kam
    case "field_sales": self = .fieldSales
    case "sales_manager": self = .salesManager
    case "inside_sales": self = .insideSales
    case "support": self = .support
    case "executive_sponsor": self = .executiveSponsor
    default: return nil
    }
  }
}

extension Rate {
  /// Whole basis points, cut towards zero; the exact rate stands in the statement.
  fileprivate var basisPoints: Int64 {
    let (product, overflow) = numerator.multipliedReportingOverflow(by: 10_000)
    return overflow ? numerator / denominator * 10_000 : product / denominator
  }
}
