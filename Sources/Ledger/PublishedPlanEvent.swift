import Journal
import LedgerEvents
package import Money

/// A published plan as its event says it.
package struct PublishedPlanEvent: Sendable {
  package let position: UInt64
  package let recorded: Instant
  package let id: String
  package let version: UInt32
  package let effectiveFrom: CalendarDay
  /// The first day on which it is not in force any more.
  package let effectiveTo: CalendarDay?
  package let worksAgreement: String?
  package let sha256: String

  /// Nil for an event that publishes no plan.
  init?(_ event: StoredEvent) {
    guard case .commissionPlanVersionPublished(let plan)? = try? event.data(),
      let from = try? CalendarDay(yyyymmdd: plan.effectiveFrom.yyyymmdd)
    else { return nil }
    position = event.position
    recorded = event.recorded
    id = plan.planID
    version = plan.version
    effectiveFrom = from
    effectiveTo =
      plan.hasEffectiveTo ? try? CalendarDay(yyyymmdd: plan.effectiveTo.yyyymmdd) : nil
    worksAgreement = plan.hasWorksAgreement ? plan.worksAgreement : nil
    sha256 = plan.sha256
  }
}

extension Ledger {
  /// Every published plan in the order of publishing; reads every header.
  package func publishedPlans() throws(LedgerError) -> [PublishedPlanEvent] {
    var plans: [PublishedPlanEvent] = []
    try LedgerError.journal { () throws(JournalError) in
      try journal.scan { header, record throws(JournalError) in
        guard header.type == CommissionPlanVersionPublished.typeNumber,
          let event = try? StoredEvent(Array(record)), let plan = PublishedPlanEvent(event)
        else { return }
        plans.append(plan)
      }
    }
    return plans
  }
}
