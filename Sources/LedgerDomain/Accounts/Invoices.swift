import LedgerEvents
import Money

/// The invoices: what came in, was credited or given up of each, in minor units.
struct Invoices: Equatable, Sendable {
  struct Invoice: Equatable, Sendable {
    let order: String
    let net: Int64
    /// Payments less those that were reversed.
    var paid: Int64 = 0
    /// Cash discounts and other deductions the customer took; they settle the invoice as well.
    var deducted: Int64 = 0
    /// Credit notes and write-offs.
    var reduced: Int64 = 0
    /// Since when the first of them reduces it.
    var firstReduction: Closing?

    /// What is neither paid nor deducted, before credit notes and write-offs.
    var unpaid: Int64 { net.clampedSubtracting(paid).clampedSubtracting(deducted) }

    /// What can still be paid on a day: a late payment from before a reduction still counts.
    func payable(on day: CalendarDay?) -> Int64 {
      guard let firstReduction, firstReduction.isOver(on: day) else { return unpaid }
      return unpaid.clampedSubtracting(reduced)
    }
  }

  private(set) var invoices: [String: Invoice] = [:]
  private(set) var creditNotes: Set<String> = []
}

extension Invoices {
  /// Whether the invoice is a new one, which bills its order.
  mutating func evolve(_ issued: InvoiceIssued) -> Bool {
    guard invoices[issued.invoiceID] == nil else { return false }
    invoices[issued.invoiceID] = Invoice(order: issued.orderID, net: issued.net.minor)
    return true
  }

  mutating func evolve(_ received: PaymentReceived) {
    guard let invoice = invoices[received.invoiceID] else { return }
    invoices[received.invoiceID]?.paid = invoice.paid.clampedAdding(received.amount.minor)
    guard received.hasDeduction else { return }
    invoices[received.invoiceID]?.deducted =
      invoice.deducted.clampedAdding(received.deduction.minor)
  }

  mutating func evolve(_ reversed: PaymentReversed) {
    guard let invoice = invoices[reversed.invoiceID] else { return }
    // No less than nothing was paid, also when the payment itself was retracted later.
    invoices[reversed.invoiceID]?.paid =
      max(0, invoice.paid.clampedSubtracting(reversed.amount.minor))
  }

  /// The order that may be billed again for the amount credited, nil when the note is no new one.
  mutating func evolve(_ issued: CreditNoteIssued, on day: CalendarDay?) -> String? {
    guard creditNotes.insert(issued.creditNoteID).inserted else { return nil }
    reduce(issued.invoiceID, by: issued.net.minor, on: day)
    return invoices[issued.invoiceID]?.order
  }

  mutating func evolve(_ writtenOff: ReceivableWrittenOff, on day: CalendarDay?) {
    reduce(writtenOff.invoiceID, by: writtenOff.amount.minor, on: day)
  }

  private mutating func reduce(_ id: String, by minor: Int64, on day: CalendarDay?) {
    guard var invoice = invoices[id] else { return }
    invoice.reduced = invoice.reduced.clampedAdding(minor)
    invoice.firstReduction = invoice.firstReduction?.earlier(day) ?? Closing(day: day)
    invoices[id] = invoice
  }
}

extension Invoices {
  func decide(
    _ issued: InvoiceIssued, of fact: Fact, _ orders: Orders, _ terms: LedgerTerms
  ) throws(Rejection) {
    try Required.identifier(issued.invoiceID, at: "invoice_id")
    guard invoices[issued.invoiceID] == nil else {
      throw .duplicate(.invoice, issued.invoiceID, at: "invoice_id")
    }
    let net = try terms.minor(issued.net, .notNegative, at: "net")
    try orders.require(issued.orderID, bills: net, on: fact.day, terms)
    _ = try Required.day(issued.due, at: "due")
    if issued.hasGross { try terms.minor(issued.gross, .notNegative, at: "gross") }
    if issued.hasAncillary { try terms.minor(issued.ancillary, .notNegative, at: "ancillary") }
  }

