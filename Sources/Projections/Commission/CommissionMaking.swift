import Commission
import Journal
import LedgerEvents
import Money

/// The making of every commission row at a standpoint, in pieces that need little memory.
///
/// What follows from a deal alone is computed account by account. Ladders and caps reach across
/// accounts; whose claims they concern is noted, and when all accounts are read these holders are
/// settled, some at a time, from the accounts that they are in. What belongs to periods comes last.
/// Together the parts say what one calculation over everything says, whatever their order.
struct CommissionMaking: Sendable {
  private let history: History
  private let standpoint: Standpoint
  /// Without accounts.
  private let calculation: CommissionCalculation
  /// The ids of plans and people; the ids of an account come after them and go with it.
  private let names: NameTable
  private let contested: ContestedNames
  private let unreadable: [UnreadableEvent]
  /// How many claims are held at once, unless holders that hang together have more.
  private let claimLimit: UInt64

  /// Reads what belongs to no account.
  init(
    _ history: History, _ standpoint: Standpoint, claimLimit: UInt64
  ) throws(ProjectionError) {
    self.claimLimit = claimLimit
    let links = try history.links(to: standpoint.size)
    let verdicts = Amendment.inForce(links.amendments, below: standpoint.size)
    let fold = try CommissionFold(withoutAccounts: history, standpoint, verdicts)
    self.history = history
    self.standpoint = standpoint
    calculation = CommissionCalculation(fold.facts)
    unreadable = fold.unreadable
    let names = fold.facts.names.asBeginning()
    self.names = names
    contested = try ContestedNames(history, standpoint, verdicts) {
      account throws(ProjectionError) in
      try CommissionFold(of: account, history, standpoint, names).deals
    }
  }

  /// The lines that follow from the deals of an account alone, and whose claims are open.
  func part(of account: String) throws(ProjectionError) -> CommissionPart {
    let fold = try CommissionFold(of: account, history, standpoint, names)
    guard !fold.deals.sales.isEmpty || !fold.unreadable.isEmpty else { return CommissionPart() }
    let own = deals(of: fold)
    let (run, open) = own.calculation.settleAlone(own.deals, own.names)
    var part = try part(run, own.names, fold.unreadable)
    part.quarantine(own.clashes)
    part.open = open.map { open in
      OpenHolders(
        holders: open.holders.map { HolderID($0, own.names) }, claims: UInt64(open.count))
    }
    return part
  }

  /// The open claims of all accounts, divided.
  func pieces(_ open: [(account: String, open: [OpenHolders])]) -> [CommissionPiece] {
    CommissionPiece.all(open, upTo: claimLimit)
  }

  /// The lines of some holders for all their open claims.
  func part(of piece: CommissionPiece) throws(ProjectionError) -> CommissionPart {
    var names = names
    let holders = Set(piece.holders.map { $0.holder(&names) })
    var settlement = JointSettlement(calculation, of: holders)
    for account in piece.accounts {
      // The table moves along: a copy for each account would cost its size each time.
      var own = deals(
        of: try CommissionFold(of: account, history, standpoint, moving: &names))
      settlement.add(own.deals, by: own.calculation, own.names)
      swap(&own.names, &names)
    }
    return try part(settlement.settled(names), names, [])
  }

  /// The lines that no deal stands behind, and what no account is answerable for.
  func partOfPeriods() throws(ProjectionError) -> CommissionPart {
    try part(calculation.settlePeriods(names), names, unreadable)
  }

  private struct AccountDeals {
    var deals: [Deal]
    let calculation: CommissionCalculation
    var names: NameTable
    /// Deals that have the name of another one.
    var clashes: [CommissionQuery.FailedDeal] = []
  }

  private func deals(of fold: consuming CommissionFold) -> AccountDeals {
    let book = fold.deals
    var facts = fold.facts
    fold.facts = CommissionFacts()
    let deals = book.deals(&facts) { key, _ in contested.name(of: key) }
    var own = AccountDeals(
      deals: deals, calculation: calculation.knowing(facts.assignments, facts.splits),
      names: facts.names)
    own.deals.removeAll { deal in
      guard let first = contested.clash(deal.type, own.names.text(deal.id)) else { return false }
      if deal.position == first {
        own.clashes.append(.init(CommissionError(deal, .contradiction), own.names))
      }
      return true
    }
    return own
  }

  private func part(
    _ run: CommissionRun, _ names: NameTable, _ unreadable: [UnreadableEvent]
  ) throws(ProjectionError) -> CommissionPart {
    var part = CommissionPart()
    part.rows.reserveCapacity(run.lines.count)
    do throws(MoneyError) {
      for line in run.lines {
        let payee = names.text(line.payee)
        part.rows.append(
          (
            CommissionView.lineKey(line.id(names)),
            CommissionRow(line, of: payee, names).stored
          ))
        try part.totals.add(line, of: payee)
      }
    } catch {
      throw .arithmetic(error)
    }
    part.quarantine(unreadable)
    part.quarantine(run.failures.map { CommissionQuery.FailedDeal($0, names) })
    return part
  }
}

extension CommissionPart {
  fileprivate mutating func quarantine(_ events: [UnreadableEvent]) {
    for event in events {
      let account =
        event.subject.hasPrefix("account/") ? String(event.subject.dropFirst(8)) : event.subject
      note(event, account)
    }
  }

  fileprivate mutating func quarantine(_ deals: [CommissionQuery.FailedDeal]) {
    for deal in deals {
      note(
        UnreadableEvent(
          position: deal.position, subject: "account/\(deal.account)",
          reason: "deal \(deal.deal): \(deal.reason)"), deal.account)
    }
  }

  private mutating func note(_ event: UnreadableEvent, _ account: String) {
    let key = account.isEmpty ? "?" : account
    let own = Quarantine([event.position], event.reason)
    quarantined[key] = quarantined[key]?.joined(with: own) ?? own
  }
}

extension CommissionMaking {
  /// Hands over every row, in no order, and returns what could not be made.
  ///
  /// The same as a rebuild makes, for whoever only looks at them or writes what differs.
  func each(
    _ body: (String, [UInt8]) throws(ProjectionError) -> Void
  ) throws(ProjectionError) -> [String: Quarantine] {
    var totals = CommissionTotals()
    var quarantined: [String: Quarantine] = [:]
    func take(_ part: CommissionPart) throws(ProjectionError) {
      for (key, row) in part.rows { try body(key, row) }
      try totals.add(part.totals)
      quarantined.merge(part.quarantined) { $0.joined(with: $1) }
    }
    var open: [(account: String, open: [OpenHolders])] = []
    for account in try AccountRoster(history.records, to: standpoint.size).ordered {
      let part = try part(of: account)
      try take(part)
      if !part.open.isEmpty { open.append((account, part.open)) }
    }
    for piece in pieces(open) {
      try take(try part(of: piece))
    }
    try take(try partOfPeriods())
    for (key, row) in totals.rows { try body(key, row) }
    return quarantined
  }
}
