import LedgerEvents

/// Valid facts of families E to G, to be changed where a test needs it.
extension Record.OneOf_Data {
  static func opportunity(
    _ id: String, _ edit: (inout OpportunityIdentified) -> Void = { _ in }
  ) -> Self {
    var data = OpportunityIdentified()
    data.opportunityID = id
    data.origin = .tender
    data.kind = .new
    edit(&data)
    return .opportunityIdentified(data)
  }

  static func stage(
    _ id: String, to stage: String = "offer",
    _ edit: (inout OpportunityStageChanged) -> Void = { _ in }
  ) -> Self {
    var data = OpportunityStageChanged()
    data.opportunityID = id
    data.toStage = stage
    edit(&data)
    return .opportunityStageChanged(data)
  }

  static func won(
    _ id: String, _ edit: (inout OpportunityWon) -> Void = { _ in }
  ) -> Self {
    var data = OpportunityWon()
    data.opportunityID = id
    data.value = .eur(1_000_00)
    edit(&data)
    return .opportunityWon(data)
  }

  static func lost(
    _ id: String, _ edit: (inout OpportunityLost) -> Void = { _ in }
  ) -> Self {
    var data = OpportunityLost()
    data.opportunityID = id
    data.reason = .price
    edit(&data)
    return .opportunityLost(data)
  }

  static func offer(
    _ id: String, version: UInt32 = 1, for opportunity: String = "op-1",
    _ edit: (inout OfferSubmitted) -> Void = { _ in }
  ) -> Self {
    var data = OfferSubmitted()
    data.offerID = id
    data.opportunityID = opportunity
    data.version = version
    data.list = .eur(1_000_00)
    data.net = .eur(900_00)
    data.validUntil = .on(20_260_401)
    edit(&data)
    return .offerSubmitted(data)
  }

  static func offerDecision(
    _ id: String, _ result: OfferDecided.Result = .accepted,
    _ edit: (inout OfferDecided) -> Void = { _ in }
  ) -> Self {
    var data = OfferDecided()
    data.offerID = id
    data.result = result
    edit(&data)
    return .offerDecided(data)
  }

  static func discount(
    _ deal: DiscountApproved.OneOf_Deal, bp: UInt32 = 500,
    _ edit: (inout DiscountApproved) -> Void = { _ in }
  ) -> Self {
    var data = DiscountApproved()
    data.deal = deal
    data.discountBp = bp
    data.approverID = "e-2"
    data.reason = "Mengenstaffel"
    edit(&data)
    return .discountApproved(data)
  }

  static func contract(
    _ id: String, to end: UInt32? = 20_270_101, _ edit: (inout ContractSigned) -> Void = { _ in }
  ) -> Self {
    var data = ContractSigned()
    data.contractID = id
    data.kind = .frame
    data.start = .on(20_260_101)
    if let end { data.end = .on(end) }
    data.acv = .eur(80_000_00)
    edit(&data)
    return .contractSigned(data)
  }

  static func renewal(
    _ id: String, from old: UInt32? = 20_270_101, to new: UInt32? = 20_280_101,
    _ edit: (inout ContractRenewed) -> Void = { _ in }
  ) -> Self {
    var data = ContractRenewed()
    data.contractID = id
    if let old { data.oldEnd = .on(old) }
    if let new { data.newEnd = .on(new) }
    data.acvBefore = .eur(80_000_00)
    data.acvAfter = .eur(90_000_00)
    edit(&data)
    return .contractRenewed(data)
  }

  static func contractChange(
    _ id: String, _ edit: (inout ContractChanged) -> Void = { _ in }
  ) -> Self {
    var data = ContractChanged()
    data.contractID = id
    data.kind = .price
    data.acvBefore = .eur(80_000_00)
    data.acvAfter = .eur(82_000_00)
    edit(&data)
    return .contractChanged(data)
  }

