package import Money

/// A document that may earn commission, with everything that later took something back from it or
/// carried it out.
package struct Deal: Hashable, Sendable {
  package let id: Name
  package let type: DealType
  package let account: Name
  package let seller: Name?
  package let kind: BusinessKind?
  /// The anchor day: booked, won, signed or invoiced, as the type says.
  package let day: CalendarDay
  package let lines: [DealLine]
  /// Position of the event in the journal.
  package let position: UInt64
  package var reversals: [Reversal]
  /// Deliveries, invoices and payments.
  package var milestones: [Milestone] = []
  /// With value added tax and ancillary cost; nil where it was not recorded.
  package var gross: Amount?
  /// Of a contract.
  package var term: ContractTerm?
  /// Who sold it when it was new, where this is a renewal.
  package var firstSeller: Name?
  /// The value before, where this renews or changes a contract.
  package var valueBefore: Amount?
  /// Whether only clauses that name its kind cover it: the change of a running contract is no sale
  /// for a clause that says nothing about kinds.
  package var needsKind = false

  package init(
    id: Name, type: DealType, account: Name, seller: Name?, kind: BusinessKind?, day: CalendarDay,
    lines: [DealLine], position: UInt64, reversals: [Reversal] = []
  ) {
    self.id = id
    self.type = type
    self.account = account
    self.seller = seller
    self.kind = kind
    self.day = day
    self.lines = lines
    self.position = position
    self.reversals = reversals
  }
}

/// One line of a deal; a deal without line detail has exactly one.
package struct DealLine: Hashable, Sendable {
  package let net: Amount
  /// Nil where the cost was never recorded, which is not the same as zero.
  package let cost: Amount?
  /// The value at regular prices, nil where it was not recorded.
  package var list: Amount?
  package var product: String?
  package var quantity: Int64

  package init(
    net: Amount, cost: Amount?, list: Amount? = nil, product: String? = nil, quantity: Int64 = 1
  ) {
    self.net = net
    self.cost = cost
    self.list = list
    self.product = product
    self.quantity = quantity
  }
}

/// How long a contract runs and what it costs the customer.
package struct ContractTerm: Hashable, Sendable {
  package let start: CalendarDay
  /// The first day after the term; nil for an open-ended contract.
  package let end: CalendarDay?
  package let monthlyFee: Amount?
  /// The value over the whole term.
  package let total: Amount?

  package init(start: CalendarDay, end: CalendarDay?, monthlyFee: Amount?, total: Amount?) {
    self.start = start
    self.end = end
    self.monthlyFee = monthlyFee
    self.total = total
  }
}

/// Something that carried a deal out: a delivery, an invoice, a payment, a payment taken back.
package struct Milestone: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case delivered, invoiced, paid, paymentReversed
  }

  package let id: Name
  package let kind: Kind
  package let day: CalendarDay
  package let position: UInt64
  /// The net value delivered, invoiced, received or given back; never negative.
  package let net: Amount
  /// What the customer deducted as agreed, such as cash discount (Skonto).
  package let deduction: Amount
  /// Days from the invoice to the payment.
  package let age: Int?

  package init(
    id: Name, kind: Kind, day: CalendarDay, position: UInt64, net: Amount,
    deduction: Amount? = nil, age: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.day = day
    self.position = position
    self.net = net
    self.deduction = deduction ?? .zero(net.currency)
    self.age = age
  }
}
