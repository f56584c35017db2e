import Money
package import YAMLText

extension Plan {
  private static let keys = [
    "plan", "version", "title", "effective_from", "effective_to", "currency", "rounding",
    "legal_type", "works_agreement", "clauses",
  ]

  /// Reads a plan from its YAML text and checks what it says.
  ///
  /// Throws every issue at once, each with its line: what is missing, what cannot be read, what is not
  /// part of the language, and what contradicts itself. `Schemas/plans/commission-plan.schema.json`
  /// describes the same form for editors.
  package static func parse(_ text: String) throws(IssueList) -> Plan {
    let root = try YAMLNode.parse(text)
    var issues = IssueList()
    root.unknownKeys(allowed: keys, &issues)

    let id = root.requiredValue("plan", &issues, as: identifier)
    let version = root.requiredValue("version", &issues, as: versionNumber)
    let from = root.requiredValue("effective_from", &issues, as: CalendarDay.init(parsing:))
    let to = root.value("effective_to", &issues, as: CalendarDay.init(parsing:))
    if let from, let to, let node = root.child("effective_to"), to <= from {
      issues.add("effective_to must lie after effective_from \(from)", at: node)
    }
    let currency = root.requiredValue("currency", &issues, as: Currency.init)
    _ = root.required("rounding", &issues)
    let rounding = root.choice("rounding", &issues, of: Rounding.self)
    _ = root.required("legal_type", &issues)
    let legalType = root.choice("legal_type", &issues, of: LegalType.self)
    let title = root.string("title", &issues)
    let worksAgreement = root.string("works_agreement", &issues)
    let clauses = readClauses(root, &issues)
    try issues.throwIfAny()

    guard let id, let version, let from, let currency, let rounding, let legalType else {
      throw issues
    }
    return Plan(
      id: id, version: version, title: title, effectiveFrom: from, effectiveTo: to,
      currency: currency, rounding: rounding, legalType: legalType,
      worksAgreement: worksAgreement, clauses: clauses)
  }

  private static func readClauses(_ root: YAMLNode, _ issues: inout IssueList) -> [Clause] {
    guard let node = root.required("clauses", &issues) else { return [] }
    let nodes = node.items("clauses", &issues)
    if case .sequence(let items) = node.content, items.isEmpty {
      issues.add("clauses is empty; a plan needs at least one clause", at: node)
    }
    var read: [(clause: Clause, node: YAMLNode)] = []
    for node in nodes {
      guard let clause = Clause.read(node, &issues) else { continue }
      read.append((clause, node))
    }
    requireDistinctIds(read, &issues)
    requireDeclaredDoubleCredit(read, &issues)
    return read.map(\.clause)
  }

  private static func requireDistinctIds(
    _ clauses: [(clause: Clause, node: YAMLNode)], _ issues: inout IssueList
  ) {
    var lines: [String: Int] = [:]
    for (clause, node) in clauses {
      if let line = lines[clause.id] {
        issues.add(
          "clause id \"\(clause.id)\" is already used in line \(line)",
          at: node.child("id") ?? node)
      } else {
        lines[clause.id] = clause.line
      }
    }
  }

  /// Two clauses that each divide a whole credit for the same deal would credit 200 % without saying so.
  private static func requireDeclaredDoubleCredit(
    _ clauses: [(clause: Clause, node: YAMLNode)], _ issues: inout IssueList
  ) {
    let dividing = clauses.filter { $0.clause.mode == .split }
    for (index, (clause, node)) in dividing.enumerated() {
      guard let earlier = dividing[..<index].first(where: { $0.clause.overlaps(clause) }) else {
        continue
      }
      issues.add(
        """
        clauses \(earlier.clause.id) and \(clause.id) both credit the whole \(clause.deal.rawValue); \
        restrict their kinds, or declare double credit with mode: full_each
        """, at: node)
    }
  }

  /// Ids are lower case ASCII letters, digits and hyphens, because they stand in line ids.
  static func identifier(_ text: String) throws(PlanWordError) -> String {
    let allowed = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard allowed else { throw .identifier(text) }
    return text
  }

  private static func versionNumber(_ text: String) throws(PlanWordError) -> Int {
    guard let number = Int(text), number > 0, String(number) == text else { throw .version(text) }
    return number
  }
}

extension Clause {
  fileprivate func overlaps(_ other: Clause) -> Bool {
    guard deal == other.deal else { return false }
    guard let kinds, let others = other.kinds else { return true }
    return !kinds.isDisjoint(with: others)
  }
}

/// Why a word of a plan cannot be used.
enum PlanWordError: Error, CustomStringConvertible {
  case identifier(String)
  case version(String)
  case rateTooHigh(Rate)
  case rateNegative(Rate)
  case rate(MoneyError)

  var description: String {
    switch self {
    case .identifier(let text):
      "\"\(text)\" is no id; use lower case letters a-z, digits and hyphens"
    case .version(let text): "\"\(text)\" is no version; write a whole number from 1"
    case .rateTooHigh(let rate): "\(rate) is more than 100 %; write 5 % or 0.05"
    case .rateNegative(let rate): "\(rate) is negative; reversals take back by themselves"
    case .rate(let error): error.description
    }
  }
}
