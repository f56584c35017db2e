import LedgerEvents

/// Valid facts of what a settlement rests on and goes through, to be changed where a test needs it.
extension Record.OneOf_Data {
  static func delivery(
    _ id: String, of order: String = "or-1", net: Int64 = 1_000_00,
    _ edit: (inout DeliveryMade) -> Void = { _ in }
  ) -> Self {
    var data = DeliveryMade()
    data.deliveryID = id
    data.orderID = order
    data.net = .eur(net)
    edit(&data)
    return .deliveryMade(data)
  }

  static func reversal(
    of invoice: String = "iv-1", _ amount: Int64, _ edit: (inout PaymentReversed) -> Void = { _ in }
  ) -> Self {
    var data = PaymentReversed()
    data.invoiceID = invoice
    data.amount = .eur(amount)
    edit(&data)
    return .paymentReversed(data)
  }

  static func attained(
    version: UInt32 = 1, scope: String = "account/nordwerk",
    _ edit: (inout TargetAttained) -> Void = { _ in }
  ) -> Self {
    var data = TargetAttained()
    data.scope = scope
    data.kpi = "revenue"
    data.period = "2026-Q1"
    data.value.count = 11
    data.version = version
    edit(&data)
    return .targetAttained(data)
  }

  static func employeeLeft(
    _ id: String = "e-23", on day: UInt32 = 20_261_001,
    _ edit: (inout EmployeeLeft) -> Void = { _ in }
  ) -> Self {
    var data = EmployeeLeft()
    data.employeeID = id
    data.validTo = .on(day)
    edit(&data)
    return .employeeLeft(data)
  }

  static func page(
    _ page: UInt32, of statement: String = "st-1", _ text: String = "ten bytes\n",
    _ edit: (inout CommissionStatementPageAdded) -> Void = { _ in }
  ) -> Self {
    var data = CommissionStatementPageAdded()
    data.statementID = statement
    data.page = page
    data.text = text
    edit(&data)
    return .commissionStatementPageAdded(data)
  }

  static func payout(
    _ id: String, _ amount: Int64, _ edit: (inout CommissionPaidOut) -> Void = { _ in }
  ) -> Self {
    var data = CommissionPaidOut()
    data.payoutID = id
    data.employeeID = "e-23"
    data.amount = .eur(amount)
    data.paidOn = .on(20_260_831)
    edit(&data)
    return .commissionPaidOut(data)
  }

  static func statementDispute(
    _ id: String, of statement: String = "st-1",
    _ edit: (inout CommissionStatementDisputed) -> Void = { _ in }
  ) -> Self {
    var data = CommissionStatementDisputed()
    data.disputeID = id
    data.statementID = statement
    data.reason = "Ein Auftrag fehlt"
    edit(&data)
    return .commissionStatementDisputed(data)
  }

  static func statementDisputeSettled(
    _ id: String, _ edit: (inout CommissionStatementDisputeSettled) -> Void = { _ in }
  ) -> Self {
    var data = CommissionStatementDisputeSettled()
    data.disputeID = id
    data.result = .amended
    data.approverID = "e-2"
    edit(&data)
    return .commissionStatementDisputeSettled(data)
  }

  static func rate(
    _ currency: String = "USD", on day: UInt32 = 20_260_331,
    _ edit: (inout ExchangeRateFixed) -> Void = { _ in }
  ) -> Self {
    var data = ExchangeRateFixed()
    data.currency = currency
    data.day = .on(day)
    data.rateMillionths = 1_100_000
    data.source = "EZB"
    edit(&data)
    return .exchangeRateFixed(data)
  }
}

extension DeliveryMade.Line {
  static func of(_ product: String, _ net: Int64) -> DeliveryMade.Line {
    var line = DeliveryMade.Line()
    line.productID = product
    line.quantity = 1
    line.net = .eur(net)
    return line
  }
}
