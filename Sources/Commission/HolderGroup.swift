/// Who stands on a ladder or under a cap: a payee, or an account whose deals are measured together.
package enum Holder: Hashable, Sendable {
  case payee(Name)
  case account(Name)
}

/// Holders whose commissions depend on each other, with every claim that concerns one of them.
///
/// Ladders and caps belong to one payee, so most groups are one payee. A manager from whom the levels
/// below are deducted hangs together with these, and an account that is measured as a whole with
/// everybody who is credited for its deals. A claim that credits payees of several groups is in each.
struct HolderGroup {
  fileprivate(set) var holders: Set<Holder> = []
  fileprivate(set) var claims: [Claim] = []

  /// The groups of these claims, in the order in which the claims meet them.
  static func all(_ claims: [Claim]) -> [HolderGroup] {
    var ties = Ties<Holder>()
    let holders = claims.map(\.holders)
    for (claim, own) in zip(claims, holders) {
      for holder in own { ties.add(holder) }
      if claim.tiesHolders { ties.tie(own) }
    }
    var groups: [HolderGroup] = []
    var places: [Holder: Int] = [:]
    for (claim, own) in zip(claims, holders) {
      var met: [Int] = []
      for holder in own {
        let first = ties.first(of: holder)
        let place = places[first] ?? groups.count
        if place == groups.count {
          places[first] = place
          groups.append(HolderGroup())
        }
        groups[place].holders.insert(holder)
        if met.contains(place) { continue }
        met.append(place)
        groups[place].claims.append(claim)
      }
    }
    return groups
  }
}

extension Claim {
  /// Everybody for whom it is settled.
  var holders: [Holder] {
    var holders: [Holder] = []
    if clause.measuresAccounts { holders.append(.account(deal.account)) }
    for (index, credit) in crediting.credits.enumerated() where sources[index] != nil {
      let holder = Holder.payee(credit.payee)
      if !holders.contains(holder) { holders.append(holder) }
    }
    return holders
  }

  /// Whether what one of its holders gets depends on what the others get.
  fileprivate var tiesHolders: Bool {
    guard clause.tiers?.spansDeals ?? false else { return false }
    return clause.measuresAccounts || crediting.credits.contains { !$0.deducts.isEmpty }
  }
}

extension Clause {
  /// Whether its ladders belong to accounts.
  fileprivate var measuresAccounts: Bool {
    guard let tiers else { return false }
    return tiers.spansDeals && tiers.span == .account
  }
}
