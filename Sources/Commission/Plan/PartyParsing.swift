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
    "to", "role", "payee", "level", "share", "parts", "rate", "cap", "less", "claim",
  ]

  static func read(
    _ node: YAMLNode, of count: Int, _ mode: CreditMode?, parts whole: Int64?,
    _ context: PlanContext, _ issues: inout IssueList
  ) -> Party? {
    guard node.isMapping("a party", keys: keys, &issues) else { return nil }
    let recipient = node.requiredChoice("to", &issues, of: Recipient.self)
    let share = readShare(node, parts: whole, &issues)
    let rate = node.value("rate", &issues, as: PlanWord.share)
    let cap = node.amount("cap", in: context.currency, &issues)
    let less = node.choice("less", &issues, of: Deduction.self)
    let claim = node.value("claim", &issues, as: PlanWord.flag)
    if mode == .split, count > 1, node.child("share") == nil, node.child("parts") == nil {
      issues.add("a party of a split needs its share", at: node)
    }
    if mode != .split { node.forbid("parts", "has a meaning only with mode: split", &issues) }
    let who = readWho(node, recipient, &issues)
    requireMeaning(node, recipient, mode, &issues)
    return who.map {
      Party(
        who: $0, share: share ?? .one, rate: rate, cap: cap, deductsLower: less != nil,
        isClaim: claim ?? false)
    }
  }

  /// The sum of the parts that the parties have, as in 1 : 1 : 1; nil where they have none.
  ///
  /// Parts that leave 64 bits are an issue of the first party.
  static func wholeOfParts(_ items: [YAMLNode], _ issues: inout IssueList) -> Int64? {
    let stated = items.filter { $0.child("parts") != nil }
    guard !stated.isEmpty else { return nil }
    if stated.count < items.count, let place = stated[0].child("parts") {
      issues.add("some parties have parts and some have none; give each its own", at: place)
    }
    var whole: Int64 = 0
    for item in stated {
      guard let text = item.child("parts")?.text, let parts = try? PlanWord.whole(text) else {
        continue
      }
      let (sum, overflow) = whole.addingReportingOverflow(parts)
      if overflow {
        issues.add("the parts are too large to be added; write small whole numbers", at: item)
        return nil
      }
      whole = sum
    }
    return whole > 0 ? whole : nil
  }

  private static func readShare(
    _ node: YAMLNode, parts whole: Int64?, _ issues: inout IssueList
  ) -> Rate? {
    let share = node.value("share", &issues, as: PlanWord.share)
    guard let place = node.child("parts") else { return share }
    if node.child("share") != nil {
      issues.add("a party has a share or parts, not both; keep one", at: place)
    }
    guard let parts = node.value("parts", &issues, as: PlanWord.whole), let whole else {
      return share
    }
    return try? Rate(numerator: parts, denominator: whole)
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
