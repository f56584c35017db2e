import LedgerEvents
import Money

extension StandingFold {
  mutating func takeMoney(_ event: HeldEvent) throws {
    switch event.data {
    case .orderBooked(let order):
      let net = try order.net.amount
      edit(.order, order.orderID, event) {
        $0.set("net", .money(net))
        $0.set("contract", order.hasContractID ? order.contractID : nil)
        $0.set("employee", order.hasEmployeeID ? order.employeeID : nil)
      }
    case .orderAmended(let order):
      try add(order.changes.map { try $0.netDelta.amount }, to: order.orderID, event)
    case .orderCancelled(let order):
      if order.changes.isEmpty {
        edit(.order, order.orderID, event) {
          if let net = $0.thing.amount("net") { $0.set("net", .money(.zero(net.currency))) }
          $0.set("cancelled", .flag(true))
        }
      } else {
        try add(order.changes.map { try $0.netDelta.amount }, to: order.orderID, event)
      }
    case .deliveryMade(let delivery):
      let net = try delivery.net.amount
      try edit(.order, delivery.orderID, event) { try $0.add("delivered", net) }
    case .invoiceIssued(let invoice):
      let (net, due) = (try invoice.net.amount, try invoice.due.calendarDay)
      edit(.invoice, invoice.invoiceID, event) {
        $0.set("order", invoice.orderID)
        $0.set("net", .money(net))
        $0.set("due", .day(due))
      }
      try edit(.order, invoice.orderID, event) { try $0.add("invoiced", net) }
    case .paymentReceived(let payment):
      let paid = try payment.amount.amount
      let deducted = payment.hasDeduction ? try payment.deduction.amount : nil
      try edit(.invoice, payment.invoiceID, event) {
        try $0.add("paid", paid)
        if let deducted { try $0.add("deducted", deducted) }
      }
    case .paymentReversed(let payment):
      let amount = try payment.amount.amount.negated()
      try edit(.invoice, payment.invoiceID, event) { try $0.add("paid", amount) }
    case .creditNoteIssued(let note):
      let net = try note.net.amount
      try edit(.invoice, note.invoiceID, event) { try $0.add("credited", net) }
    case .receivableWrittenOff(let loss):
      let amount = try loss.amount.amount
      try edit(.invoice, loss.invoiceID, event) { try $0.add("writtenOff", amount) }
    default: return
    }
  }

  private mutating func add(
    _ amounts: [Amount], to order: String, _ event: HeldEvent
  ) throws {
    try edit(.order, order, event) {
      for amount in amounts { try $0.add("net", amount) }
    }
  }
}
