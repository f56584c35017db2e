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
    let lines: [DealLine]
    var gross: Amount?
    var term: ContractTerm?
    var valueBefore: Amount?
    var needsKind = false
    /// The contract that this renews or changes.
    var contract: Key?
  }

  /// Something taken back from a sale, in words of the document it names.
  struct TakenBack: Sendable {
    let id: String
    let position: UInt64
    let day: CalendarDay
    var what: What
    let ground: Reversal.Ground
    let cause: Reversal.Cause?

    enum What: Sendable {
      case everything
      case products([Change])
      case whole(Amount)
    }

    /// What was taken from one product; what was added is negative.
    struct Change: Sendable {
      let product: String
      let net: Amount
      let cost: Amount?
      let quantity: Int64
    }
  }

  struct Split: Sendable {
    let mode: CreditMode
    let shares: [CreditShare]
    let position: UInt64
  }

  /// A delivery, an invoice, a payment, a payment taken back.
  struct Execution: Sendable {
    let id: String
    let kind: Milestone.Kind
    let position: UInt64
    let day: CalendarDay
    let net: Amount
    var deduction: Amount?
  }

  var sales: [Key: Sale] = [:]
  var takenBack: [Key: [TakenBack]] = [:]
  var splits: [Key: Split] = [:]
  var kinds: [Key: BusinessKind] = [:]
  var sellers: [Key: String] = [:]
  /// The opportunity that became an order or a contract.
  var origins: [Key: Key] = [:]
  /// The orders and contracts that an opportunity became.
  var outcomes: [Key: [Key]] = [:]
  /// The order that an invoice bills.
  var billed: [Key: Key] = [:]
  var invoices: [Key: [Key]] = [:]
  /// The orders that call on a contract.
  var calls: [Key: [Key]] = [:]
  var renewals: [Key: [Key]] = [:]
  var credits: [Key: [TakenBack]] = [:]
  /// What carried out an order (deliveries) or an invoice (payments).
  var executions: [Key: [Execution]] = [:]
  var names: Set<String> = []

  /// Takes up one event of an account.
  mutating func take(_ event: HeldEvent, account: String) throws {
    func key(_ type: DealType, _ id: String) -> Key { Key(account: account, type: type, id: id) }
    switch event.data {
    case .orderBooked(let order): try book(order, event, account)
    case .orderAmended(let order):
      let changes = try order.changes.map { change in
        try TakenBack.Change(
          change.productID, change.netDelta, change.hasCostDelta ? change.costDelta : nil,
          change.quantityDelta)
      }
      takeBack(.products(changes), from: key(.order, order.orderID), event, .amended)
    case .orderCancelled(let order):
      let changes = try order.changes.map { change in
        try TakenBack.Change(
          change.productID, change.netDelta, change.hasCostDelta ? change.costDelta : nil,
          change.quantityDelta)
      }
      takeBack(
        changes.isEmpty ? .everything : .products(changes), from: key(.order, order.orderID),
        event, .cancelled, order.hasCause ? order.cause : nil)
    case .deliveryMade(let delivery):
      execute(
        .delivered, key(.order, delivery.orderID), event, try delivery.net.amount)
    case .invoiceIssued(let invoice): try bill(invoice, event, account)
    case .paymentReceived(let payment):
      execute(
        .paid, key(.invoice, payment.invoiceID), event, try payment.amount.amount,
        deduction: payment.hasDeduction ? try payment.deduction.amount : nil)
    case .paymentReversed(let payment):
      execute(
        .paymentReversed, key(.invoice, payment.invoiceID), event, try payment.amount.amount)
    case .creditNoteIssued(let note):
      credit(
        try note.net.amount, key(.invoice, note.invoiceID), event, .credited,
        note.hasCause ? note.cause : nil)
    case .receivableWrittenOff(let loss):
      credit(
        try loss.amount.amount, key(.invoice, loss.invoiceID), event, .notPaid,
        loss.hasCause ? loss.cause : nil)
    case .opportunityIdentified(let opportunity):
      let key = key(.opportunity, opportunity.opportunityID)
      kinds[key] = BusinessKind(opportunity.kind)
      if opportunity.hasEmployeeID { sellers[key] = opportunity.employeeID }
    case .opportunityWon(let won): try win(won, event, account)
    case .contractSigned, .contractRenewed, .contractChanged, .contractEnded:
      try takeContract(event, account)
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
        DealLine(
          net: try line.net.amount, cost: line.hasCost ? try line.cost.amount : nil,
          list: line.hasList ? try line.list.amount : nil, product: line.productID,
          quantity: line.quantity))
    }
    if lines.isEmpty { lines = [DealLine(net: try order.net.amount, cost: nil)] }
    let key = Key(account: account, type: .order, id: order.orderID)
    let isNew = add(
      key, event, seller: order.hasEmployeeID ? order.employeeID : nil, kind: nil, lines)
    if isNew, order.hasGross { sales[key]?.gross = try order.gross.amount }
    if isNew, order.hasContractID {
      calls[Key(account: account, type: .contract, id: order.contractID), default: []]
        .append(key)
    }
  }

  private mutating func bill(
    _ invoice: InvoiceIssued, _ event: HeldEvent, _ account: String
  ) throws {
    let key = Key(account: account, type: .invoice, id: invoice.invoiceID)
    let order = Key(account: account, type: .order, id: invoice.orderID)
    if billed.updateValue(order, forKey: key) == nil { invoices[order, default: []].append(key) }
    let net = try invoice.net.amount
    let isNew = add(key, event, seller: nil, kind: nil, [DealLine(net: net, cost: nil)])
    guard isNew else { return }
    if invoice.hasGross { sales[key]?.gross = try invoice.gross.amount }
    execute(.invoiced, key, event, net)
  }

  private mutating func win(_ won: OpportunityWon, _ event: HeldEvent, _ account: String) throws {
    let key = Key(account: account, type: .opportunity, id: won.opportunityID)
    add(
      key, event, seller: won.hasEmployeeID ? won.employeeID : nil, kind: nil,
      [
        DealLine(net: try won.value.amount, cost: won.hasCost ? try won.cost.amount : nil)
      ])
    if won.hasOrderID { become(Key(account: account, type: .order, id: won.orderID), key) }
    if won.hasContractID {
      become(Key(account: account, type: .contract, id: won.contractID), key)
    }
  }

  private mutating func become(_ outcome: Key, _ opportunity: Key) {
    origins[outcome] = opportunity
    outcomes[opportunity, default: []].append(outcome)
  }
}

extension DealBook {
  /// The document's id, behind that of its account where another has taken it.
  mutating func name(of key: Key) -> String {
    names.insert("\(key.type.rawValue)/\(key.id)").inserted ? key.id : "\(key.account)-\(key.id)"
  }
}