  func decide(_ received: PaymentReceived, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    let invoice = try known(received.invoiceID)
    let amount = try terms.minor(received.amount, .positive, at: "amount")
    let deduction =
      received.hasDeduction
      ? try terms.minor(received.deduction, .positive, at: "deduction") : 0
    let open = invoice.payable(on: fact.day)
    guard try amount.checkedAdding(deduction, at: "deduction") <= open else {
      let deducted = deduction > 0 ? " and \(terms.text(deduction)) was deducted" : ""
      throw Rejection(
        .paymentAboveInvoice, at: "amount",
        """
        of invoice \(received.invoiceID) over \(terms.text(invoice.net)), \(terms.text(open)) is \
        open, but \(terms.text(amount)) came in\(deducted); amounts are net of tax; record the rest \
        on the invoice it pays
        """)
    }
  }

  func decide(_ reversed: PaymentReversed, _ terms: LedgerTerms) throws(Rejection) {
    let invoice = try known(reversed.invoiceID)
    let amount = try terms.minor(reversed.amount, .positive, at: "amount")
    guard amount <= invoice.paid else {
      throw Rejection(
        .reversalAbovePayments, at: "amount",
        """
        of invoice \(reversed.invoiceID) \(terms.text(invoice.paid)) is paid, so \
        \(terms.text(amount)) cannot be taken back; reverse what was paid, or record the missing \
        payment.received first
        """)
    }
  }

  func decide(_ issued: CreditNoteIssued, _ terms: LedgerTerms) throws(Rejection) {
    try Required.identifier(issued.creditNoteID, at: "credit_note_id")
    guard !creditNotes.contains(issued.creditNoteID) else {
      throw .duplicate(.creditNote, issued.creditNoteID, at: "credit_note_id")
    }
    let invoice = try known(issued.invoiceID)
    let net = try terms.minor(issued.net, .positive, at: "net")
    // What was paid can be credited too: the customer gets it back.
    let left = invoice.net.clampedSubtracting(invoice.reduced)
    guard net <= left else {
      throw Rejection(
        .creditAboveInvoice, at: "net",
        """
        of invoice \(issued.invoiceID) over \(terms.text(invoice.net)), \(terms.text(left)) can \
        still be credited, not \(terms.text(net)); credit the rest on the invoice it belongs to
        """)
    }
    if issued.hasCause { try Required.choice(issued.cause, at: "cause") }
    if issued.hasReturned { _ = try Required.day(issued.returned, at: "returned") }
  }

  func decide(
    _ writtenOff: ReceivableWrittenOff, _ terms: LedgerTerms
  ) throws(Rejection) {
    let invoice = try known(writtenOff.invoiceID)
    let amount = try terms.minor(writtenOff.amount, .positive, at: "amount")
    let open = invoice.unpaid.clampedSubtracting(invoice.reduced)
    guard amount <= open else {
      throw Rejection(
        .writeOffAboveInvoice, at: "amount",
        """
        of invoice \(writtenOff.invoiceID) only \(terms.text(open)) is open, so \
        \(terms.text(amount)) cannot be lost; write off what is open
        """)
    }
    if writtenOff.hasCause { try Required.choice(writtenOff.cause, at: "cause") }
  }

  private func known(_ id: String) throws(Rejection) -> Invoice {
    guard let invoice = invoices[id] else { throw .unknown(.invoice, id, at: "invoice_id") }
    return invoice
  }
}

extension Invoices: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(invoices)
    writer.write(creditNotes)
  }

  init(from reader: inout StateReader) {
    invoices = reader.read()
    creditNotes = reader.read()
  }
}

extension Invoices.Invoice: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(order)
    writer.write(net)
    writer.write(paid)
    writer.write(deducted)
    writer.write(reduced)
    writer.write(firstReduction)
  }

  init(from reader: inout StateReader) {
    order = reader.read()
    net = reader.read()
    paid = reader.read()
    deducted = reader.read()
    reduced = reader.read()
    firstReduction = reader.read()
  }
}
