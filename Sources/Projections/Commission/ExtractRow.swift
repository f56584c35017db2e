package import Commission
package import Money

/// One deal of a book extract, with everything that followed from it in one place.
///
/// The invoices of an order and the opportunity that it came from belong to the order's row, because
/// what belongs together must not be torn apart; a contract's renewals are deals of their own.
package struct ExtractRow: Sendable {
  /// Counted from 1.
  package internal(set) var number = 0
  package let deal: String
  package let type: DealType
  /// The number on the document.
  package let document: String
  package let day: CalendarDay
  package let position: UInt64
  package let kind: BusinessKind?
  /// The contract that an order calls on, or that is renewed or changed.
  package internal(set) var contract: String?
  /// The orders that call on this contract; they are deals of their own.
  package internal(set) var callOffs: [String] = []
  package internal(set) var opportunities: [String] = []
  package let customer: ExtractCustomer
  /// As what the payee has to do with the deal: seller, split, a role on the account, credited.
  package let parts: [String]
  /// The day the order was confirmed, or the contract signed.
  package internal(set) var confirmed: CalendarDay?
  package internal(set) var items: [ExtractItem] = []
  /// As ordered.
  package let net: Amount
  package internal(set) var gross: Amount?
  package internal(set) var ancillary: Amount?
  package internal(set) var deliveries: [ExtractDelivery] = []
  package internal(set) var invoices: [ExtractInvoice] = []
  package internal(set) var payments: [ExtractPayment] = []
  package internal(set) var credits: [ExtractCredit] = []
  package internal(set) var changes: [ExtractChange] = []
  package internal(set) var execution = ExtractExecution.open
  package internal(set) var lines: [ExtractLine] = []
  /// Why the payee gets nothing, or nothing more.
  package internal(set) var reasons: [ExtractReason] = []
  package internal(set) var disputes: [ExtractDispute] = []

  init(
    deal: String, type: DealType, document: String, day: CalendarDay, position: UInt64,
    kind: BusinessKind?, customer: ExtractCustomer, parts: [String], net: Amount
  ) {
    self.deal = deal
    self.type = type
    self.document = document
    self.day = day
    self.position = position
    self.kind = kind
    self.customer = customer
    self.parts = parts
    self.net = net
  }

  /// The net value delivered.
  package func delivered() throws(MoneyError) -> Amount {
    try sum(deliveries.map(\.net))
  }

  /// The net value invoiced.
  package func invoiced() throws(MoneyError) -> Amount {
    try sum(invoices.map(\.net))
  }

  /// What the customer paid and did not get back; zero is the plain "not paid".
  package func paid() throws(MoneyError) -> Amount {
    try sum(payments.map(\.amount))
  }

  /// The commission in each currency: earned, payable, paid out.
  package func commission() throws(MoneyError) -> [ExtractCommission] {
    var sums: [Currency: ExtractCommission] = [:]
    for line in lines {
      let currency = line.entry.amount.currency
      var sum = sums[currency] ?? ExtractCommission(currency)
      try sum.add(line)
      sums[currency] = sum
    }
    return sums.values.sorted { $0.earned.currency < $1.earned.currency }
  }

  private func sum(_ amounts: [Amount]) throws(MoneyError) -> Amount {
    var sum = Amount.zero(net.currency)
    for amount in amounts { sum = try sum.adding(amount) }
    return sum
  }
}

/// What lines come to in one currency.
package struct ExtractCommission: Hashable, Sendable {
  package private(set) var earned: Amount
  package private(set) var payable: Amount
  /// The payable part of the lines whose statement was paid out.
  package private(set) var paidOut: Amount

  init(_ currency: Currency) {
    (earned, payable, paidOut) = (.zero(currency), .zero(currency), .zero(currency))
  }

  mutating func add(_ line: ExtractLine) throws(MoneyError) {
    earned = try earned.adding(line.entry.amount)
    payable = try payable.adding(line.entry.payable)
    if line.isPaidOut { paidOut = try paidOut.adding(line.entry.payable) }
  }
}

/// The customer as it was known on the day of the deal.
package struct ExtractCustomer: Hashable, Sendable {
  package let account: String
  /// The number in the system that the customer came from, else the account's id.
  package let number: String
  package let name: String?
  /// As it was recorded, with street and number; nil where no address was recorded.
  package let address: String?
  package let country: String?
}

/// How far a deal was carried out.
package enum ExtractExecution: String, Sendable {
  /// By the orders that call on the contract, which have rows of their own.
  case callOffs = "by-call-offs"
  /// Neither delivered nor invoiced.
  case open = "not-executed"
  case partly = "partly-executed"
  case whole = "executed"
  case cancelled
}
