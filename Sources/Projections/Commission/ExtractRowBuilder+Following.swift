import LedgerEvents
import Money

extension ExtractRowBuilder {
  /// Deliveries, invoices, payments, and what was credited or lost of them.
  func carryOut(_ event: HeldEvent, _ row: inout ExtractRow) throws(MoneyError) {
    switch event.data {
    case .deliveryMade(let delivery):
      row.deliveries.append(
        ExtractDelivery(
          id: delivery.deliveryID, day: event.day, order: delivery.orderID,
          net: try delivery.net.amount,
          lines: try delivery.lines.map { line throws(MoneyError) in
            ExtractQuantity(
              product: line.productID, quantity: line.quantity, net: try line.net.amount)
          }))
    case .invoiceIssued(let invoice):
      // An invoice counts once, as it was issued first.
      guard !row.invoices.contains(where: { $0.id == invoice.invoiceID }) else { return }
      let net = try invoice.net.amount
      let zero = Amount.zero(net.currency)
      row.invoices.append(
        ExtractInvoice(
          id: invoice.invoiceID, day: event.day, order: invoice.orderID, net: net,
          gross: invoice.hasGross ? try invoice.gross.amount : nil,
          ancillary: invoice.hasAncillary ? try invoice.ancillary.amount : nil,
          due: invoice.hasDue ? try invoice.due.calendarDay : nil, paid: zero, deducted: zero,
          credited: zero, lost: zero))
    case .paymentReceived(let payment):
      row.payments.append(
        ExtractPayment(
          invoice: payment.invoiceID, day: event.day, amount: try payment.amount.amount,
          deduction: payment.hasDeduction ? try payment.deduction.amount : nil,
          deductionReason: payment.hasDeductionReason ? payment.deductionReason : nil,
          reason: nil))
    case .paymentReversed(let payment):
      row.payments.append(
        ExtractPayment(
          invoice: payment.invoiceID, day: event.day, amount: try payment.amount.amount.negated(),
          deduction: nil, deductionReason: nil,
          reason: payment.hasReason ? payment.reason : nil))
    case .creditNoteIssued(let note):
      let (order, day) = order(of: note.invoiceID)
      row.credits.append(
        ExtractCredit(
          id: note.creditNoteID, invoice: note.invoiceID, order: order, orderDay: day,
          day: event.day, returned: note.hasReturned ? try note.returned.calendarDay : nil,
          net: try note.net.amount, reason: note.hasReason ? note.reason : nil,
          cause: note.hasCause ? "\(note.cause)" : nil))
    case .receivableWrittenOff(let loss):
      row.changes.append(
        ExtractChange(
          id: event.stored.id, kind: .notPaid, day: event.day, stage: try stage(row),
          invoice: loss.invoiceID, net: try loss.amount.amount.negated(), lines: [],
          reason: loss.hasReason ? loss.reason : nil,
          cause: loss.hasCause ? "\(loss.cause)" : nil, measures: nil))
    default: return
    }
  }

  /// Amendments, cancellations, and the early end of a contract.
  func change(_ event: HeldEvent, _ row: inout ExtractRow) throws(MoneyError) {
    switch event.data {
    case .orderAmended(let order):
      let lines = try order.changes.map { change throws(MoneyError) in
        ExtractQuantity(
          product: change.productID, quantity: change.quantityDelta,
          net: try change.netDelta.amount)
      }
      row.changes.append(
        ExtractChange(
          id: event.stored.id, kind: .amended, day: event.day, stage: try stage(row), invoice: nil,
          net: try sum(lines, row), lines: lines, reason: order.hasReason ? order.reason : nil,
          cause: nil, measures: nil))
    case .orderCancelled(let order):
      let lines = try order.changes.map { change throws(MoneyError) in
        ExtractQuantity(
          product: change.productID, quantity: change.quantityDelta,
          net: try change.netDelta.amount)
      }
      row.changes.append(
        ExtractChange(
          id: event.stored.id, kind: lines.isEmpty ? .cancelled : .cancelledInPart, day: event.day,
          stage: try stage(row), invoice: nil, net: lines.isEmpty ? nil : try sum(lines, row),
          lines: lines, reason: order.hasReason ? order.reason : nil,
          cause: order.hasCause ? "\(order.cause)" : nil,
          measures: order.hasMeasures ? order.measures : nil))
    case .contractEnded(let contract):
      row.changes.append(
        ExtractChange(
          id: event.stored.id, kind: .ended, day: event.day, stage: try stage(row), invoice: nil,
          net: nil, lines: [], reason: "\(contract.reason)",
          cause: contract.hasCause ? "\(contract.cause)" : nil, measures: nil))
    default: return
    }
  }

  private func sum(_ lines: [ExtractQuantity], _ row: ExtractRow) throws(MoneyError) -> Amount {
    var sum = Amount.zero(row.net.currency)
    for line in lines { sum = try sum.adding(line.net) }
    return sum
  }

  /// How far the deal was when something was changed; the facts come in the order of their days.
  private func stage(_ row: ExtractRow) throws(MoneyError) -> ExtractChange.Stage {
    if try row.paid().minor > 0 { return .paid }
    if !row.invoices.isEmpty { return .invoiced }
    let delivered = try row.delivered()
    if delivered.isZero { return .ordered }
    return delivered.minor < row.net.minor ? .partlyDelivered : .delivered
  }
}
