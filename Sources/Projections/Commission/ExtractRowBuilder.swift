import Commission
import LedgerEvents
import Money

/// Puts together one row from what was recorded about its documents.
struct ExtractRowBuilder {
  typealias Key = DealBook.Key

  private let deals: ExtractDeals
  private let book: ExtractBook
  private let root: Key
  private let sale: DealBook.Sale
  /// The documents of the row; facts about others concern it only as far as they carried it out.
  private let own: Set<Key>

  init?(_ deals: ExtractDeals, _ book: ExtractBook, _ root: Key) {
    guard let sale = deals.book.sales[root] else { return nil }
    self.deals = deals
    self.book = book
    self.root = root
    self.sale = sale
    own = Set([root] + (sale.contract.map { [$0] } ?? []))
  }

  /// The row; of a deal whose figures cannot be added up, no more than who made it, and when.
  ///
  /// One such deal must not keep all others from whoever asks for them.
  func row(of payee: String, _ lines: [ExtractLine]) -> ExtractRow {
    do throws(MoneyError) {
      return try whole(payee, lines)
    } catch {
      var row = bare(payee, lines, sale.lines[0].net)
      row.reasons = [ExtractReason(code: .notComputed, clause: nil, text: "\(error)")]
      return row
    }
  }

  private func whole(_ payee: String, _ lines: [ExtractLine]) throws(MoneyError) -> ExtractRow {
    var net = Amount.zero(sale.lines[0].net.currency)
    for line in sale.lines { net = try net.adding(line.net) }
    var row = bare(payee, lines, net)
    for (key, event) in events(withCallOffs: !lines.isEmpty) {
      switch event.data {
      case .orderBooked, .contractSigned, .contractRenewed, .contractChanged, .opportunityWon:
        if event.position == sale.position { try open(event, &row) }
      case .orderAmended, .orderCancelled, .contractEnded:
        if own.contains(key) { try change(event, &row) }
      case .deliveryMade, .invoiceIssued, .paymentReceived, .paymentReversed, .creditNoteIssued,
        .receivableWrittenOff:
        try carryOut(event, &row)
      default: continue
      }
    }
    try settleInvoices(&row)
    row.execution = try execution(row)
    // Whoever shows the row may ask for these.
    _ = try row.paid()
    _ = try row.commission()
    for invoice in row.invoices { _ = try invoice.open() }
    for payment in row.payments { _ = try payment.deductionBasisPoints() }
    return row
  }

  /// The row before anything followed.
  private func bare(_ payee: String, _ lines: [ExtractLine], _ net: Amount) -> ExtractRow {
    var row = ExtractRow(
      deal: sale.name, type: root.type, document: sale.contract?.id ?? root.id, day: sale.day,
      position: sale.position, kind: deals.deal(root)?.kind,
      customer: book.customer(root.account, on: sale.day),
      parts: deals.parts(of: payee, inRow: root, lines), net: net)
    row.contract = sale.contract?.id
    row.callOffs = callOffs.map(\.id)
    row.opportunities = deals.members(of: root).filter { $0 != root && $0.type == .opportunity }
      .map(\.id)
    row.lines = lines.sorted {
      ($0.entry.trigger.day, $0.entry.id) < ($1.entry.trigger.day, $1.entry.id)
    }
    return row
  }

  private var callOffs: [Key] {
    root.type == .contract ? deals.book.callOffs(of: root) : []
  }

  /// What was recorded of the row's documents, in the order of the days.
  ///
  /// What the orders that call on a contract carried out stands in their own rows, and again in the
  /// contract's only where the contract itself pays, because its lines may rest on it.
  private func events(withCallOffs: Bool) -> [(key: Key, event: HeldEvent)] {
    var keys = [root]
    func add(order: Key) {
      keys.append(order)
      keys += deals.book.invoices[order] ?? []
    }
    switch root.type {
    case .invoice, .opportunity: break
    case .order: keys += deals.book.invoices[root] ?? []
    case .contract:
      keys.append(sale.contract ?? root)
      if withCallOffs { for order in callOffs { add(order: order) } }
    }
    var seen: Set<Key> = []
    var found: [(key: Key, event: HeldEvent)] = []
    for key in keys where seen.insert(key).inserted {
      found += (book.documents[key] ?? []).map { (key, $0) }
    }
    return found.sorted {
      ($0.event.day, $0.event.position) < ($1.event.day, $1.event.position)
    }
  }

