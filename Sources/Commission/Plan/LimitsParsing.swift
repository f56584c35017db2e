import Money
import YAMLText

extension Limits {
  static func read(
    _ clause: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> Limits {
    guard let node = clause.child("limits"),
      node.isMapping("limits", keys: ["deal"] + PeriodWord.allCases.map(\.rawValue), &issues)
    else { return .none }
    var limits = Limits()
    if let deal = node.child("deal"),
      deal.isMapping("deal", keys: ["cap", "floor", "minimum_base"], &issues)
    {
      (limits.deal.cap, limits.deal.floor) = readCapAndFloor(deal, currency, &issues)
      limits.deal.minimumBase = deal.amount("minimum_base", in: currency, &issues)
    }
    limits.periods = PerPeriod.readAll(node, currency, &issues)
    return limits
  }

  fileprivate static func readCapAndFloor(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> (cap: Amount?, floor: Amount?) {
    let cap = node.amount("cap", in: currency, &issues)
    let floor = node.amount("floor", in: currency, &issues)
    if let cap, let floor, cap.minor < floor.minor {
      issues.add(
        "floor \(floor) lies above cap \(cap); nothing can keep both",
        at: node.child("floor") ?? node)
    }
    return (cap, floor)
  }
}

extension Limits.PerPeriod {
  /// In the order month, quarter, year, whatever the order of the text.
  static func readAll(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> [Limits.PerPeriod] {
    var all: [Limits.PerPeriod] = []
    for word in PeriodWord.allCases {
      guard let child = node.child(word.rawValue),
        child.isMapping(word.rawValue, keys: ["cap", "floor"], &issues)
      else { continue }
      let (cap, floor) = Limits.readCapAndFloor(child, currency, &issues)
      all.append(Limits.PerPeriod(length: word.length, cap: cap, floor: floor))
    }
    return all
  }
}
