extension SampleAccount {
  /// A regular order; about one in five weeks, smaller once the customer has no contract any more.
  mutating func callOff(_ day: inout SampleDay) {
    let gap = tier == .strategic ? 24 : tier == .key ? 34 : 48
    schedule(.callOff, in: gap + random.between(-3, 3))
    let share = contracts.contains(where: \.isRunning) ? 85 : 35
    let net =
      revenue(on: day.day) * Int64(gap) * Int64(share) / 36_500
      * Int64(random.between(92, 108)) / 100
    bookOrder(net: rounded(net), ofDeal: false, &day)
  }

  mutating func bookOrder(net: Int64, ofDeal: Bool, _ day: inout SampleDay) {
    counts.orders += 1
    let order = counts.orders
    let costShare = Int64(trend < 0 ? random.between(70, 80) : random.between(60, 72))
    let first = rounded(net * Int64(random.between(40, 100)) / 100)
    let parts = first < net ? [first, net - first] : [net]
    let event = begin("order.booked", &day, by: .orderSystem)
    day.lines.member("order_id", id: "o", number, order)
    day.lines.name("lines")
    day.lines.open("[")
    for part in parts {
      day.lines.separate()
      day.lines.open("{")
      day.lines.name("product_id")
      product(random.between(1, 12), &day)
      day.lines.member("quantity", number: random.between(1, 400))
      day.lines.member("net", money: part)
      day.lines.member("cost", money: part * costShare / 100)
      day.lines.member("location_id", id: "l", number, 1)
      day.lines.close("}")
    }
    day.lines.close("]")
    day.lines.member("net", money: net)
    if !ofDeal, let contract = contracts.first(where: \.isRunning) {
      day.lines.member("contract_id", id: "c", number, contract.number)
    }
    let isWrong = random.chance(perMille: 8)
    let seller = random.chance(percent: 80) ? manager : Employee.fieldSales(of: index)
    if isWrong {
      // Stands for nobody; corrected below.
      day.lines.member("employee_id", Employee.head)
    } else {
      day.lines.member("employee_id", seller)
    }
    end(&day)
    if isWrong {
      let data = day.lastData.dropLast("\"head-1\"}".utf8.count)
      let pending = PendingCorrection(
        event: event, type: "order.booked",
        data: Array(data) + Array("\"\(seller.kind)-\(seller.number)\"}".utf8),
        reason: "Auftrag war dem falschen Mitarbeiter zugeordnet")
      schedule(.correction(pending), in: random.between(2, 20))
    }
    if random.chance(percent: ofDeal ? 25 : 3) { agreeSplit(order: order, &day) }
    follow(order: order, net: net, &day)
  }

  /// What becomes of an order: most are delivered as booked, a few are changed or cancelled first.
  private mutating func follow(order: Int, net: Int64, _ day: inout SampleDay) {
    switch random.below(100) {
    case 0, 1:
      schedule(.amend(order: order, net: net), in: random.between(1, 3))
    case 2...7 where net >= 400:
      let first = net / 2
      schedule(.invoice(order: order, net: first), in: random.between(4, 10))
      schedule(.invoice(order: order, net: net - first), in: random.between(15, 35))
    default:
      schedule(.invoice(order: order, net: net), in: random.between(4, 12))
    }
  }

  /// Half of the changed orders are cancelled, the other half grow by a tenth.
  mutating func amendOrder(_ order: Int, net: Int64, _ day: inout SampleDay) {
    if random.chance(percent: 50) {
      begin("order.cancelled", &day, by: .orderSystem)
      day.lines.member("order_id", id: "o", number, order)
      day.lines.member("reason", "Bedarf des Kunden entfallen")
      end(&day)
      return
    }
    let more = rounded(net / 10)
    begin("order.amended", &day, by: .orderSystem)
    day.lines.member("order_id", id: "o", number, order)
    day.lines.name("changes")
    day.lines.open("[")
    day.lines.separate()
    day.lines.open("{")
    day.lines.name("product_id")
    product(random.between(1, 12), &day)
    day.lines.member("quantity_delta", number: random.between(1, 40))
    day.lines.member("net_delta", money: more)
    day.lines.member("cost_delta", money: more * 65 / 100)
    day.lines.close("}")
    day.lines.close("]")
    day.lines.member("reason", "Menge erhöht")
    end(&day)
    schedule(.invoice(order: order, net: net + more), in: random.between(4, 12))
  }

