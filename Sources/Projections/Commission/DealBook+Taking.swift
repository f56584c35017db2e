import Commission
import LedgerEvents
import Money

extension DealBook {
  /// Signatures, renewals, changes and ends of contracts.
  mutating func takeContract(_ event: HeldEvent, _ account: String) throws {
    func key(_ id: String) -> Key { Key(account: account, type: .contract, id: id) }
    switch event.data {
    case .contractSigned(let contract):
      let isNew = add(
        key(contract.contractID), event,
        seller: contract.hasEmployeeID ? contract.employeeID : nil, kind: .new,
        [DealLine(net: try contract.acv.amount, cost: nil)])
      guard isNew else { return }
      sales[key(contract.contractID)]?.term = ContractTerm(
        start: try contract.start.calendarDay,
        end: contract.hasEnd ? try contract.end.calendarDay : nil,
        monthlyFee: contract.hasMonthlyFee ? try contract.monthlyFee.amount : nil,
        total: contract.hasTcv ? try contract.tcv.amount : nil)
    case .contractRenewed(let contract):
      // Each renewal is a sale of its own beside the first signature.
      let renewal = key(Self.renewalID(contract.contractID, event.day))
      let isNew = add(
        renewal, event, seller: contract.hasEmployeeID ? contract.employeeID : nil,
        kind: .renewal, [DealLine(net: try contract.acvAfter.amount, cost: nil)])
      guard isNew else { return }
      renewals[key(contract.contractID), default: []].append(renewal)
      sales[renewal]?.contract = key(contract.contractID)
      sales[renewal]?.valueBefore = try contract.acvBefore.amount
      sales[renewal]?.term = ContractTerm(
        start: contract.hasOldEnd ? try contract.oldEnd.calendarDay : event.day,
        end: contract.hasNewEnd ? try contract.newEnd.calendarDay : nil,
        monthlyFee: contract.hasMonthlyFee ? try contract.monthlyFee.amount : nil, total: nil)
    case .contractChanged(let contract):
      let delta = try contract.acvAfter.amount.subtracting(contract.acvBefore.amount)
      guard let kind = BusinessKind(contract.kind, grows: !delta.isNegative), !delta.isZero else {
        return
      }
      let change = key(Self.changeID(contract.contractID, event.day))
      let isNew = add(
        change, event, seller: contract.hasEmployeeID ? contract.employeeID : nil, kind: kind,
        [DealLine(net: delta, cost: nil)])
      guard isNew else { return }
      sales[change]?.contract = key(contract.contractID)
      sales[change]?.needsKind = true
    case .contractEnded(let contract):
      // A contract that ran out or was replaced has served its time.
      guard contract.reason == .terminated || contract.reason == .churned else { return }
      let cause = contract.hasCause ? contract.cause : nil
      takeBack(.everything, from: key(contract.contractID), event, .ended, cause)
    default: return
    }
  }

  static func renewalID(_ contract: String, _ day: CalendarDay) -> String {
    "\(contract)-renewal-\(day)"
  }

  static func changeID(_ contract: String, _ day: CalendarDay) -> String {
    "\(contract)-change-\(day)"
  }

  /// Whether the sale is a new one.
  @discardableResult
  mutating func add(
    _ key: Key, _ event: HeldEvent, seller: String?, kind: BusinessKind?, _ lines: [DealLine]
  ) -> Bool {
    guard sales[key] == nil else { return false }
    // The same id may have been given twice, to documents of two accounts.
    sales[key] = Sale(
      name: name(of: key), position: event.position, day: event.day, seller: seller, kind: kind,
      lines: lines)
    return true
  }

  mutating func takeBack(
    _ what: TakenBack.What, from key: Key, _ event: HeldEvent, _ ground: Reversal.Ground,
    _ cause: LedgerEvents.Cause? = nil
  ) {
    takenBack[key, default: []].append(
      TakenBack(
        id: event.stored.id, position: event.position, day: event.day, what: what,
        ground: ground, cause: cause.flatMap { Reversal.Cause($0) }))
  }

  mutating func credit(
    _ net: Amount, _ invoice: Key, _ event: HeldEvent, _ ground: Reversal.Ground,
    _ cause: LedgerEvents.Cause?
  ) {
    credits[invoice, default: []].append(
      TakenBack(
        id: event.stored.id, position: event.position, day: event.day, what: .whole(net),
        ground: ground, cause: cause.flatMap { Reversal.Cause($0) }))
  }

  mutating func execute(
    _ kind: Milestone.Kind, _ key: Key, _ event: HeldEvent, _ net: Amount,
    deduction: Amount? = nil
  ) {
    executions[key, default: []].append(
      Execution(
        id: event.stored.id, kind: kind, position: event.position, day: event.day, net: net,
        deduction: deduction))
  }

  /// The latest word wins.
  mutating func agree(
    _ key: Key, _ mode: SplitMode, _ shares: [CreditShare], _ position: UInt64
  ) {
    guard let mode = CreditMode(mode) else { return }
    splits[key] = Split(mode: mode, shares: shares, position: position)
  }
}

extension DealBook.TakenBack.Change {
  /// The figures as an event has them, where what is taken away is negative.
  init(
    _ product: String, _ net: MoneyValue, _ cost: MoneyValue?, _ quantity: Int64
  ) throws(MoneyError) {
    let (units, overflow) = Int64(0).subtractingReportingOverflow(quantity)
    guard !overflow else { throw .overflow("the units of product \(product)") }
    self.product = product
    self.net = try net.amount.negated()
    self.cost = try cost?.amount.negated()
    self.quantity = units
  }
}

extension DealBook.Key {
  init(_ account: String, _ deal: CommissionSplitAgreed.OneOf_Deal) {
    switch deal {
    case .opportunityID(let id): self.init(account: account, type: .opportunity, id: id)
    case .orderID(let id): self.init(account: account, type: .order, id: id)
    case .contractID(let id): self.init(account: account, type: .contract, id: id)
    }
  }

  init(_ account: String, _ deal: CommissionSplitRevised.OneOf_Deal) {
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

extension Reversal.Cause {
  init?(_ cause: LedgerEvents.Cause) {
    switch cause {
    case .customer: self = .customer
    case .supplier: self = .supplier
    case .neither: self = .neither
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }
}

extension BusinessKind {
  init?(_ kind: OpportunityIdentified.Kind) {
    switch kind {
    case .new: self = .new
    case .crossSell: self = .crossSell
    case .upSell: self = .upSell
    case .renewal: self = .renewal
    case .winBack: self = .winBack
    case .unspecified, .UNRECOGNIZED: return nil
    }
  }

  fileprivate init?(_ kind: ContractChanged.Kind, grows: Bool) {
    switch kind {
    case .upSell: self = .upSell
    case .crossSell: self = .crossSell
    case .reduction: self = .downSell
    case .price: self = grows ? .upSell : .downSell
    case .other, .unspecified, .UNRECOGNIZED: return nil
    }
  }
}
