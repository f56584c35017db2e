import Money
import YAMLText

extension Clause {
  private static let keys = [
    "id", "text", "applies_to", "anchor", "credit", "base", "margin_floor", "rate", "rates_by_kind",
    "rates_by_payee",
  ]

  /// Nil where an issue leaves nothing that could be checked further.
  static func read(_ node: YAMLNode, _ issues: inout IssueList) -> Clause? {
    guard !node.entries("a clause", &issues).isEmpty else { return nil }
    node.unknownKeys(allowed: keys, &issues)
    let id = node.requiredValue("id", &issues, as: Plan.identifier)
    let scope = readScope(node, &issues)
    let base = readBase(node, &issues)
    let credit = readCredit(node, &issues)
    let rate = node.value("rate", &issues, as: share)
    let kindRates = readKindRates(node, &issues)
    let payeeRates = readPayeeRates(node, &issues)
    let text = node.string("text", &issues)
    guard let id, let scope, let base, let credit else { return nil }

    let clause = Clause(
      id: id, line: node.line, text: text, deal: scope.deal, kinds: scope.kinds,
      mode: credit.mode, parties: credit.parties, base: base, rate: rate, kindRates: kindRates,
      payeeRates: payeeRates)
    clause.requireOneSourceOfRates(node, &issues)
    return clause
  }

  private static func readScope(
    _ node: YAMLNode, _ issues: inout IssueList
  ) -> (deal: DealType, kinds: Set<BusinessKind>?)? {
    guard let scope = node.required("applies_to", &issues) else { return nil }
    scope.unknownKeys(allowed: ["deal", "kinds"], &issues)
    _ = scope.required("deal", &issues)
    let deal = scope.choice("deal", &issues, of: DealType.self)
    _ = node.required("anchor", &issues)
    let anchor = node.choice("anchor", &issues, of: Anchor.self)
    if let deal, let anchor, let place = node.child("anchor"), anchor != deal.anchor {
      issues.add(
        "an \(deal.rawValue) has no day \"\(anchor.rawValue)\"", at: place,
        suggestion: deal.anchor.rawValue)
    }
    var kinds: Set<BusinessKind>?
    if let list = scope.child("kinds") {
      var found: Set<BusinessKind> = []
      for item in list.items("kinds", &issues) {
        guard let kind = item.word("kinds", of: BusinessKind.self, &issues) else { continue }
        if !found.insert(kind).inserted { issues.add("\(kind.rawValue) is listed twice", at: item) }
      }
      if found.isEmpty { issues.add("kinds is empty; leave it out to mean every kind", at: list) }
      kinds = found
    }
    return deal.map { ($0, kinds) }
  }

  private static func readBase(_ node: YAMLNode, _ issues: inout IssueList) -> CreditBase? {
    enum Word: String, CaseIterable { case net, margin }
    _ = node.required("base", &issues)
    let floor = node.choice("margin_floor", &issues, of: MarginFloor.self)
    switch node.choice("base", &issues, of: Word.self) {
    case .net:
      if let place = node.child("margin_floor") {
        issues.add("margin_floor has no meaning for base net; remove it", at: place)
      }
      return .net
    case .margin:
      if node.child("margin_floor") == nil {
        issues.add(
          "base margin needs margin_floor: per_line, per_deal or none",
          at: node.child("base") ?? node)
      }
      return floor.map { .margin($0) }
    case nil:
      return nil
    }
  }

  private static func readKindRates(
    _ node: YAMLNode, _ issues: inout IssueList
  ) -> [BusinessKind: Rate] {
    guard let table = node.child("rates_by_kind") else { return [:] }
    var rates: [BusinessKind: Rate] = [:]
    for entry in table.entries("rates_by_kind", &issues) {
      let kind = entry.keyNode.word("rates_by_kind", of: BusinessKind.self, &issues)
      let rate = entry.value.converted(entry.key, &issues, as: share)
      if let kind, let rate { rates[kind] = rate }
    }
    return rates
  }

  private static func readPayeeRates(
    _ node: YAMLNode, _ issues: inout IssueList
  ) -> [String: Rate] {
    guard let table = node.child("rates_by_payee") else { return [:] }
    var rates: [String: Rate] = [:]
    for entry in table.entries("rates_by_payee", &issues) {
      let payee = entry.keyNode.converted("rates_by_payee", &issues, as: Plan.identifier)
      let rate = entry.value.converted(entry.key, &issues, as: share)
      if let payee, let rate { rates[payee] = rate }
    }
    return rates
  }

  /// A rate between 0 % and 100 %.
  static func share(_ text: String) throws(PlanWordError) -> Rate {
    let rate: Rate
    do { rate = try Rate(parsing: text) } catch { throw .rate(error) }
    guard rate >= .zero else { throw .rateNegative(rate) }
    guard rate <= .one else { throw .rateTooHigh(rate) }
    return rate
  }

  /// A payee's rate must follow from the text without a rule of precedence that nobody reads.
  private func requireOneSourceOfRates(_ node: YAMLNode, _ issues: inout IssueList) {
    let partyRates = parties.filter { $0.rate != nil }.count
    let sources = [node.child("rate") != nil, node.child("rates_by_kind") != nil, partyRates > 0]
    switch sources.filter(\.self).count {
    case 0 where node.child("rates_by_payee") == nil:
      issues.add("the clause has no rate; write rate, rates_by_kind or rates_by_payee", at: node)
    case 2...:
      issues.add(
        "the clause has several sources of rates; keep one of rate, rates_by_kind and party rates",
        at: node)
    default:
      break
    }
    if partyRates > 0, partyRates < parties.count {
      issues.add("some parties have a rate and some have none; give each its own", at: node)
    }
    guard let table = node.child("rates_by_kind") else { return }
    for kind in BusinessKind.allCases where kinds?.contains(kind) ?? false {
      guard kindRates[kind] == nil else { continue }
      issues.add("rates_by_kind has no rate for \(kind.rawValue), which is in kinds", at: table)
    }
    for kind in BusinessKind.allCases where kindRates[kind] != nil {
      guard let kinds, !kinds.contains(kind) else { continue }
      issues.add("rates_by_kind names \(kind.rawValue), which is not in kinds", at: table)
    }
  }
}

extension YAMLNode {
  /// One of the words of an enumeration in this node itself.
  func word<Choice: RawRepresentable<String> & CaseIterable>(
    _ what: String, of: Choice.Type, _ issues: inout IssueList
  ) -> Choice? {
    guard let text = scalar(what, &issues) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    issues.add(
      "\(what) cannot be \"\(text)\"; write \(words.joined(separator: ", "))", at: self,
      suggestion: closest(to: text, among: words))
    return nil
  }
}
