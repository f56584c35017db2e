package import Money

/// One rule of a plan: for which deals, who is credited, on which base, at which rate, and when the
/// commission is earned and paid.
package struct Clause: Hashable, Sendable {
  package let id: String
  /// The line of the plan text where the clause begins.
  package let line: Int
  /// The rule in words, as the plan states it.
  package let text: String?
  package let deal: DealType
  /// Nil when the clause holds for every kind of business.
  package let kinds: Set<BusinessKind>?
  /// Which lines of a deal count; nil when all do.
  package let products: ProductScope?
  package let mode: CreditMode
  package let parties: [Party]
  package let base: CreditBase
  package let pay: Pay
  package let tiers: Tiers?
  package let gates: [Gate]
  package let multipliers: [Multiplier]
  package let limits: Limits
  package let release: ReleaseTerms
  package let reversal: ReversalTerms
}

/// What a clause pays before tiers and multipliers.
///
/// The more special word wins: a dated override of one payee, a payee's rate, a party's rate, the
/// rate of the product, that of the kind of business, the rate of the clause.
package struct Pay: Hashable, Sendable {
  /// For everybody whom no more special rate concerns.
  package var rate: Rate?
  package var kindRates: [BusinessKind: Rate] = [:]
  /// Keyed by employee id.
  package var payeeRates: [String: Rate] = [:]
  package var overrides: [RateOverride] = []
  package var productRates: [ProductRate] = []
  package var flat: FlatAmount?
  package var renewals = RenewalReading.whole
}

/// Whether the parties of a clause divide one credit or each have it in full.
package enum CreditMode: String, CaseIterable, Sendable {
  case split
  /// Double credit (doppelte Provisionierung): each is credited in full; the revenue counts once.
  case fullEach = "full_each"
  /// Each in full as long as nobody agreed who sold it; an agreed split replaces it.
  case inDoubtBoth = "in_doubt_both"
}

/// Who is credited by a clause.
package struct Party: Hashable, Sendable {
  package enum Who: Hashable, Sendable {
    case seller
    /// Who made the contract at first, where this is its renewal.
    case firstSeller
    case managerOfSeller
    /// The managers, so many levels up, of everybody whom the clause credits below; each once.
    case managersOfPayees(level: Int)
    case role(Role)
    /// One employee or partner, whoever sold it.
    case payee(String)
  }

  package let who: Who
  package let share: Rate
  package let rate: Rate?
  /// The most that one order pays to each who is credited as this party.
  package var cap: Amount?
  /// Whether what the levels below get of the order is taken from it.
  package var deductsLower = false
  /// Whether the party owes us the amount, as a principal does its agent.
  package var isClaim = false

  /// Whether an agreed split leaves the party as it is: managers and fixed payees sold nothing.
  var staysWithSplit: Bool {
    switch who {
    case .seller, .firstSeller, .role: false
    case .managerOfSeller, .managersOfPayees, .payee: true
    }
  }
}

/// What a rate is applied to.
package enum CreditBase: Hashable, Sendable {
  /// The net price; cash discount (Skonto) does not reduce it (HGB 87b (2)).
  case net
  /// The price with value added tax and ancillary cost.
  case gross
  case margin(MarginFloor)
  /// What the customer has paid, without what it deducted.
  case cash
  /// The value of the contract over its term; the yearly value where none is recorded.
  case contractValue
  /// The monthly fee times the months of the term (HGB 87b (3)).
  case monthlyFee(openEndedMonths: Int?, atMost: Int?)
}

/// Where a negative margin counts as zero.
package enum MarginFloor: String, CaseIterable, Sendable {
  case perLine = "per_line"
  case perDeal = "per_deal"
  case none
}

/// How the renewal of a contract at another value is read.
package enum RenewalReading: String, CaseIterable, Sendable {
  /// As one renewal over the new value.
  case whole
  /// The old value as a renewal and the growth as an up-sell; a shrunk contract as a down-sell.
  case retainedAndGrowth = "retained_and_growth"
}
