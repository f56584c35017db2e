import Money
import YAMLText

extension Clause {
  /// A payee's rate must follow from the text without a rule of precedence that nobody reads.
  func requireOneSourceOfRates(_ node: YAMLNode, _ issues: inout IssueList) {
    let partyRates = parties.filter { $0.rate != nil }.count
    if partyRates > 0, partyRates < parties.count {
      issues.add("some parties have a rate and some have none; give each its own", at: node)
    }
    requireRatesOfKinds(node, &issues)
    // Tiers that could not be read may hold rates or factors; their own issues come first.
    guard node.child("tiers") == nil || tiers != nil else { return }
    let tierRates = tiers.map { !$0.areFactors } ?? false
    let named = ["rate", "rates_by_kind", "rates_by_product", "amount"]
    let sources =
      named.filter { node.child($0) != nil } + (partyRates > 0 ? ["party rates"] : [])
      + (tierRates ? ["tiers"] : [])
    if sources.isEmpty, node.child("rates_by_payee")?.keyNodes.isEmpty ?? true {
      issues.add(
        """
        the clause has no rate; write rate, rates_by_kind or rates_by_payee, rates_by_product, \
        amount or tiers with rates
        """, at: node)
    }
    if sources.count > 1 {
      issues.add(
        """
        the clause has several sources of rates (\(sources.joined(separator: ", "))); keep one of \
        rate, rates_by_kind, party rates, rates_by_product, amount and tiers with rates
        """, at: node)
    }
    if tiers != nil, !tierRates, pay.flat != nil, let place = node.child("tiers") {
      issues.add("the factors of tiers multiply a rate, and the clause pays an amount", at: place)
    }
  }

  private func requireRatesOfKinds(_ node: YAMLNode, _ issues: inout IssueList) {
    guard let table = node.child("rates_by_kind") else { return }
    if case .mapping(let entries) = table.content, entries.isEmpty {
      issues.add("rates_by_kind is empty; nothing would have a rate", at: table)
    }
    guard let kinds else { return }
    let read = Set(pay.kindRates.keys)
    for kind in BusinessKind.allCases where kinds.contains(kind) && !read.contains(kind) {
      issues.add("rates_by_kind has no rate for \(kind.rawValue), which is in kinds", at: table)
    }
    for kind in BusinessKind.allCases where read.contains(kind) && !kinds.contains(kind) {
      issues.add("rates_by_kind names \(kind.rawValue), which is not in kinds", at: table)
    }
  }

  /// Shrunk and unchanged contracts are kinds of their own only where renewals are taken apart.
  func requireKnownRenewals(_ node: YAMLNode, _ issues: inout IssueList) {
    if deal != .contract {
      node.forbid(
        "renewals", "has a meaning only for contracts, not for \(deal.withArticle)", &issues)
    }
    guard pay.renewals == .whole else {
      guard let place = node.child("renewals") else { return }
      let parts: Set<BusinessKind> = [.renewal, .upSell, .downSell, .flatRenewal]
      if let kinds, kinds.isDisjoint(with: parts) {
        issues.add(
          "renewals has no meaning; kinds has none of renewal, up_sell, down_sell, flat_renewal",
          at: place)
      }
      return
    }
    let named =
      (node.child("applies_to")?.child("kinds")?.scalars ?? [])
      + (node.child("rates_by_kind")?.keyNodes ?? [])
    for place in named {
      guard let kind = place.text.flatMap(BusinessKind.init(rawValue:)),
        kind == .downSell || kind == .flatRenewal
      else { continue }
      issues.add(
        "\(kind.rawValue) exists only with renewals: retained_and_growth", at: place)
    }
  }
}

extension YAMLNode {
  /// The single values of a list.
  fileprivate var scalars: [YAMLNode] {
    guard case .sequence(let items) = content else { return [] }
    return items.filter { $0.text != nil }
  }

  fileprivate var keyNodes: [YAMLNode] {
    guard case .mapping(let entries) = content else { return [] }
    return entries.map(\.keyNode)
  }
}
