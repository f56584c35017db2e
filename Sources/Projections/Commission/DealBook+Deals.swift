import Commission
import LedgerEvents
import Money

extension DealBook {
  /// The deals in the order of recording, each with the name that it is given; what was agreed about
  /// them goes into the facts.
  func deals(
    _ facts: inout CommissionFacts, _ name: (Key, Sale) -> String
  ) -> [Deal] {
    var deals: [Deal] = []
    deals.reserveCapacity(sales.count)
    for (key, sale) in sales.sorted(by: { $0.value.position < $1.value.position }) {
      let name = facts.names.name(name(key, sale))
      deals.append(deal(key, sale, name, &facts.names))
      if let terms = split(of: key) {
        facts.splits.append(terms.agreed(name, key.type, &facts.names))
      }
    }
    return deals
  }

  /// A sale with all that was recorded around it.
  func deal(_ key: Key, _ sale: Sale, _ name: Name, _ names: inout NameTable) -> Deal {
    var taken: Set<String> = []
    // Ids are unique only together with their source.
    func own(_ id: String, _ position: UInt64) -> String {
      taken.insert(id).inserted ? id : "\(id)-\(position)"
    }
    let reversals = reductions(of: key).map { reduction in
      Reversal(
        id: names.name(own(reduction.id, reduction.position)), day: reduction.day,
        position: reduction.position, reductions: reduction.what.reductions(of: sale),
        ground: reduction.ground, cause: reduction.cause)
    }
    var deal = Deal(
      id: name, type: key.type, account: names.name(key.account),
      seller: (sale.seller ?? seller(of: key)).map { names.name($0) }, kind: kind(of: key, sale),
      day: sale.day, lines: sale.lines, position: sale.position, reversals: reversals)
    deal.gross = sale.gross
    deal.term = sale.term
    deal.valueBefore = sale.valueBefore
    deal.needsKind = sale.needsKind
    deal.firstSeller = sale.contract.flatMap { seller(of: $0) }.map { names.name($0) }
    deal.milestones = milestones(of: key).map { execution, billed in
      Milestone(
        id: names.name(own(execution.id, execution.position)), kind: execution.kind,
        day: execution.day, position: execution.position, net: execution.net,
        deduction: execution.deduction,
        age: execution.kind == .paid
          ? billed.map { Int(execution.day.daysSinceEpoch - $0.daysSinceEpoch) } : nil)
    }
    return deal
  }

  /// What kind of business a sale is: that of the opportunity it came from, where one is known.
  func kind(of key: Key, _ sale: Sale) -> BusinessKind? {
    kinds[key] ?? origins[key].flatMap { kinds[$0] } ?? sale.kind
      ?? billed[key].flatMap { order in origins[order].flatMap { kinds[$0] } }
  }

  /// Who sold it: as the document says, else the order it bills, the opportunity it came from, or
  /// the contract that it changes.
  func seller(of key: Key) -> String? {
    let sale = sales[key]
    if let own = sale?.seller ?? sellers[key] { return own }
    if let order = billed[key], let theirs = seller(of: order) { return theirs }
    if let opportunity = origins[key], let theirs = seller(of: opportunity) { return theirs }
    guard sale?.needsKind ?? false, let contract = sale?.contract else { return nil }
    return seller(of: contract)
  }

  /// What was agreed about a sale, else about the order it bills or the opportunity it came from.
  func split(of key: Key) -> Split? {
    if splits.isEmpty { return nil }
    if let own = splits[key] { return own }
    if let order = billed[key], let theirs = split(of: order) { return theirs }
    return origins[key].flatMap { split(of: $0) }
  }
}

extension DealBook.TakenBack.What {
  /// A product stands for all lines that sell it; one the order does not have changes the order as
  /// a whole.
  fileprivate func reductions(of sale: DealBook.Sale) -> [Reversal.Reduction] {
    switch self {
    case .everything: [.everything]
    case .whole(let net): [.whole(net: net, cost: nil)]
    case .products(let changes):
      changes.map { change -> Reversal.Reduction in
        let lines = sale.lines.indices.filter { sale.lines[$0].product == change.product }
        return lines.isEmpty
          ? .whole(net: change.net, cost: change.cost)
          : .lines(lines, net: change.net, cost: change.cost, quantity: change.quantity)
      }
    }
  }
}

extension DealBook.Split {
  func agreed(_ deal: Name, _ type: DealType, _ names: inout NameTable) -> AgreedSplit {
    AgreedSplit(
      deal: deal, dealType: type, mode: mode,
      shares: shares.map {
        AgreedSplit.Share(
          employee: names.name($0.employeeID), role: Commission.Role($0.role),
          weight: Int64($0.shareBp))
      },
      position: position)
  }
}
