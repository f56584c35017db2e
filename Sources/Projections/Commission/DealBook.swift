import Commission
import LedgerEvents
import Money

/// The documents that may earn commission, as they were recorded, until all of them are known.
struct DealBook: Sendable {
  /// A document within its account.
  struct Key: Hashable, Sendable {
    let account: String
    let type: DealType
    let id: String
  }

  /// A sale before the facts recorded after it are known.
  struct Sale: Sendable {
    /// How the deal is called; the document's id where that is not taken.
    let name: String
    let position: UInt64
    let day: CalendarDay
    let seller: String?
    var kind: BusinessKind?
    let products: [String]
    let lines: [DealLine]
  }

  /// Something taken back from a sale, in words of the document it names.
  struct TakenBack: Sendable {
    let id: String
    let position: UInt64
    let day: CalendarDay
    let what: What

    enum What: Sendable {
      case everything
      case products([(product: String, net: Amount, cost: Amount?)])
      case whole(Amount)
    }
  }

  struct Split: Sendable {
    let mode: CreditMode
    let shares: [CreditShare]
    let position: UInt64
  }

  private(set) var sales: [Key: Sale] = [:]
  private(set) var takenBack: [Key: [TakenBack]] = [:]
  private(set) var splits: [Key: Split] = [:]
  private var kinds: [Key: BusinessKind] = [:]
  private var sellers: [Key: String] = [:]
  private var origins: [Key: Key] = [:]
  private var billed: [Key: Key] = [:]
  private var invoices: [Key: [Key]] = [:]
  private var credits: [Key: [TakenBack]] = [:]
  private var names: Set<String> = []

  /// Takes up one event of an account.
  mutating func take(_ event: HeldEvent, account: String) throws {
    switch event.data {
    case .orderBooked(let order): try book(order, event, account)
    case .orderAmended(let order):
      let changes = try order.changes.map { change in
        (
          change.productID, try change.netDelta.amount.negated(),
          change.hasCostDelta ? try change.costDelta.amount.negated() : nil
        )
      }
      takeBack(
        .products(changes), from: Key(account: account, type: .order, id: order.orderID), event)
    case .orderCancelled(let order):
      let changes = try order.changes.map { change in
        (
          change.productID, try change.netDelta.amount.negated(),
          change.hasCostDelta ? try change.costDelta.amount.negated() : nil
        )
      }
      takeBack(
        changes.isEmpty ? .everything : .products(changes),
        from: Key(account: account, type: .order, id: order.orderID), event)
    case .invoiceIssued(let invoice):
      let key = Key(account: account, type: .invoice, id: invoice.invoiceID)
      let order = Key(account: account, type: .order, id: invoice.orderID)
      if billed.updateValue(order, forKey: key) == nil { invoices[order, default: []].append(key) }
      add(key, event, seller: nil, kind: nil, [DealLine(net: try invoice.net.amount, cost: nil)])
    case .creditNoteIssued(let note):
      let key = Key(account: account, type: .invoice, id: note.invoiceID)
      credits[key, default: []].append(
        TakenBack(
          id: event.stored.id, position: event.position, day: event.day,
          what: .whole(try note.net.amount)))
    case .opportunityIdentified(let opportunity):
      let key = Key(account: account, type: .opportunity, id: opportunity.opportunityID)
      kinds[key] = BusinessKind(opportunity.kind)
      if opportunity.hasEmployeeID { sellers[key] = opportunity.employeeID }
    case .opportunityWon(let won): try win(won, event, account)
    case .contractSigned(let contract):
      add(
        Key(account: account, type: .contract, id: contract.contractID), event,
        seller: contract.hasEmployeeID ? contract.employeeID : nil, kind: .new,
        [DealLine(net: try contract.acv.amount, cost: nil)])
    case .contractRenewed(let contract):
      // Each renewal is a sale of its own beside the first signature.
      add(
        Key(
          account: account, type: .contract, id: "\(contract.contractID)-renewal-\(event.day)"),
        event, seller: contract.hasEmployeeID ? contract.employeeID : nil, kind: .renewal,
        [DealLine(net: try contract.acvAfter.amount, cost: nil)])
    case .commissionSplitAgreed(let split):
      guard let deal = split.deal else { return }
      agree(Key(account, deal), split.mode, split.shares, event.position)
    case .commissionSplitRevised(let split):
      guard let deal = split.deal else { return }
      agree(Key(account, deal), split.mode, split.shares, event.position)
    default: return
    }
  }

