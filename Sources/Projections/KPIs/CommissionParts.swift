import AccountHealth
import Money

/// What commission each event of a period earns, by account.
///
/// Reversals and what a payee owes belong to the event they reverse, and are left out.
struct CommissionParts {
  private(set) var byAccount: [String: [KPIFacts.Commission]] = [:]

  init(
    _ history: History, _ clocks: Clocks, _ period: KPIPeriod
  ) throws(ProjectionError) {
    struct Event {
      var byPayee: [String: Int64] = [:]
      var day: CalendarDay
    }
    struct Key: Hashable {
      let account: String
      let position: UInt64
    }
    var events: [Key: Event] = [:]
    for line in try CommissionQuery(history, clocks).lines() {
      guard let account = line.account, !line.trigger.isReversal, !line.isClaim,
        period.from <= line.trigger.day, line.trigger.day <= period.last
      else { continue }
      let key = Key(account: account, position: line.trigger.position)
      let known = events[key]?.byPayee[line.payee] ?? 0
      let (sum, overflow) = known.addingReportingOverflow(line.amount.minor)
      guard !overflow else { throw .arithmetic(.overflow("the commission of \(line.payee)")) }
      events[key, default: Event(day: line.trigger.day)].byPayee[line.payee] = sum
    }
    for (key, event) in events.sorted(by: { $0.key.position < $1.key.position }) {
      let amounts = event.byPayee.values.filter { $0 > 0 }
      guard !amounts.isEmpty else { continue }
      var total: Int64 = 0
      for amount in amounts {
        let (sum, overflow) = total.addingReportingOverflow(amount)
        guard !overflow else { throw .arithmetic(.overflow("the commission of an event")) }
        total = sum
      }
      byAccount[key.account, default: []].append(
        .init(
          payees: amounts.count, total: total, largest: amounts.max() ?? 0, day: event.day,
          position: key.position))
    }
  }
}
