import Money
import YAMLText

extension Tiers {
  private static let keys = [
    "of", "per", "reset", "target", "prorate", "mode", "bound", "bands",
  ]

  /// Nil where an issue says why.
  static func read(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> Tiers? {
    guard node.isMapping("tiers", keys: keys, &issues) else { return nil }
    let measure = node.requiredChoice("of", &issues, of: Measure.self)
    let span = node.requiredChoice("per", &issues, of: Span.self)
    let mode = node.requiredChoice("mode", &issues, of: Mode.self)
    if node.child("bound") == nil {
      issues.add(
        """
        "bound" is missing; a value exactly on a bound has one rate or the other, and only the \
        plan can say which: write upper_exclusive or upper_inclusive
        """, at: node)
    }
    let bound = node.choice("bound", &issues, of: Bound.self)
    let reset = node.period("reset", &issues)
    let target = node.child("target").flatMap { Target.read($0, currency, &issues) }
    let prorate = node.choice("prorate", &issues, of: Proration.self)
    let unit = measure.flatMap {
      BoundUnit(of: $0, hasTarget: node.child("target") != nil, currency)
    }
    let bands = readBands(node, unit, mode, &issues)
    if let measure, let span, let mode { requireMeaning(node, measure, span, mode, &issues) }
    requireTarget(node, target, measure, span, &issues)
    guard let measure, let span, let mode, let bound, let bands else { return nil }
    return Tiers(
      measure: measure, span: span, reset: reset, target: target,
      prorate: prorate ?? Proration.none, mode: mode, bound: bound, bands: bands)
  }

  private static func requireMeaning(
    _ node: YAMLNode, _ measure: Measure, _ span: Span, _ mode: Mode, _ issues: inout IssueList
  ) {
    if span != .account {
      node.forbid("reset", "has a meaning only with per: account", &issues)
    }
    if !measure.accumulates {
      if span != .document, let place = node.child("per") {
        issues.add("of: \(measure.rawValue) is known of a document; write per: document", at: place)
      }
      if mode != .reached, let place = node.child("mode") {
        issues.add("of: \(measure.rawValue) only chooses a band; write mode: reached", at: place)
      }
    } else if mode == .before, span.isOneDeal, let place = node.child("mode") {
      issues.add(
        "mode: before needs what came before; write per: account, month, quarter or year", at: place
      )
    }
  }

  private static func requireTarget(
    _ node: YAMLNode, _ target: Target?, _ measure: Measure?, _ span: Span?,
    _ issues: inout IssueList
  ) {
    guard let place = node.child("target") else {
      node.forbid("prorate", "has a meaning only with a target", &issues)
      return
    }
    if target == .previousPeriod {
      node.forbid("prorate", "has no meaning for previous_period; remove it", &issues)
    }
    if let measure, !measure.accumulates {
      issues.add("of: \(measure.rawValue) has no target; remove it", at: place)
    }
    if case .amount = target, measure == .units {
      issues.add("units have no target in money; write {kpi: ID} or previous_period", at: place)
    }
    guard let span else { return }
    if span.isOneDeal {
      issues.add("a target needs per: account, month, quarter or year", at: place)
    } else if target == .previousPeriod, span.length == nil {
      issues.add("previous_period needs per: month, quarter or year", at: place)
    } else if case .kpi = target, span == .account, node.child("reset") == nil {
      issues.add("a figure is set for a period; write reset: month, quarter or year", at: place)
    }
  }
}

extension Tiers.Span {
  fileprivate var isOneDeal: Bool { self == .line || self == .document }
}

extension Tiers.Target {
  static func read(
    _ node: YAMLNode, _ currency: Currency?, _ issues: inout IssueList
  ) -> Tiers.Target? {
    if case .mapping = node.content {
      guard node.isMapping("target", keys: ["kpi"], &issues) else { return nil }
      return node.requiredValue("kpi", &issues, as: PlanWord.identifier).map { .kpi($0) }
    }
    guard let text = node.text, text.utf8.first.map({ !(0x30...0x39).contains($0) }) ?? false else {
      return node.ownAmount("target", in: currency, &issues).map { .amount($0) }
    }
    if text == "previous_period" { return .previousPeriod }
    if text.utf8.first == UInt8(ascii: "-") {
      return node.ownAmount("target", in: currency, &issues).map { .amount($0) }
    }
    issues.add(
      "target cannot be \"\(text)\"; write an amount, {kpi: ID} or previous_period", at: node,
      suggestion: closest(to: text, among: ["previous_period"]))
    return nil
  }
}
