package import Money

/// One rule of a plan: for which deals, who is credited, on which base, at which rate.
package struct Clause: Hashable, Sendable {
  package let id: String
  /// The line of the plan text where the clause begins.
  package let line: Int
  /// The rule in words, as the plan states it.
  package let text: String?
  package let deal: DealType
  /// Nil when the clause holds for every kind of business.
  package let kinds: Set<BusinessKind>?
  package let mode: CreditMode
  package let parties: [Party]
  package let base: CreditBase
  /// For everybody whom neither a party's nor a payee's rate concerns.
  package let rate: Rate?
  package let kindRates: [BusinessKind: Rate]
  /// Keyed by employee id; they override every other rate of the clause.
  package let payeeRates: [String: Rate]
}

/// Whether the parties of a clause divide one credit or each have it in full.
package enum CreditMode: String, CaseIterable, Sendable {
  case split
  /// Double credit (doppelte Provisionierung): each is credited in full; the revenue counts once.
  case fullEach = "full_each"
}

/// Who is credited by a clause.
package struct Party: Hashable, Sendable {
  package enum Who: Hashable, Sendable {
    case seller
    case managerOfSeller
    case role(Role)
  }

  package let who: Who
  package let share: Rate
  package let rate: Rate?
}

/// What a rate is applied to.
package enum CreditBase: Hashable, Sendable {
  case net
  case margin(MarginFloor)
}

/// Where a negative margin counts as zero.
package enum MarginFloor: String, CaseIterable, Sendable {
  case perLine = "per_line"
  case perDeal = "per_deal"
  case none
}