  private mutating func book(_ order: OrderBooked, _ event: HeldEvent, _ account: String) throws {
    var lines: [DealLine] = []
    for line in order.lines {
      lines.append(
        DealLine(net: try line.net.amount, cost: line.hasCost ? try line.cost.amount : nil))
    }
    if lines.isEmpty { lines = [DealLine(net: try order.net.amount, cost: nil)] }
    add(
      Key(account: account, type: .order, id: order.orderID), event,
      seller: order.hasEmployeeID ? order.employeeID : nil, kind: nil, lines,
      products: order.lines.map(\.productID))
  }

  private mutating func win(_ won: OpportunityWon, _ event: HeldEvent, _ account: String) throws {
    let key = Key(account: account, type: .opportunity, id: won.opportunityID)
    add(
      key, event, seller: won.hasEmployeeID ? won.employeeID : nil, kind: nil,
      [
        DealLine(net: try won.value.amount, cost: won.hasCost ? try won.cost.amount : nil)
      ])
    if won.hasOrderID { origins[Key(account: account, type: .order, id: won.orderID)] = key }
    if won.hasContractID {
      origins[Key(account: account, type: .contract, id: won.contractID)] = key
    }
  }

  private mutating func add(
    _ key: Key, _ event: HeldEvent, seller: String?, kind: BusinessKind?, _ lines: [DealLine],
    products: [String] = []
  ) {
    guard sales[key] == nil else { return }
    // The same id may have been given twice, to documents of two accounts.
    var name = key.id
    if !names.insert("\(key.type.rawValue)/\(name)").inserted { name = "\(key.account)-\(key.id)" }
    sales[key] = Sale(
      name: name, position: event.position, day: event.day, seller: seller, kind: kind,
      products: products, lines: lines)
  }

  private mutating func takeBack(_ what: TakenBack.What, from key: Key, _ event: HeldEvent) {
    takenBack[key, default: []].append(
      TakenBack(id: event.stored.id, position: event.position, day: event.day, what: what))
  }

  /// The latest word wins.
  private mutating func agree(
    _ key: Key, _ mode: SplitMode, _ shares: [CreditShare], _ position: UInt64
  ) {
    guard let mode = CreditMode(mode) else { return }
    splits[key] = Split(mode: mode, shares: shares, position: position)
  }
}

extension DealBook {
  /// What was taken back from a sale, also by credit notes for its invoices.
  func reductions(of key: Key) -> [TakenBack] {
    var found = takenBack[key] ?? []
    switch key.type {
    case .invoice: found += credits[key] ?? []
    case .order:
      for invoice in invoices[key] ?? [] { found += credits[invoice] ?? [] }
    case .opportunity, .contract: break
    }
    return found.sorted { $0.position < $1.position }
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
  }
}

extension DealBook.Key {
  fileprivate init(_ account: String, _ deal: CommissionSplitAgreed.OneOf_Deal) {
    switch deal {
    case .opportunityID(let id): self.init(account: account, type: .opportunity, id: id)
    case .orderID(let id): self.init(account: account, type: .order, id: id)
    case .contractID(let id): self.init(account: account, type: .contract, id: id)
    }
  }

  fileprivate init(_ account: String, _ deal: CommissionSplitRevised.OneOf_Deal) {
    switch deal {
    case .opportunityID(let id): self.init(account: account, type: .opportunity, id: id)
    case .orderID(let id): self.init(account: account, type: .order, id: id)
    case .contractID(let id): self.init(account: account, type: .contract, id: id)
    }
  }
}

extension CreditMode {
  fileprivate init?(_ mode: SplitMode) {
    switch mode {
    case .split: self = .split
    case .fullEach: self = .fullEach
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}

extension BusinessKind {
  fileprivate init?(_ kind: OpportunityIdentified.Kind) {
    switch kind {
    case .new: self = .new
    case .crossSell: self = .crossSell
    case .upSell: self = .upSell
    case .renewal: self = .renewal
    case .winBack: self = .winBack
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}