  /// Deals between two sellers: shares that sum to one, or the full credit for each of both.
  private mutating func agreeSplit(order: Int, _ day: inout SampleDay) {
    let isFullEach = random.chance(percent: 35)
    let share = isFullEach ? 10_000 : random.between(5, 8) * 1_000
    begin("commission_split.agreed", &day)
    day.lines.member("order_id", id: "o", number, order)
    day.lines.name("shares")
    day.lines.open("[")
    credit(manager, "kam", share, &day)
    let rest = isFullEach ? 10_000 : 10_000 - share
    credit(.fieldSales(of: index), "field_sales", rest, &day)
    day.lines.close("]")
    day.lines.member("mode", isFullEach ? "full_each" : "split")
    day.lines.member("reason", "Gemeinsam mit dem Flächenvertrieb gewonnen")
    day.lines.member("approver_id", Employee.salesManager(of: index))
    end(&day)
  }

  private func credit(
    _ employee: Employee, _ role: StaticString, _ share: Int, _ day: inout SampleDay
  ) {
    day.lines.separate()
    day.lines.open("{")
    day.lines.member("employee_id", employee)
    day.lines.member("role", role)
    day.lines.member("share_bp", number: share)
    day.lines.close("}")
  }

  mutating func issueInvoice(order: Int, net: Int64, _ day: inout SampleDay) {
    counts.invoices += 1
    let invoice = counts.invoices
    begin("invoice.issued", &day, by: .orderSystem)
    day.lines.member("invoice_id", id: "i", number, invoice)
    day.lines.member("order_id", id: "o", number, order)
    day.lines.member("net", money: net)
    day.lines.member("due", day: day.day + 30)
    end(&day)
    settle(invoice: invoice, net: net)
  }

  /// Every invoice ends paid, credited or written off, and together never above its net.
  private mutating func settle(invoice: Int, net: Int64) {
    let late = random.chance(percent: 20) ? random.between(10, 55) : 0
    let days = random.between(18, 34) + late
    switch random.below(1_000) {
    case 0..<35 where net >= 1_000:
      let credit = rounded(net * Int64(random.between(5, 30)) / 100)
      schedule(.credit(invoice: invoice, net: credit), in: random.between(5, 16))
      schedule(.payment(invoice: invoice, amount: net - credit, rest: 0), in: days)
    case 35..<110 where net >= 1_000:
      let first = rounded(net * Int64(random.between(30, 70)) / 100)
      schedule(.payment(invoice: invoice, amount: first, rest: net - first), in: days)
    case 110..<114:
      schedule(.writeOff(invoice: invoice, amount: net), in: 180)
    default:
      schedule(.payment(invoice: invoice, amount: net, rest: 0), in: days)
    }
  }

  mutating func receivePayment(
    invoice: Int, amount: Int64, rest: Int64, _ day: inout SampleDay
  ) {
    begin("payment.received", &day, by: .orderSystem)
    day.lines.member("invoice_id", id: "i", number, invoice)
    day.lines.member("amount", money: amount)
    end(&day)
    if rest > 0 {
      schedule(.payment(invoice: invoice, amount: rest, rest: 0), in: random.between(8, 40))
    }
  }

  mutating func issueCreditNote(invoice: Int, net: Int64, _ day: inout SampleDay) {
    counts.creditNotes += 1
    begin("credit_note.issued", &day, by: .orderSystem)
    day.lines.member("credit_note_id", id: "cn", number, counts.creditNotes)
    day.lines.member("invoice_id", id: "i", number, invoice)
    day.lines.member("net", money: net)
    day.lines.member("reason", "Mängelrüge anerkannt")
    end(&day)
  }

  mutating func writeOff(invoice: Int, amount: Int64, _ day: inout SampleDay) {
    begin("receivable.written_off", &day, by: .orderSystem)
    day.lines.member("invoice_id", id: "i", number, invoice)
    day.lines.member("amount", money: amount)
    end(&day)
  }
}
