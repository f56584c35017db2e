import Money
import YAMLText

extension Party {
  private enum Recipient: String, CaseIterable {
    case seller
    case firstSeller = "first_seller"
    case managerOfSeller = "manager_of_seller"
    case managersOfPayees = "managers_of_payees"
    case role
    case payee
  }

  private enum Deduction: String, CaseIterable {
    case lowerLevels = "lower_levels"
  }

  private static let keys = [
    "to", "role", "payee", "level", "share", "rate", "cap", "less", "claim",
  ]

  static func read(
    _ node: YAMLNode, of count: Int, _ mode: CreditMode?, _ context: PlanContext,
    _ issues: inout IssueList
  ) -> Party? {
    guard node.isMapping("a party", keys: keys, &issues) else { return nil }
    let recipient = node.requiredChoice("to", &issues, of: Recipient.self)
    let share = node.value("share", &issues, as: PlanWord.share)
    let rate = node.value("rate", &issues, as: PlanWord.share)
    let cap = node.amount("cap", in: context.currency, &issues)
    let less = node.choice("less", &issues, of: Deduction.self)
    let claim = node.value("claim", &issues, as: PlanWord.flag)
    if mode == .split, count > 1, node.child("share") == nil {
      issues.add("a party of a split needs its share", at: node)
    }
    let who = readWho(node, recipient, &issues)
    requireMeaning(node, recipient, mode, &issues)
    return who.map {
      Party(
        who: $0, share: share ?? .one, rate: rate, cap: cap, deductsLower: less != nil,
        isClaim: claim ?? false)
    }
  }

  private static func readWho(
    _ node: YAMLNode, _ recipient: Recipient?, _ issues: inout IssueList
  ) -> Who? {
    let role = node.choice("role", &issues, of: Role.self)
    let payee = node.value("payee", &issues, as: PlanWord.identifier)
    let level = node.value("level", &issues, as: PlanWord.level)
    switch recipient {
    case .seller: return .seller
    case .firstSeller: return .firstSeller
    case .managerOfSeller: return .managerOfSeller
    case .managersOfPayees:
      return node.child("level") == nil
        ? .managersOfPayees(level: 1) : level.map { .managersOfPayees(level: $0) }
    case .role:
      if node.child("role") == nil { issues.add("to: role needs role", at: node) }
      return role.map { .role($0) }
    case .payee:
      if node.child("payee") == nil { issues.add("to: payee needs payee", at: node) }
      return payee.map { .payee($0) }
    case nil: return nil
    }
  }

  private static func requireMeaning(
    _ node: YAMLNode, _ recipient: Recipient?, _ mode: CreditMode?, _ issues: inout IssueList
  ) {
    guard let recipient else { return }
    for (key, owner) in [
      ("role", Recipient.role), ("payee", .payee), ("level", .managersOfPayees), ("claim", .payee),
    ] where recipient != owner {
      node.forbid(key, "has a meaning only with to: \(owner.rawValue)", &issues)
    }
    if recipient != .managersOfPayees, recipient != .managerOfSeller {
      node.forbid("less", "has a meaning only for managers", &issues)
    }
    if recipient == .managersOfPayees, mode == .split, let place = node.child("to") {
      issues.add(
        """
        managers have full credit beside their people; write mode: full_each or in_doubt_both for \
        to: managers_of_payees
        """, at: place)
    }
  }
}

extension Party.Who {
  var isLevel: Bool {
    guard case .managersOfPayees = self else { return false }
    return true
  }

  var isManager: Bool { isLevel || self == .managerOfSeller }
}
