import LedgerEvents
import Money

/// The deals whose credit was divided by agreement.
struct Splits: Equatable, Sendable {
  private(set) var agreed: Set<Deal> = []
}

extension Splits {
  mutating func evolve(_ split: CommissionSplitAgreed) {
    if let deal = Deal(split) { agreed.insert(deal) }
  }
}

extension Splits {
  func decide(_ split: CommissionSplitAgreed, of fact: Fact, _ deals: Deals) throws(Rejection) {
    let deal = try deals.require(Deal(split))
    guard !agreed.contains(deal) else {
      throw Rejection(
        .splitAgreed, at: deal.member,
        "a split of \(deal) is agreed already; record commission_split.revised to change it")
    }
    try Self.require(split.shares, split.mode)
    try Required.approver(split.approverID, of: fact)
  }

  func decide(_ split: CommissionSplitRevised, of fact: Fact, _ deals: Deals) throws(Rejection) {
    let deal = try deals.require(Deal(split))
    guard agreed.contains(deal) else {
      throw Rejection(
        .noSplit, at: deal.member,
        "no split of \(deal) is agreed yet; record commission_split.agreed first")
    }
    try Self.require(split.shares, split.mode)
    try Required.text(split.reason, at: "reason")
    try Required.approver(split.approverID, of: fact)
  }

  /// Shares sum to one, unless double crediting (doppelte Provisionierung) is declared.
  private static func require(_ shares: [CreditShare], _ mode: SplitMode) throws(Rejection) {
    try Required.choice(mode, at: "mode")
    guard !shares.isEmpty else { throw Required.missing("shares") }
    var sum: UInt64 = 0
    for (index, share) in shares.enumerated() {
      try Required.identifier(share.employeeID, at: "shares.employee_id")
      try Required.choice(share.role, at: "shares.role")
      try Required.range(share.shareBp, 1...10_000, at: "shares.share_bp")
      sum += UInt64(share.shareBp)
      for earlier in shares[..<index]
      where earlier.employeeID == share.employeeID && earlier.role == share.role {
        throw Rejection(
          .duplicateShare, at: "shares.employee_id",
          "\(share.employeeID) stands there twice in one role; add the two shares up")
      }
    }
    guard mode == .split, sum != 10_000 else { return }
    throw Rejection(
      .sharesDoNotSum, at: "shares.share_bp",
      """
      the shares sum to \(sum) basis points, not to 10000; correct them, or write mode full_each if \
      each is meant to get the credit in full
      """)
  }
}

extension Splits: Compact {
  func write(to writer: inout StateWriter) { writer.write(agreed) }

  init(from reader: inout StateReader) { agreed = reader.read() }
}