  static func notice(
    _ id: String, effective day: UInt32, _ edit: (inout ContractNoticeReceived) -> Void = { _ in }
  ) -> Self {
    var data = ContractNoticeReceived()
    data.contractID = id
    data.effective = .on(day)
    edit(&data)
    return .contractNoticeReceived(data)
  }

  static func contractEnd(
    _ id: String, _ edit: (inout ContractEnded) -> Void = { _ in }
  ) -> Self {
    var data = ContractEnded()
    data.contractID = id
    data.reason = .terminated
    data.lostAcv = .eur(80_000_00)
    edit(&data)
    return .contractEnded(data)
  }

  static func order(
    _ id: String, net: Int64 = 1_000_00, _ edit: (inout OrderBooked) -> Void = { _ in }
  ) -> Self {
    var data = OrderBooked()
    data.orderID = id
    data.net = .eur(net)
    edit(&data)
    return .orderBooked(data)
  }

  static func amendment(
    _ id: String, by delta: Int64, _ edit: (inout OrderAmended) -> Void = { _ in }
  ) -> Self {
    var data = OrderAmended()
    data.orderID = id
    var change = OrderAmended.Change()
    change.productID = "p-1"
    change.netDelta = .eur(delta)
    data.changes = [change]
    edit(&data)
    return .orderAmended(data)
  }

  static func cancellation(
    _ id: String, by delta: Int64? = nil, _ edit: (inout OrderCancelled) -> Void = { _ in }
  ) -> Self {
    var data = OrderCancelled()
    data.orderID = id
    if let delta {
      var change = OrderCancelled.Change()
      change.productID = "p-1"
      change.netDelta = .eur(delta)
      data.changes = [change]
    }
    edit(&data)
    return .orderCancelled(data)
  }

  static func invoice(
    _ id: String, of order: String = "or-1", net: Int64 = 1_000_00,
    _ edit: (inout InvoiceIssued) -> Void = { _ in }
  ) -> Self {
    var data = InvoiceIssued()
    data.invoiceID = id
    data.orderID = order
    data.net = .eur(net)
    data.due = .on(20_260_430)
    edit(&data)
    return .invoiceIssued(data)
  }

  static func payment(
    of invoice: String = "iv-1", _ amount: Int64, _ edit: (inout PaymentReceived) -> Void = { _ in }
  ) -> Self {
    var data = PaymentReceived()
    data.invoiceID = invoice
    data.amount = .eur(amount)
    edit(&data)
    return .paymentReceived(data)
  }

  static func creditNote(
    _ id: String, on invoice: String = "iv-1", _ net: Int64,
    _ edit: (inout CreditNoteIssued) -> Void = { _ in }
  ) -> Self {
    var data = CreditNoteIssued()
    data.creditNoteID = id
    data.invoiceID = invoice
    data.net = .eur(net)
    edit(&data)
    return .creditNoteIssued(data)
  }

  static func writeOff(
    of invoice: String = "iv-1", _ amount: Int64,
    _ edit: (inout ReceivableWrittenOff) -> Void = { _ in }
  ) -> Self {
    var data = ReceivableWrittenOff()
    data.invoiceID = invoice
    data.amount = .eur(amount)
    edit(&data)
    return .receivableWrittenOff(data)
  }

  static func cost(
    _ edit: (inout CostAllocated) -> Void = { _ in }
  ) -> Self {
    var data = CostAllocated()
    data.period = "2026-03"
    data.kind = .logistics
    data.amount = .eur(3_180_25)
    edit(&data)
    return .costAllocated(data)
  }

  static func spend(
    _ edit: (inout CustomerSpendEstimated) -> Void = { _ in }
  ) -> Self {
    var data = CustomerSpendEstimated()
    data.category = "Antriebe"
    data.period = "2026"
    data.amount = .eur(6_400_000_00)
    data.basis = "Geschäftsbericht"
    edit(&data)
    return .customerSpendEstimated(data)
  }
}
