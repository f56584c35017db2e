import YAMLText

extension HealthModel.Bands {
  static func read(_ root: YAMLNode, _ issues: inout IssueList) -> HealthModel.Bands? {
    guard let node = root.required("bands", &issues),
      node.isMapping("bands", keys: ["green_from", "amber_from", "minimum_coverage"], &issues)
    else { return nil }
    let green = node.requiredValue("green_from", &issues, as: HealthWord.points)
    let amber = node.requiredValue("amber_from", &issues, as: HealthWord.points)
    let coverage = node.requiredValue("minimum_coverage", &issues, as: HealthWord.share)
    guard let green, let amber, let coverage else { return nil }
    if amber >= green, let place = node.child("amber_from") {
      issues.add("amber must begin below green; the bands are red, amber, green", at: place)
    }
    return .init(green: green, amber: amber, minimumCoverage: coverage)
  }
}

extension HealthModel.ServiceLevels {
  static func read(_ root: YAMLNode, _ issues: inout IssueList) -> HealthModel.ServiceLevels? {
    guard let node = root.required("service", &issues),
      node.isMapping("service", keys: ["doubling_days", "severities"], &issues)
    else { return nil }
    let doubling = node.requiredValue("doubling_days", &issues, as: HealthWord.count)
    guard let place = node.required("severities", &issues),
      let items = node.list("severities", meaning: "severities 1 to 4 are needed", &issues)
    else { return nil }
    var weights: [Int] = []
    var targets: [Int] = []
    var isComplete = true
    for (index, item) in items.enumerated() {
      guard item.isMapping("a severity", keys: ["severity", "weight", "target_days"], &issues)
      else {
        isComplete = false
        continue
      }
      let severity = item.requiredValue("severity", &issues, as: HealthWord.count)
      if let severity, severity != index + 1, let node = item.child("severity") {
        issues.add("severity \(index + 1) must stand here; list 1 to 4 in order", at: node)
      }
      let weight = item.requiredValue("weight", &issues, as: HealthWord.load)
      let target = item.requiredValue("target_days", &issues, as: HealthWord.count)
      guard let weight, let target else {
        isComplete = false
        continue
      }
      if let last = weights.last, weight > last, let node = item.child("weight") {
        issues.add("a lesser severity weighs more than the one before; order them", at: node)
      }
      weights.append(weight)
      targets.append(target)
    }
    if items.count != 4 {
      issues.add("there are \(items.count) severities; severities 1 to 4 are needed", at: place)
      isComplete = false
    }
    guard isComplete, let doubling else { return nil }
    return .init(weights: weights, targetDays: targets, doublingDays: doubling)
  }
}

extension HealthModel.RenewalRules {
  static func read(_ root: YAMLNode, _ issues: inout IssueList) -> HealthModel.RenewalRules? {
    guard let node = root.required("renewal", &issues),
      node.isMapping("renewal", keys: ["opportunity_days"], &issues),
      let days = node.requiredValue("opportunity_days", &issues, as: HealthWord.count)
    else { return nil }
    return .init(opportunityDays: days)
  }
}

extension WarningThresholds {
  private static let effortKeys = [
    "quarter_days", "visits_from", "minimum_visits_before", "win_rate_drop", "minimum_closed",
    "minimum_closed_now", "revenue", "growth_window_days",
  ]

  static func read(_ root: YAMLNode, _ issues: inout IssueList) -> WarningThresholds? {
    guard let node = root.required("warnings", &issues),
      node.isMapping("warnings", keys: ["effort_up_yield_down", "purchasing_only"], &issues)
    else { return nil }
    let effort = node.required("effort_up_yield_down", &issues)
    let purchasing = node.required("purchasing_only", &issues)
    guard let effort, let purchasing,
      effort.isMapping("effort_up_yield_down", keys: effortKeys, &issues),
      purchasing.isMapping(
        "purchasing_only", keys: ["window_days", "share_from", "minimum_interactions"], &issues)
    else { return nil }
    let quarter = effort.requiredValue("quarter_days", &issues, as: HealthWord.count)
    let increase = effort.requiredValue("visits_from", &issues, as: HealthWord.increase)
    let visits = effort.requiredValue("minimum_visits_before", &issues, as: HealthWord.count)
    let drop = effort.requiredValue("win_rate_drop", &issues, as: HealthWord.share)
    let closed = effort.requiredValue("minimum_closed", &issues, as: HealthWord.count)
    let closedNow = effort.requiredValue("minimum_closed_now", &issues, as: HealthWord.count)
    let basis = effort.requiredChoice("revenue", &issues, of: RevenueWord.self)?.basis
    let growth = effort.requiredValue("growth_window_days", &issues, as: HealthWord.count)
    let window = purchasing.requiredValue("window_days", &issues, as: HealthWord.count)
    let share = purchasing.requiredValue("share_from", &issues, as: HealthWord.share)
    let minimum = purchasing.requiredValue("minimum_interactions", &issues, as: HealthWord.count)
    if let closed, let closedNow, closedNow > closed, let place = effort.child("minimum_closed_now")
    {
      issues.add("minimum_closed_now is more than minimum_closed \(closed)", at: place)
    }
    guard let quarter, let increase, let visits, let drop, let closed, let closedNow, let basis,
      let growth, let window, let share, let minimum
    else { return nil }
    return WarningThresholds(
      quarter: quarter, visitIncrease: increase, winRateDrop: drop, minimumClosed: closed,
      minimumClosedNow: closedNow, minimumVisitsBefore: visits, revenueBasis: basis,
      growthWindow: growth, purchasingWindow: window, purchasingShare: share,
      purchasingMinimum: minimum)
  }
}
