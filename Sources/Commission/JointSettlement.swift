/// Settles account by account what depends on the deals of many accounts: of some holders at a time.
///
/// Holds the claims of these holders and nothing else, so that a ledger of any size is settled in
/// pieces whose sum is what one run over everything says.
package struct JointSettlement {
  private let holders: Set<Holder>
  private let calculation: CommissionCalculation
  private var claims: [Claim] = []

  /// `holders` are whole groups: with each of them everybody who hangs together with it.
  package init(_ calculation: CommissionCalculation, of holders: Set<Holder>) {
    self.calculation = calculation
    self.holders = holders
  }

  /// Takes in the deals of an account, with what the calculation knows of it.
  package mutating func add(
    _ deals: [Deal], by calculation: CommissionCalculation, _ names: NameTable
  ) {
    let open = deals.filter { calculation.isOpen($0) }
    guard !open.isEmpty else { return }
    // A deal that fails under one clause has no claims under another.
    let walk = CommissionWalk(calculation, names)
    claims += walk.postAlone(open).filter { claim in
      claim.holders.contains { holders.contains($0) }
    }
  }

  /// The lines of the holders for all deals taken in; `names` is the table of these.
  package func settled(_ names: NameTable) -> CommissionRun {
    let walk = CommissionWalk(calculation, names)
    for group in HolderGroup.all(claims)
    where group.holders.contains(where: { holders.contains($0) }) { walk.settle(group) }
    return walk.run
  }
}

/// Holders with claims that are open until those of other accounts are known.
package struct OpenClaims: Sendable {
  /// They hang together.
  package let holders: [Holder]
  package let count: Int
}

extension CommissionCalculation {
  /// The lines that follow from each of these deals alone, and whose claims are open.
  package func settleAlone(
    _ deals: [Deal], _ names: NameTable
  ) -> (run: CommissionRun, open: [OpenClaims]) {
    let walk = CommissionWalk(self, names)
    let groups = HolderGroup.all(walk.postAlone(deals))
    return (
      walk.run, groups.map { OpenClaims(holders: Array($0.holders), count: $0.claims.count) }
    )
  }

  /// The lines of periods, which no deal stands behind.
  package func settlePeriods(_ names: NameTable) -> CommissionRun {
    let walk = CommissionWalk(self, names)
    walk.postPeriods()
    return walk.run
  }

  /// Whether a clause covers the deal whose lines do not follow from it alone.
  fileprivate func isOpen(_ deal: Deal) -> Bool {
    var omissions: [Omission] = []
    return select(deal, &omissions).contains { !$0.isPlain }
  }
}
