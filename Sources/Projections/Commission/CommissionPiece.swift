import Commission

/// Some of the holders with open claims, and the accounts that these are in.
struct CommissionPiece: Equatable, Sendable {
  fileprivate(set) var holders: [HolderID]
  /// In the order of ids.
  fileprivate(set) var accounts: [String]
  fileprivate(set) var claims: UInt64

  /// Divides what is open so that a piece has at most so many claims, unless one group has more.
  ///
  /// The same accounts give the same pieces, in whatever order they come: a rebuild that was killed
  /// counts on it.
  static func all(
    _ open: [(account: String, open: [OpenHolders])], upTo limit: UInt64
  ) -> [CommissionPiece] {
    var ties = Ties<HolderID>()
    let open = open.sorted { $0.account < $1.account }
    for own in open.lazy.flatMap(\.open) { ties.tie(own.holders.sorted()) }
    var groups: [CommissionPiece] = []
    var places: [HolderID: Int] = [:]
    var members: [Set<HolderID>] = []
    for (account, own) in open {
      for part in own {
        guard let holder = part.holders.first else { continue }
        let first = ties.first(of: holder)
        let place = places[first] ?? groups.count
        if place == groups.count {
          places[first] = place
          groups.append(CommissionPiece(holders: [], accounts: [], claims: 0))
          members.append([])
        }
        if groups[place].accounts.last != account { groups[place].accounts.append(account) }
        groups[place].claims += part.claims
        members[place].formUnion(part.holders)
      }
    }
    for (place, holders) in members.enumerated() { groups[place].holders = holders.sorted() }
    return joined(groups, upTo: limit)
  }

  /// Groups stand in the order of their first accounts, so neighbours read the same ones.
  private static func joined(
    _ groups: [CommissionPiece], upTo limit: UInt64
  ) -> [CommissionPiece] {
    var pieces: [CommissionPiece] = []
    var accounts: [Set<String>] = []
    for group in groups {
      if let last = pieces.last, last.claims + group.claims <= limit {
        pieces[pieces.count - 1].holders += group.holders
        pieces[pieces.count - 1].claims += group.claims
        accounts[pieces.count - 1].formUnion(group.accounts)
      } else {
        pieces.append(group)
        accounts.append(Set(group.accounts))
      }
    }
    for (place, own) in accounts.enumerated() { pieces[place].accounts = own.sorted() }
    return pieces
  }
}
