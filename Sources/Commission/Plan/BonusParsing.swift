import Money
import YAMLText

extension Bonus {
  private static let keys = [
    "id", "text", "period", "payees", "target", "prorate", "goals", "attainment_cap",
    "every_goal_at_least", "curve",
  ]

  /// Nil where an issue says why.
  static func read(
    _ node: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> Bonus? {
    guard node.isMapping("a bonus", keys: keys, &issues) else { return nil }
    let id = node.requiredValue("id", &issues, as: PlanWord.identifier)
    let text = node.string("text", &issues)
    let period = node.requiredChoice("period", &issues, of: PeriodWord.self)?.length
    let payees = node.ids("payees", &issues)
    let target = node.required("target", &issues).flatMap {
      Target.read($0, context.currency, &issues)
    }
    let prorate = node.requiredChoice("prorate", &issues, of: Proration.self)
    let goals = Goal.readAll(node, &issues)
    let cap = node.value("attainment_cap", &issues, as: PlanWord.positiveAttainment)
    let least = node.value("every_goal_at_least", &issues, as: PlanWord.positiveAttainment)
    let curve = CurvePoint.readAll(node, &issues)
    guard let id, let period, let target, let prorate, let goals else { return nil }
    return Bonus(
      id: id, line: node.line, text: text, period: period, payees: payees, target: target,
      prorate: prorate, goals: goals, attainmentCap: cap, everyGoalAtLeast: least, curve: curve)
  }
}

extension Bonus.Target {
  fileprivate static func read(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> Bonus.Target? {
    if node.text == "pay_terms" { return .payTerms }
    if let text = node.text, let word = closest(to: text, among: ["pay_terms"]) {
      issues.add(
        "target cannot be \"\(text)\"; write an amount or pay_terms", at: node, suggestion: word)
      return nil
    }
    return node.ownAmount("target", in: currency, &issues).map { .amount($0) }
  }
}

extension Bonus.Goal {
  private static let keys = ["kpi", "of", "weight", "cap", "floor"]

  /// The goals, whose weights make 100 %.
  fileprivate static func readAll(
    _ bonus: YAMLNode, _ issues: inout IssueList
  ) -> [Bonus.Goal]? {
    guard bonus.required("goals", &issues) != nil, let list = bonus.child("goals"),
      let items = bonus.list("goals", meaning: "nothing would be measured", &issues)
    else { return nil }
    var goals: [Bonus.Goal] = []
    for item in items {
      guard let goal = read(item, &issues) else { continue }
      if goals.contains(where: { $0.kpi == goal.kpi && $0.scope == goal.scope }) {
        issues.add("goal \(goal.kpi) is listed twice; add its weights up", at: item)
      }
      goals.append(goal)
    }
    guard goals.count == items.count, !goals.isEmpty else { return nil }
    let weights = Party.exactWeights(of: goals.map(\.weight))
    let sum = weights.map { $0.parts.reduce(0, +) }
    if sum != weights?.whole || weights == nil {
      let total = weights.flatMap { try? Rate(numerator: sum ?? 0, denominator: $0.whole) }
      issues.add(
        """
        the weights add up to \(total?.description ?? "no exact value"), not 100 %; correct them \
        (thirds are written 1/3)
        """, at: list)
    }
    return goals
  }

  private static func read(_ node: YAMLNode, _ issues: inout IssueList) -> Bonus.Goal? {
    guard node.isMapping("a goal", keys: keys, &issues) else { return nil }
    let kpi = node.requiredValue("kpi", &issues, as: PlanWord.identifier)
    let scope = node.requiredChoice("of", &issues, of: Scope.self)
    let weight = node.requiredValue("weight", &issues, as: PlanWord.positiveShare)
    let cap = node.value("cap", &issues, as: PlanWord.positiveAttainment)
    let floor = node.value("floor", &issues, as: PlanWord.positiveAttainment)
    if let cap, let floor, cap < floor {
      issues.add(
        "floor \(floor) lies above cap \(cap)", at: node.child("floor") ?? node)
    }
    guard let kpi, let scope, let weight else { return nil }
    return Bonus.Goal(kpi: kpi, scope: scope, weight: weight, cap: cap, floor: floor)
  }
}

extension Bonus.CurvePoint {
  fileprivate static func readAll(
    _ bonus: YAMLNode, _ issues: inout IssueList
  ) -> [Bonus.CurvePoint] {
    let items = bonus.list("curve", meaning: "leave it out where there is none", &issues) ?? []
    var points: [Bonus.CurvePoint] = []
    for node in items where node.isMapping("a point of the curve", keys: ["from", "pays"], &issues)
    {
      let from = node.requiredValue("from", &issues, as: PlanWord.attainment)
      let pays = node.requiredValue("pays", &issues, as: PlanWord.attainment)
      guard let from, let pays else { continue }
      if let last = points.last, from <= last.from {
        issues.add("from \(from) must lie above \(last.from)", at: node.child("from") ?? node)
      } else if let last = points.last, pays < last.pays {
        issues.add("pays falls from \(last.pays) to \(pays)", at: node.child("pays") ?? node)
      }
      points.append(Bonus.CurvePoint(from: from, pays: pays))
    }
    return points
  }
}
