package import Commission
import LedgerEvents
import Money
import SwiftProtobuf
import TransparencyLog
import YAMLText

extension Ledger {
  /// Reads a plan file and says every fault in it with its line.
  package static func readPlan(at path: String) throws(LedgerError) -> (text: String, plan: Plan) {
    let text = try DocumentFile.text(at: path, kind: "plan")
    do {
      return (text, try Plan.parse(text))
    } catch {
      throw .document(error.named(path))
    }
  }

  /// Publishes a plan: the exact bytes become an event, and hold from the plan's own date on.
  ///
  /// Publishing the same bytes again as the same actor gives the first receipt.
  package func publishPlan(
    text: String, _ plan: Plan, actor: String
  ) throws(LedgerError) -> Outcome {
    var utf8 = text
    let digest = utf8.withUTF8 { Hash.of(.init($0)).hexadecimal }
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: "\(plan.id)-\(plan.version)", source: Ledger.ownSource, subject: "plan/\(plan.id)",
        occurrence: .unknown,
        data: CommissionPlanVersionPublished.with {
          $0.planID = plan.id
          // A version too large for a record is refused by its rule, not by a trap.
          $0.version = UInt32(clamping: plan.version)
          $0.effectiveFrom = .init(plan.effectiveFrom)
          if let end = plan.effectiveTo { $0.effectiveTo = .init(end) }
          $0.text = text
          $0.sha256 = digest
          if let agreement = plan.worksAgreement { $0.worksAgreement = agreement }
        }, actor: actor)
    }
    return try publish(event, of: "plan \(plan.id)", version: plan.version, sha256: digest)
  }
}

extension Day {
  init(_ day: CalendarDay) {
    self.init()
    yyyymmdd = day.yyyymmdd
  }
}
