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
      if let split = splits[key] {
        facts.splits.append(split.agreed(name, key.type, &facts.names))
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
      seller: seller(of: key, sale).map { names.name($0) }, kind: kind(of: key, sale),
      day: sale.day, lines: sale.lines, position: sale.position, reversals: reversals)
    deal.gross = sale.gross
    deal.term = sale.term
    deal.valueBefore = sale.valueBefore
    deal.needsKind = sale.needsKind
    deal.firstSeller = sale.contract.flatMap { contract in
      sales[contract].flatMap { seller(of: contract, $0) }
    }.map { names.name($0) }
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

  /// What was taken back from a sale, also by credit notes for its invoices.
  func reductions(of key: Key) -> [TakenBack] {
    var found = takenBack[key] ?? []
    switch key.type {
    case .invoice: found += credits[key] ?? []
    case .order:
      for invoice in invoices[key] ?? [] { found += credits[invoice] ?? [] }
    case .contract:
      if let contract = sales[key]?.contract { found += takenBack[contract] ?? [] }
    case .opportunity: break
    }
    return found.sorted { $0.position < $1.position }
  }

  /// What carried a sale out, each payment with the day of its invoice.
  private func milestones(of key: Key) -> [(Execution, billed: CalendarDay?)] {
    var found: [(Execution, billed: CalendarDay?)] = []
    func add(invoice: Key) {
      let day = sales[invoice]?.day
      found += (executions[invoice] ?? []).map { ($0, day) }
    }
    func add(order: Key) {
      found += (executions[order] ?? []).map { ($0, nil) }
      for invoice in invoices[order] ?? [] { add(invoice: invoice) }
    }
    func add(contract: Key) { for order in calls[contract] ?? [] { add(order: order) } }
    switch key.type {
    case .invoice: add(invoice: key)
    case .order: add(order: key)
    case .contract: add(contract: sales[key]?.contract ?? key)
    case .opportunity:
      for outcome in outcomes[key] ?? [] {
        if outcome.type == .order { add(order: outcome) } else { add(contract: outcome) }
      }
    }
    return found.sorted { $0.0.position < $1.0.position }
  }

  /// What kind of business a sale is: that of the opportunity it came from, where one is known.
  func kind(of key: Key, _ sale: Sale) -> BusinessKind? {
    kinds[key] ?? origins[key].flatMap { kinds[$0] } ?? sale.kind
      ?? billed[key].flatMap { order in origins[order].flatMap { kinds[$0] } }
  }

  /// Who sold it: as the document says, else the order it bills or the opportunity it came from.
  func seller(of key: Key, _ sale: Sale) -> String? {
    sale.seller ?? sellers[key] ?? billed[key].flatMap { sales[$0]?.seller }
      ?? origins[key].flatMap { sales[$0]?.seller ?? sellers[$0] }
      ?? (sale.needsKind ? sale.contract.flatMap { sales[$0]?.seller } : nil)
  }
}

extension DealBook.TakenBack.What {
  /// A product stands for the first line that sells it; one the order does not have changes the
  /// order as a whole.
  fileprivate func reductions(of sale: DealBook.Sale) -> [Reversal.Reduction] {
    switch self {
    case .everything: [.everything]
    case .whole(let net): [.whole(net: net, cost: nil)]
    case .products(let changes):
      changes.map { change in
        if let line = sale.lines.firstIndex(where: { $0.product == change.product }) {
          .line(line, net: change.net, cost: change.cost)
        } else {
          .whole(net: change.net, cost: change.cost)
        }
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
