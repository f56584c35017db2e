import Commission
import Money

/// The lines under two sets of plans, put together by payee, deal and clause.
struct DifferenceBook {
  enum Side: Int { case old, new }

  /// What is compared with each other.
  struct Key: Hashable {
    let place: Place
    let currency: Currency
  }

  struct Place: Hashable {
    let payee: String
    /// The deal, or what a line without one is about.
    let subject: String
    /// Nil for the plans that are compared, so that clauses of one name meet.
    let plan: String?
    let clause: String
  }

  private struct Group {
    var ids: [[String]] = [[], []]
    var amounts: [Amount]
    var payables: [Amount]
  }

  private let plans: Set<String>
  private var groups: [Key: Group] = [:]
  private var currencies: [Place: Set<Currency>] = [:]

  init(comparing plans: Set<String>) {
    self.plans = plans
  }

  var count: Int { groups.count }

  mutating func take(_ line: CommissionEntry, _ side: Side) throws(MoneyError) {
    let key = key(line)
    let none = [Amount](repeating: .zero(key.currency), count: 2)
    var group = groups[key] ?? Group(amounts: none, payables: none)
    group.ids[side.rawValue].append(line.id)
    group.amounts[side.rawValue] = try group.amounts[side.rawValue].adding(line.amount)
    group.payables[side.rawValue] = try group.payables[side.rawValue].adding(line.payable)
    groups[key] = group
    currencies[key.place, default: []].insert(key.currency)
  }

  private func key(_ line: CommissionEntry) -> Key {
    let subject =
      if let deal = line.deal, let type = line.dealType {
        "\(type.rawValue)/\(deal)"
      } else {
        "\(line.role)/\(line.span.map { "\($0)" } ?? line.trigger.id)"
      }
    return Key(
      place: Place(
        payee: line.payee, subject: subject, plan: plans.contains(line.plan) ? nil : line.plan,
        clause: line.clause), currency: line.currency)
  }

  /// What is not the same on both sides, in order.
  var changed: [Key] {
    groups.filter { _, group in
      group.amounts[0] != group.amounts[1] || group.payables[0] != group.payables[1]
    }.keys.sorted { $0.order < $1.order }
  }

  func ids(_ key: Key, _ side: Side) -> [String] { groups[key]?.ids[side.rawValue] ?? [] }

  /// The changed lines with their reasons, from the lines of both sides with their derivations.
  func lines(
    _ changed: [Key], old: [CommissionEntry], new: [CommissionEntry],
    isInNewPlan: (String) -> Bool
  ) throws(MoneyError) -> [PlanDifference.Line] {
    let before = Dictionary(grouping: old, by: key)
    let after = Dictionary(grouping: new, by: key)
    var lines: [PlanDifference.Line] = []
    for key in changed {
      guard let group = groups[key] else { continue }
      let (old, new) = (before[key] ?? [], after[key] ?? [])
      guard let first = new.first ?? old.first else { continue }
      let cause = cause(key, old, new, isInNewPlan)
      lines.append(
        PlanDifference.Line(
          payee: first.payee, account: first.account, deal: first.deal, dealType: first.dealType,
          span: first.span, plan: first.plan, clause: first.clause,
          amount: try .init(group.amounts[0], group.amounts[1]),
          payable: try .init(group.payables[0], group.payables[1]), reason: cause.reason,
          detail: cause.detail, furtherSteps: cause.further, old: old, new: new))
    }
    return lines
  }

  private func cause(
    _ key: Key, _ old: [CommissionEntry], _ new: [CommissionEntry],
    _ isInNewPlan: (String) -> Bool
  ) -> DifferenceCause {
    if !old.isEmpty, !new.isEmpty { return DifferenceCause(old, new) }
    if currencies[key.place]?.count ?? 0 > 1 { return DifferenceCause(reason: .currency) }
    if new.isEmpty {
      let isGone = !isInNewPlan(key.place.clause)
      return DifferenceCause(
        reason: .onlyInOld, detail: isGone ? "clause gone" : nil)
    }
    return DifferenceCause(reason: .onlyInNew)
  }
}

extension DifferenceBook.Key {
  fileprivate var order: (String, String, String, String, Currency) {
    (place.payee, place.subject, place.clause, place.plan ?? "", currency)
  }
}
