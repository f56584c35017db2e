import Money
import YAMLText

extension Condition {
  private enum Word: String, CaseIterable {
    case margin, discount, goal
    case dealSize = "deal_size"
  }

  static let keys = ["of", "kpi", "in"] + Comparison.allCases.map(\.rawValue)

  /// Reads the condition that stands among the other keys of a gate or multiplier.
  static func read(
    _ node: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> Condition? {
    guard let word = node.requiredChoice("of", &issues, of: Word.self) else { return nil }
    let subject = readSubject(node, word, &issues)
    let given = Comparison.allCases.filter { node.child($0.rawValue) != nil }
    guard given.count == 1, let comparison = given.first else {
      let words = Comparison.allCases.map(\.rawValue).joined(separator: ", ")
      issues.add("write exactly one of \(words)", at: node)
      return nil
    }
    guard let value = readValue(node, comparison.rawValue, word, context, &issues), let subject
    else { return nil }
    return Condition(subject: subject, comparison: comparison, value: value)
  }

  private static func readSubject(
    _ node: YAMLNode, _ word: Word, _ issues: inout IssueList
  ) -> Subject? {
    guard word == .goal else {
      for key in ["kpi", "in"] { node.forbid(key, "has a meaning only with of: goal", &issues) }
      return switch word {
      case .margin: .margin
      case .discount: .discount
      case .dealSize: .dealSize
      case .goal: nil
      }
    }
    let kpi = node.requiredValue("kpi", &issues, as: PlanWord.identifier)
    let period = node.requiredChoice("in", &issues, of: PeriodWord.self)
    guard let kpi, let period else { return nil }
    return .goal(kpi: kpi, in: period.length)
  }

  private static func readValue(
    _ node: YAMLNode, _ key: String, _ word: Word, _ context: PlanContext,
    _ issues: inout IssueList
  ) -> Rate? {
    switch word {
    case .margin, .discount: return node.value(key, &issues, as: PlanWord.part)
    case .goal: return node.value(key, &issues, as: PlanWord.attainment)
    case .dealSize:
      let amount = node.amount(key, in: context.currency, &issues)
      return amount.flatMap { try? Rate(numerator: $0.minor, denominator: 1) }
    }
  }
}

extension Gate {
  static func readAll(
    _ clause: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> [Gate] {
    let items = clause.list("gates", meaning: "leave it out where there is none", &issues) ?? []
    return items.compactMap { node in
      guard node.isMapping("a gate", keys: Condition.keys + ["otherwise"], &issues) else {
        return nil
      }
      let condition = Condition.read(node, context, &issues)
      let otherwise = node.requiredValue("otherwise", &issues, as: readOtherwise)
      guard let condition, let otherwise else { return nil }
      return Gate(condition: condition, otherwise: otherwise.rate)
    }
  }

  private static func readOtherwise(
    _ text: String
  ) throws(PlanWordError) -> (rate: Rate?, Void) {
    (text == "nothing" ? nil : try PlanWord.share(text), ())
  }
}

extension Multiplier {
  static func readAll(
    _ clause: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> [Multiplier] {
    let items =
      clause.list("multipliers", meaning: "leave it out where there is none", &issues) ?? []
    return items.compactMap { node in
      guard node.isMapping("a multiplier", keys: ["factor"] + Condition.keys, &issues) else {
        return nil
      }
      let factor = node.requiredValue("factor", &issues, as: PlanWord.positiveFactor)
      guard Condition.keys.contains(where: { node.child($0) != nil }) else {
        return factor.map { Multiplier(factor: $0, condition: nil) }
      }
      let condition = Condition.read(node, context, &issues)
      guard let factor, let condition else { return nil }
      return Multiplier(factor: factor, condition: condition)
    }
  }
}
