import Money
import YAMLText

/// The clauses and bonuses of a plan, each with the place where it stands.
struct PlanRules {
  private(set) var clauses: [(clause: Clause, node: YAMLNode)] = []
  private(set) var bonuses: [(bonus: Bonus, node: YAMLNode)] = []

  static func read(
    _ root: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> PlanRules {
    var rules = PlanRules()
    let bonuses = root.list("bonuses", meaning: "leave it out where there is none", &issues)
    // Without bonuses the missing key is an issue; a plan that promises nothing is a slip.
    if bonuses == nil { _ = root.required("clauses", &issues) }
    let clauses = root.list("clauses", meaning: "a plan needs at least one clause", &issues)
    for node in clauses ?? [] {
      guard let clause = Clause.read(node, context, &issues) else { continue }
      rules.clauses.append((clause, node))
    }
    for node in bonuses ?? [] {
      guard let bonus = Bonus.read(node, context, &issues) else { continue }
      rules.bonuses.append((bonus, node))
    }
    rules.requireDistinctIds(&issues)
    rules.requireDeclaredDoubleCredit(context, &issues)
    return rules
  }

  /// Clauses and bonuses share the ids because both stand in the ids of lines.
  private func requireDistinctIds(_ issues: inout IssueList) {
    var lines: [String: Int] = [:]
    let all =
      clauses.map { ("clause", $0.clause.id, $0.node) }
      + bonuses.map { ("bonus", $0.bonus.id, $0.node) }
    for (what, id, node) in all {
      if let line = lines[id] {
        issues.add(
          "\(what) id \"\(id)\" is already used in line \(line)", at: node.child("id") ?? node)
      } else {
        lines[id] = node.line
      }
    }
  }

  /// Two clauses that each divide a whole credit for the same deal would credit 200 % unsaid.
  private func requireDeclaredDoubleCredit(
    _ context: PlanContext, _ issues: inout IssueList
  ) {
    let dividing = clauses.filter { $0.clause.mode == .split }
    for (index, (clause, node)) in dividing.enumerated() {
      guard
        let earlier = dividing[..<index].first(where: {
          $0.clause.overlaps(clause, context.catalogue)
        })
      else { continue }
      issues.add(
        """
        clauses \(earlier.clause.id) and \(clause.id) both credit the whole \
        \(clause.deal.rawValue); restrict their kinds or products, or declare double credit with mode: full_each
        """, at: node)
    }
  }
}

extension Clause {
  fileprivate func overlaps(_ other: Clause, _ catalogue: [String: CatalogueEntry]) -> Bool {
    guard deal == other.deal else { return false }
    if let kinds, let others = other.kinds, kinds.isDisjoint(with: others) { return false }
    guard let products, let others = other.products else { return true }
    // Every product that any of the words tells apart, and one that none of them knows.
    let named = (products.matches + others.matches).compactMap(\.id)
    return (Array(catalogue.keys) + named).contains {
      products.includes($0, catalogue) && others.includes($0, catalogue)
    } || (products.includes(nil, catalogue) && others.includes(nil, catalogue))
  }
}

extension ProductScope {
  fileprivate var matches: [ProductMatch] { only + except }
}

extension ProductMatch {
  /// The product or variant that the word names.
  var id: String? {
    switch self {
    case .variant(let id), .product(let id): id
    case .category, .any: nil
    }
  }
}
