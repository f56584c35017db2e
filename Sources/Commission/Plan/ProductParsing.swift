import Money
import YAMLText

extension CatalogueEntry {
  private enum Commission: String, CaseIterable { case none }

  /// What `products` of the head says, keyed by the product.
  static func readAll(
    _ root: YAMLNode, _ issues: inout IssueList
  ) -> [String: CatalogueEntry] {
    var catalogue: [String: CatalogueEntry] = [:]
    var variants: [(entry: CatalogueEntry, node: YAMLNode)] = []
    let items = root.list("products", meaning: "leave it out where there is none", &issues) ?? []
    for node in items {
      guard let entry = read(node, &issues) else { continue }
      if catalogue.updateValue(entry, forKey: entry.id) != nil {
        issues.add("product \(entry.id) is listed twice", at: node.child("id") ?? node)
      }
      if entry.variantOf != nil { variants.append((entry, node.child("variant_of") ?? node)) }
    }
    for (entry, node) in variants {
      guard let whole = entry.variantOf else { continue }
      if whole == entry.id {
        issues.add("\(whole) cannot be a variant of itself", at: node)
      } else if let other = catalogue[whole]?.variantOf {
        issues.add("\(whole) is itself a variant", at: node, suggestion: other)
      }
    }
    return catalogue
  }

  private static func read(_ node: YAMLNode, _ issues: inout IssueList) -> CatalogueEntry? {
    let keys = ["id", "variant_of", "category", "commission"]
    guard node.isMapping("a product", keys: keys, &issues) else { return nil }
    let id = node.requiredValue("id", &issues, as: PlanWord.identifier)
    let whole = node.value("variant_of", &issues, as: PlanWord.identifier)
    let category = node.value("category", &issues, as: PlanWord.identifier)
    let isFree = node.choice("commission", &issues, of: Commission.self) != nil
    return id.map {
      CatalogueEntry(id: $0, variantOf: whole, category: category, isFree: isFree)
    }
  }
}

extension ProductMatch {
  static let keys = ["variant", "product", "category"]

  /// The one word of `node` that says which products are meant.
  static func read(
    _ node: YAMLNode, _ context: PlanContext, any: Bool, _ issues: inout IssueList
  ) -> ProductMatch? {
    let words = keys + (any ? ["any"] : [])
    let given = words.filter { node.child($0) != nil }
    guard given.count == 1, let word = given.first else {
      issues.add("write exactly one of \(words.joined(separator: ", "))", at: node)
      return nil
    }
    if word == "any" {
      let flag = node.value("any", &issues, as: PlanWord.flag)
      if flag == false {
        issues.add("any: false means no product; remove it", at: node.child("any") ?? node)
      }
      return flag == true ? .any : nil
    }
    guard let id = node.value(word, &issues, as: PlanWord.identifier) else { return nil }
    switch word {
    case "variant": return .variant(id)
    case "product": return .product(id)
    default: break
    }
    let categories = context.catalogue.values.compactMap(\.category)
    guard categories.contains(id) else {
      issues.add(
        "no product of the plan has the category \"\(id)\"; list them under products",
        at: node.child(word) ?? node, suggestion: closest(to: id, among: categories.sorted()))
      return nil
    }
    return .category(id)
  }
}

extension ProductScope {
  static func read(
    _ node: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> ProductScope? {
    guard node.isMapping("products", keys: ["only", "except"], &issues) else { return nil }
    var seen: Set<ProductMatch> = []
    func matches(_ key: String, _ issues: inout IssueList) -> [ProductMatch] {
      let items = node.list(key, meaning: "leave it out to mean every product", &issues) ?? []
      return items.compactMap { item in
        guard item.isMapping("a product", keys: ProductMatch.keys, &issues),
          let match = ProductMatch.read(item, context, any: false, &issues)
        else { return nil }
        if !seen.insert(match).inserted { issues.add("the product is listed twice", at: item) }
        return match
      }
    }
    let only = matches("only", &issues)
    return ProductScope(only: only, except: matches("except", &issues))
  }
}