  /// The document itself.
  private func open(_ event: HeldEvent, _ row: inout ExtractRow) throws(MoneyError) {
    switch event.data {
    case .orderBooked(let order):
      row.confirmed = order.hasConfirmed ? try order.confirmed.calendarDay : nil
      row.gross = order.hasGross ? try order.gross.amount : nil
      row.ancillary = order.hasAncillary ? try order.ancillary.amount : nil
      if order.hasContractID { row.contract = order.contractID }
      for line in order.lines {
        row.items.append(
          ExtractItem(
            product: line.productID, description: line.hasDescription_p ? line.description_p : nil,
            quantity: line.quantity,
            site: line.hasLocationID ? book.site(line.locationID, of: root.account) : nil,
            list: line.hasList ? try line.list.amount : nil, net: try line.net.amount,
            reductions: line.reductions.map {
              ExtractItem.Reduction(kind: $0.kind, basisPoints: Int64($0.reductionBp))
            }))
      }
    case .contractSigned(let contract):
      row.confirmed = event.day
      var words = "\(contract.kind) contract from \(try contract.start.calendarDay)"
      if contract.hasEnd { words += " to before \(try contract.end.calendarDay)" }
      if contract.hasMonthlyFee { words += ", \(try contract.monthlyFee.amount) a month" }
      row.items.append(item(words, row.net))
    case .contractRenewed(let contract):
      row.confirmed = event.day
      var words = "renewal, \(try contract.acvBefore.amount) a year before"
      if contract.hasNewEnd { words += ", to before \(try contract.newEnd.calendarDay)" }
      row.items.append(item(words, row.net))
    case .contractChanged(let contract):
      row.items.append(
        item(
          "\(contract.kind), \(try contract.acvBefore.amount) a year before, "
            + "\(try contract.acvAfter.amount) after", row.net))
    default: return
    }
  }

  private func item(_ words: String, _ net: Amount) -> ExtractItem {
    ExtractItem(
      product: nil, description: words, quantity: 1, site: nil, list: nil, net: net, reductions: [])
  }

  /// What the invoices of the row have left, after all that was recorded of them.
  private func settleInvoices(_ row: inout ExtractRow) throws(MoneyError) {
    for index in row.invoices.indices {
      let id = row.invoices[index].id
      for payment in row.payments where payment.invoice == id {
        row.invoices[index].paid = try row.invoices[index].paid.adding(payment.amount)
        if let deduction = payment.deduction {
          row.invoices[index].deducted = try row.invoices[index].deducted.adding(deduction)
        }
      }
      for credit in row.credits where credit.invoice == id {
        row.invoices[index].credited = try row.invoices[index].credited.adding(credit.net)
      }
      for change in row.changes where change.kind == .notPaid && change.invoice == id {
        guard let net = change.net else { continue }
        row.invoices[index].lost = try row.invoices[index].lost.subtracting(net)
      }
    }
  }

  /// The order that an invoice of the row bills, with its day.
  func order(of invoice: String) -> (id: String, day: CalendarDay?) {
    let key = Key(account: root.account, type: .invoice, id: invoice)
    guard let order = deals.book.billed[key] else { return (root.id, sale.day) }
    return (order.id, deals.book.sales[order]?.day)
  }

  private func execution(_ row: ExtractRow) throws(MoneyError) -> ExtractExecution {
    var left = row.net
    for change in row.changes where change.kind != .notPaid {
      guard let net = change.net else {
        if change.kind == .cancelled { return .cancelled }
        continue
      }
      left = try left.adding(net)
    }
    if left.isZero, !row.net.isZero { return .cancelled }
    let (delivered, invoiced) = (try row.delivered(), try row.invoiced())
    // Services are often invoiced without a delivery of their own.
    let done = max(delivered.minor, invoiced.minor)
    if done == 0, row.lines.isEmpty, !row.callOffs.isEmpty { return .callOffs }
    if done == 0 { return root.type == .invoice ? .whole : .open }
    return done >= left.minor ? .whole : .partly
  }
}
