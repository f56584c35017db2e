import Commission
import Money

/// What followed on a sale, also under the names of other documents.
extension DealBook {
  /// What was taken back from a sale, also by credit notes for its invoices.
  func reductions(of key: Key) -> [TakenBack] {
    var found = takenBack[key] ?? []
    switch key.type {
    case .invoice: found += credits[key] ?? []
    case .order:
      for invoice in invoices[key] ?? [] { found += credits[invoice] ?? [] }
    case .contract:
      if let contract = sales[key]?.contract { found += takenBack[contract] ?? [] }
    case .opportunity:
      let all = outcomes(of: key)
      for outcome in all {
        found += all.count > 1 ? parts(of: outcome) : reductions(of: outcome)
      }
    }
    return found.sorted { $0.position < $1.position }
  }

  /// What carried a sale out, each payment with the day of its invoice.
  func milestones(of key: Key) -> [(Execution, billed: CalendarDay?)] {
    var found: [(Execution, billed: CalendarDay?)] = []
    func add(invoice: Key) {
      let day = sales[invoice]?.day
      found += (executions[invoice] ?? []).map { ($0, day) }
    }
    if key.type == .invoice { add(invoice: key) }
    for order in orders(of: key) {
      found += (executions[order] ?? []).map { ($0, nil) }
      for invoice in invoices[order] ?? [] { add(invoice: invoice) }
    }
    return found.sorted { $0.0.position < $1.0.position }
  }

  /// The orders that call on a contract while a term of it runs, or since it was changed.
  ///
  /// Of a contract that is renewed for 2026, an order of January 2026 carries out the renewal and not
  /// the first term. A change is carried out from its own day on, until the contract is renewed with
  /// what it changed.
  func callOffs(of key: Key) -> [Key] {
    let all = calls[sales[key]?.contract ?? key] ?? []
    if all.isEmpty { return [] }
    let (from, to) = days(of: key)
    return all.filter { order in
      guard let day = sales[order]?.day else { return false }
      if let from, day < from { return false }
      if let to, day >= to { return false }
      return true
    }
  }

  /// From when to when orders belong to a contract as signed, renewed or changed.
  private func days(of key: Key) -> (from: CalendarDay?, to: CalendarDay?) {
    guard let own = sales[key], let contract = own.contract else {
      return (nil, (renewals[key] ?? []).compactMap { sales[$0]?.start }.min())
    }
    let renewed = (renewals[contract] ?? []).compactMap { sales[$0] }
    if own.needsKind {
      let later = renewed.filter {
        ($0.day, $0.position) > (own.day, own.position) && $0.start > own.day
      }
      return (own.day, later.map(\.start).min())
    }
    let later = renewed.filter { ($0.start, $0.position) > (own.start, own.position) }
    return (own.start, later.map(\.start).min())
  }

  /// The orders that carry out a sale.
  private func orders(of key: Key) -> [Key] {
    switch key.type {
    case .invoice: return []
    case .order: return [key]
    case .contract: return callOffs(of: key)
    case .opportunity:
      // An order may call on a contract that came of the same opportunity.
      var seen: Set<Key> = []
      return outcomes(of: key).flatMap { outcome in
        outcome.type == .order ? [outcome] : callOffs(of: outcome, wonAs: key)
      }.filter { seen.insert($0).inserted }
    }
  }

  /// The orders that call on a contract and carry out an opportunity that became it.
  ///
  /// What was won when the contract ran already, such as its renewal, begins on that day.
  private func callOffs(of contract: Key, wonAs opportunity: Key) -> [Key] {
    guard let won = sales[opportunity]?.day, let signed = sales[contract]?.day, signed < won else {
      return callOffs(of: contract)
    }
    return (calls[contract] ?? []).filter { order in
      sales[order].map { $0.day >= won } ?? false
    }
  }

  /// The orders and contracts that an opportunity became, each once.
  private func outcomes(of opportunity: Key) -> [Key] {
    var seen: Set<Key> = []
    return (outcomes[opportunity] ?? []).filter { seen.insert($0).inserted }
  }

  /// What was taken back from one of several documents that an opportunity became: an order that is
  /// cancelled takes what was left of it, and not all that was won.
  private func parts(of outcome: Key) -> [TakenBack] {
    let all = reductions(of: outcome)
    guard outcome.type == .order, let sale = sales[outcome] else { return all }
    let currency = sale.lines[0].net.currency
    // Wide enough for sums on the way; what is left lies between nothing and what was sold and added.
    let sold = sale.lines.reduce(Int128(0)) { $0 + Int128($1.net.minor) }
    var left = sold
    func take(_ net: Amount) {
      let rest = left - Int128(net.minor)
      left = sold < 0 ? min(0, rest) : max(0, rest)
    }
    var parts = all.sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    for index in parts.indices where parts[index].ground != .notPaid {
      switch parts[index].what {
      case .everything:
        parts[index].what = .whole(Amount(minor: Int64(clamping: left), currency: currency))
        left = 0
      case .products(let changes): changes.forEach { take($0.net) }
      case .whole(let net): take(net)
      }
    }
    return parts
  }
}

extension DealBook.Sale {
  /// The first day of what was sold, where it is a contract or a renewal.
  fileprivate var start: CalendarDay { term?.start ?? day }
}
