import Money
import YAMLText

extension Clause {
  private static let keys = [
    "id", "text", "applies_to", "anchor", "credit", "base", "margin_floor", "term", "rate",
    "rates_by_kind", "rates_by_payee", "rates_by_product", "amount", "per", "overrides", "renewals",
    "tiers", "gates", "multipliers", "limits", "earned", "payable", "holdback", "instalments",
    "reversal",
  ]

  /// Nil where an issue leaves nothing that could be checked further.
  static func read(
    _ node: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> Clause? {
    guard node.isMapping("a clause", keys: keys, &issues) else { return nil }
    let id = node.requiredValue("id", &issues, as: PlanWord.identifier)
    let text = node.string("text", &issues)
    let scope = DealScope.read(node, context, &issues)
    let base = CreditBase.read(node, scope?.deal, &issues)
    let credit = readCredit(node, context, &issues)
    let pay = Pay.read(node, context, &issues)
    let tiers = node.child("tiers").flatMap { Tiers.read($0, context.currency, &issues) }
    let gates = Gate.readAll(node, context, &issues)
    let multipliers = Multiplier.readAll(node, context, &issues)
    let limits = Limits.read(node, context.currency, &issues)
    let release = ReleaseTerms.read(node, &issues)
    let reversal = node.child("reversal").map { ReversalTerms.read($0, &issues) }
    guard let id, let scope, let base, let credit else { return nil }

    let clause = Clause(
      id: id, line: node.line, text: text, deal: scope.deal, kinds: scope.kinds,
      products: scope.products, mode: credit.mode, parties: credit.parties, base: base, pay: pay,
      tiers: tiers, gates: gates, multipliers: multipliers, limits: limits, release: release,
      reversal: reversal ?? .standard)
    clause.requireOneSourceOfRates(node, &issues)
    clause.requireKnownRenewals(node, &issues)
    clause.requirePayments(node, &issues)
    return clause
  }

  /// The release says whether payments are seen one by one; base and tiers must agree with it.
  private func requirePayments(_ node: YAMLNode, _ issues: inout IssueList) {
    if base == .cash {
      for (key, moment) in [
        ("earned", node.child("earned").map { _ in release.earned }),
        ("payable", release.payable),
      ] {
        guard let moment, moment != .paid, let place = node.child(key) else { continue }
        issues.add(
          "base cash counts payment by payment; write \(key): paid or leave it out", at: place)
      }
    }
    if tiers?.measure == .paymentAge, base != .cash, release.earned != .paid,
      release.payable != .paid, let place = node.child("tiers")?.child("of")
    {
      issues.add(
        "of: payment_age needs payments; write earned: paid, payable: paid or base: cash", at: place
      )
    }
    guard deal != .order else { return }
    let moments = [
      (node.child("earned"), release.earned), (node.child("payable"), release.payable),
      (node.child("holdback")?.child("until"), release.holdback?.until),
    ]
    for (place, moment) in moments {
      guard let place, moment == .delivered else { continue }
      issues.add("only an order is delivered, not \(deal.withArticle)", at: place)
    }
  }
}

/// The deals of a clause, before anybody is credited.
struct DealScope {
  let deal: DealType
  let kinds: Set<BusinessKind>?
  let products: ProductScope?

  static func read(
    _ clause: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> DealScope? {
    let scope = clause.required("applies_to", &issues)
    scope?.unknownKeys(allowed: ["deal", "kinds", "products"], &issues)
    let deal = scope?.requiredChoice("deal", &issues, of: DealType.self)
    let anchor = clause.requiredChoice("anchor", &issues, of: Anchor.self)
    if let deal, let anchor, let place = clause.child("anchor"), anchor != deal.anchor {
      issues.add(
        "\(deal.withArticle) has no day \"\(anchor.rawValue)\"", at: place,
        suggestion: deal.anchor.rawValue)
    }
    let kinds = scope.flatMap { readKinds($0, &issues) }
    let products = scope?.child("products").flatMap { ProductScope.read($0, context, &issues) }
    return deal.map { DealScope(deal: $0, kinds: kinds, products: products) }
  }

  private static func readKinds(
    _ scope: YAMLNode, _ issues: inout IssueList
  ) -> Set<BusinessKind>? {
    guard let items = scope.list("kinds", meaning: "leave it out to mean every kind", &issues)
    else {
      return nil
    }
    var kinds: Set<BusinessKind> = []
    for item in items {
      guard let kind = item.word("kinds", of: BusinessKind.self, &issues) else { continue }
      if !kinds.insert(kind).inserted { issues.add("\(kind.rawValue) is listed twice", at: item) }
    }
    return kinds
  }
}

extension DealType {
  var withArticle: String {
    switch self {
    case .order, .opportunity, .invoice: "an \(rawValue)"
    case .contract: "a \(rawValue)"
    }
  }
}
