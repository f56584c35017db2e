import Money
package import YAMLText

extension Plan {
  private static let keys = [
    "plan", "version", "title", "effective_from", "effective_to", "currency", "rounding",
    "remainder", "legal_type", "works_agreement", "statement_period", "negative_balance", "payout",
    "products", "draws", "limits", "clauses", "bonuses",
  ]

  /// Reads a plan from its YAML text and checks what it says.
  ///
  /// Throws every issue at once, each with its line: what is missing, what cannot be read, what is
  /// not part of the language, and what contradicts itself.
  /// `Schemas/plans/commission-plan.schema.json` describes the same form for editors.
  package static func parse(_ text: String) throws(IssueList) -> Plan {
    let root = try YAMLNode.parse(text)
    var issues = IssueList()
    root.unknownKeys(allowed: keys, &issues)

    let id = root.requiredValue("plan", &issues, as: PlanWord.identifier)
    let version = root.requiredValue("version", &issues, as: PlanWord.version)
    let from = readBeginning(root, &issues)
    let to = root.value("effective_to", &issues, as: CalendarDay.init(parsing:))
    if let from, let to, let node = root.child("effective_to"), to <= from {
      issues.add("effective_to must lie after effective_from \(from)", at: node)
    }
    let currency = root.requiredValue("currency", &issues, as: Currency.init)
    let rounding = root.requiredChoice("rounding", &issues, of: Rounding.self)
    let remainder = root.choice("remainder", &issues, of: Remainder.self)
    let legalType = root.requiredChoice("legal_type", &issues, of: LegalType.self)
    let title = root.string("title", &issues)
    let worksAgreement = root.string("works_agreement", &issues)
    let payout = Payout.read(root, currency, &issues)
    let context = PlanContext(
      currency: currency, catalogue: CatalogueEntry.readAll(root, &issues))
    let limits = readLimits(root, context, &issues)
    let rules = PlanRules.read(root, context, &issues)
    try issues.throwIfAny()

    guard let id, let version, let from, let currency, let rounding, let legalType else {
      throw issues
    }
    let linter = PlanLinter(
      root: root, legalType: legalType, payout: payout, worksAgreement: worksAgreement,
      rules: rules)
    return Plan(
      id: id, version: version, title: title, effectiveFrom: from, effectiveTo: to,
      currency: currency, rounding: rounding, remainder: remainder ?? .largest,
      legalType: legalType, worksAgreement: worksAgreement, payout: payout,
      catalogue: context.catalogue, clauses: rules.clauses.map(\.clause),
      bonuses: rules.bonuses.map(\.bonus), limits: limits, warnings: linter.warnings)
  }

  /// A plan without a first day could not be published, so the message says what to write.
  private static func readBeginning(
    _ root: YAMLNode, _ issues: inout IssueList
  ) -> CalendarDay? {
    guard case .mapping = root.content, root.child("effective_from") == nil else {
      return root.requiredValue("effective_from", &issues, as: CalendarDay.init(parsing:))
    }
    issues.add(
      """
      "effective_from" is missing; write the first day on which the plan holds, such as \
      effective_from: 2026-01-01
      """, at: root)
    return nil
  }

  private static func readLimits(
    _ root: YAMLNode, _ context: PlanContext, _ issues: inout IssueList
  ) -> [Limits.PerPeriod] {
    guard let node = root.child("limits"),
      node.isMapping("limits", keys: PeriodWord.allCases.map(\.rawValue), &issues)
    else { return [] }
    return Limits.PerPeriod.readAll(node, context.currency, &issues)
  }
}
