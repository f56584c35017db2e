import Money
import YAMLText

extension ReleaseTerms {
  static func read(_ clause: YAMLNode, _ issues: inout IssueList) -> ReleaseTerms {
    var terms = ReleaseTerms()
    if let moment = clause.child("earned").flatMap({ Moment.read("earned", $0, &issues) }) {
      terms.earned = moment
    }
    terms.payable = clause.child("payable").flatMap { Moment.read("payable", $0, &issues) }
    terms.holdback = clause.child("holdback").flatMap { Holdback.read($0, &issues) }
    terms.instalments = clause.child("instalments").flatMap { Instalments.read($0, &issues) }
    if clause.child("instalments") != nil {
      for key in ["payable", "holdback"] {
        clause.forbid(
          key, "cannot stand beside instalments, which say when each part is paid", &issues)
      }
    }
    if let until = terms.holdback?.until, until == terms.payable ?? terms.earned,
      let place = clause.child("holdback")?.child("until")
    {
      issues.add("everything is paid at that moment anyway; nothing is held back", at: place)
    }
    return terms
  }
}

extension ReleaseTerms.Moment {
  private enum Word: String, CaseIterable { case anchor, delivered, invoiced, paid }

  static func read(
    _ what: String, _ node: YAMLNode, _ issues: inout IssueList
  ) -> ReleaseTerms.Moment? {
    guard case .mapping = node.content else {
      return switch node.word(what, of: Word.self, &issues) {
      case .anchor: .anchor
      case .delivered: .delivered
      case .invoiced: .invoiced
      case .paid: .paid
      case nil: nil
      }
    }
    guard node.isMapping(what, keys: ["on", "after_days"], &issues) else { return nil }
    let day = node.value("on", &issues, as: CalendarDay.init(parsing:))
    let days = node.value("after_days", &issues, as: PlanWord.count)
    if node.child("on") != nil, let place = node.child("after_days") {
      issues.add("\(what) is either on a day or after days, not both", at: place)
    }
    return day.map { .on($0) } ?? days.map { .afterDays($0) }
  }
}

extension ReleaseTerms.Holdback {
  static func read(_ node: YAMLNode, _ issues: inout IssueList) -> ReleaseTerms.Holdback? {
    guard node.isMapping("holdback", keys: ["share", "until"], &issues) else { return nil }
    let share = node.requiredValue("share", &issues, as: PlanWord.positiveShare)
    let until = node.required("until", &issues).flatMap {
      ReleaseTerms.Moment.read("until", $0, &issues)
    }
    guard let share, let until else { return nil }
    return ReleaseTerms.Holdback(share: share, until: until)
  }
}

extension ReleaseTerms.Instalments {
  static func read(_ node: YAMLNode, _ issues: inout IssueList) -> ReleaseTerms.Instalments? {
    guard node.isMapping("instalments", keys: ["parts", "every"], &issues) else { return nil }
    let every = node.requiredChoice("every", &issues, of: PeriodWord.self)
    guard node.required("parts", &issues) != nil, let list = node.child("parts"),
      let items = node.list("parts", meaning: "nothing would be paid", &issues)
    else { return nil }
    if items.count == 1 { issues.add("one part is no instalment; write payable", at: list) }
    let isPercent = items.contains { $0.text?.contains("%") ?? false }
    guard let parts = isPercent ? shares(items, list, &issues) : weights(items, &issues), let every
    else { return nil }
    return ReleaseTerms.Instalments(parts: parts, every: every.length)
  }

  private static func weights(_ items: [YAMLNode], _ issues: inout IssueList) -> [Int64]? {
    let parts = items.compactMap { $0.converted("parts", &issues, as: PlanWord.count) }
    return parts.count == items.count ? parts.map(Int64.init) : nil
  }

  private static func shares(
    _ items: [YAMLNode], _ list: YAMLNode, _ issues: inout IssueList
  ) -> [Int64]? {
    let parts = items.compactMap { $0.converted("parts", &issues, as: PlanWord.positiveShare) }
    guard parts.count == items.count else { return nil }
    guard let weights = Party.exactWeights(of: parts) else {
      issues.add("the parts are too fine to be added exactly", at: list)
      return nil
    }
    let sum = weights.parts.reduce(0, +)
    guard sum == weights.whole else {
      let total = (try? Rate(numerator: sum, denominator: weights.whole))?.description ?? "?"
      issues.add(
        "the parts add up to \(total), not 100 %; thirds are written [1, 1, 1]", at: list)
      return nil
    }
    return weights.parts
  }
}
