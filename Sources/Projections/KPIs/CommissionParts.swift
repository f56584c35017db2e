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
      var byPayee: [String: Int128] = [:]
      var isForeign = false
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
      var event = events[key] ?? Event(day: line.trigger.day)
      event.byPayee[line.payee, default: 0] += Int128(line.amount.minor)
      if line.amount.currency != line.revenue.currency { event.isForeign = true }
      events[key] = event
    }
    for (key, event) in events.sorted(by: { $0.key.position < $1.key.position }) {
      let amounts = event.byPayee.values.filter { $0 > 0 }
      guard !amounts.isEmpty else { continue }
      byAccount[key.account, default: []].append(
        .init(
          payees: amounts.count, total: amounts.reduce(0, +), largest: amounts.max() ?? 0,
          isForeign: event.isForeign, day: event.day, position: key.position))
    }
  }
}
