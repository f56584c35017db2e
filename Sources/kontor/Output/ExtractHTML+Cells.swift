import Commission
import Money
import Printing
import Projections

extension ExtractRow {
  /// One cell for each group of columns.
  func cells() throws(MoneyError) -> [HTML] {
    [
      orderCell, goodsCell, deliveryCell, try invoiceCell(), try paymentCell(), changeCell,
      try commissionCell(),
    ]
  }

  private var orderCell: HTML {
    let type = ExtractWording.type(self.type)
    var entries: [HTML] = [
      """
      <strong>\(number). \(document)</strong><br>\(type.html)<br>\
      vom \(GermanText.day(day))
      """
    ]
    if let confirmed { entries[0] += "<br>bestätigt \(GermanText.day(confirmed))" }
    if let contract, contract != document { entries[0] += "<br>Vertrag \(contract)" }
    if !callOffs.isEmpty {
      entries[0] += "<br><small>Abrufe \(callOffs.joined(separator: ", "))</small>"
    }
    for opportunity in opportunities { entries[0] += "<br>Chance \(opportunity)" }
    entries.append(
      """
      \(customer.name ?? "Name nicht erfasst")<br>\(customer.addressLine)<br>\
      Kundennr. \(customer.number)
      """)
    entries.append(
      "<small>beteiligt als</small> \(parts.map { ExtractWording.part($0).german }.joined(separator: ", "))"
    )
    return entries.stacked
  }

  private var goodsCell: HTML {
    var entries = items.map { item -> HTML in
      var cell: HTML = "\(item.quantity) × \(item.product ?? "")"
      if let description = item.description { cell += " \(description)" }
      if let site = item.site { cell += "<br><small>an \(site)</small>" }
      if let list = item.list { cell += "<br>regulär \(GermanText.amount(list))" }
      for reduction in item.reductions {
        cell += "<br>− \(GermanText.percent(reduction.basisPoints)) % \(reduction.kind)"
      }
      return cell + "<br>vereinbart \(GermanText.amount(item.net))"
    }
    var value: HTML = "<strong>netto \(GermanText.money(net))</strong>"
    if let gross { value += "<br>brutto \(GermanText.amount(gross))" }
    if let ancillary { value += "<br>Nebenkosten \(GermanText.amount(ancillary))" }
    entries.append(value)
    return entries.stacked
  }

  private var deliveryCell: HTML {
    var entries = deliveries.map { delivery -> HTML in
      """
      \(GermanText.day(delivery.day))<br>\(delivery.id)\(orderNote(delivery.order))<br>\
      \(delivery.extent)<br>\(GermanText.amount(delivery.net))
      """
    }
    if execution != .whole || entries.isEmpty {
      entries.append("<em>\(ExtractWording.execution(execution).html)</em>")
    }
    return entries.stacked
  }

  private func invoiceCell() throws(MoneyError) -> HTML {
    var entries: [HTML] = []
    for invoice in invoices {
      var cell: HTML = """
        \(GermanText.day(invoice.day))<br>\(invoice.id)\(orderNote(invoice.order))<br>\
        netto \(GermanText.amount(invoice.net))
        """
      if let gross = invoice.gross { cell += "<br>brutto \(GermanText.amount(gross))" }
      if let extra = invoice.ancillary { cell += "<br>Nebenkosten \(GermanText.amount(extra))" }
      if let due = invoice.due { cell += "<br>fällig \(GermanText.day(due))" }
      let open = try invoice.open()
      if !open.isZero { cell += "<br>offen \(GermanText.amount(open))" }
      entries.append(cell)
    }
    if execution == .callOffs { return "" }
    if entries.isEmpty { return "<em>keine Rechnung <small lang=\"en\">no invoice</small></em>" }
    return entries.stacked
  }

  private func orderNote(_ order: String) -> HTML { order == document ? "" : " (\(order))" }

  private func paymentCell() throws(MoneyError) -> HTML {
    var entries: [HTML] = []
    for payment in payments {
      var cell: HTML = """
        \(GermanText.day(payment.day)) <small>zu</small> \(payment.invoice)<br>\
        \(GermanText.amount(payment.amount))
        """
      if payment.amount.isNegative {
        cell += "<br>zurückgebucht: \(payment.reason ?? "Grund nicht erfasst")"
      }
      if let deduction = payment.deduction {
        let part = try payment.deductionBasisPoints().map { " (\(GermanText.percent($0)) %)" } ?? ""
        cell += """
          <br>Abzug \(GermanText.amount(deduction))\(part): \
          \(payment.deductionReason ?? "Grund nicht erfasst")
          """
      }
      entries.append(cell)
    }
    for invoice in invoices where invoice.paid.isZero {
      entries.append("\(invoice.id): <span class=\"bad\">\(ExtractWording.notPaid.html)</span>")
    }
    if invoices.isEmpty, execution != .callOffs, try paid().isZero {
      entries.append("<span class=\"bad\">\(ExtractWording.notPaid.html)</span>")
    }
    return entries.stacked
  }

  private var changeCell: HTML {
    let credits = credits.map { credit -> HTML in
      var cell: HTML = """
        Gutschrift \(credit.id) vom \(GermanText.day(credit.day))<br>zu \(credit.invoice), \
        Auftrag \(credit.order)
        """
      if let day = credit.orderDay { cell += " vom \(GermanText.day(day))" }
      if let returned = credit.returned { cell += "<br>Ware zurück \(GermanText.day(returned))" }
      return cell + """
        <br>\(GermanText.amount(credit.net)): \(credit.reason ?? "Grund nicht erfasst")<br>\
        \(ExtractWording.cause(credit.cause).html)
        """
    }
    let changes = changes.map { change -> HTML in
      var cell: HTML = """
        \(GermanText.day(change.day)) \(ExtractWording.change(change.kind).html)<br>\
        \(ExtractWording.stage(change.stage).html)<br>\(change.extent)
        """
      if let net = change.net { cell += " \(GermanText.amount(net))" }
      cell += "<br>\(change.reason ?? "Grund nicht erfasst")"
      if change.kind != .amended { cell += "<br>\(ExtractWording.cause(change.cause).html)" }
      if let measures = change.measures { cell += "<br>Maßnahmen: \(measures)" }
      return cell
    }
    return (credits + changes).stacked
  }

  private func commissionCell() throws(MoneyError) -> HTML {
    var entries = lines.map(\.cell)
    for sum in try commission() {
      entries.append(
        """
        <strong>verdient \(GermanText.money(sum.earned))</strong><br>zahlbar \
        \(GermanText.amount(sum.payable)), ausgezahlt \(GermanText.amount(sum.paidOut))
        """)
    }
    for reason in reasons {
      let clause = reason.clause.map { "Klausel \($0): " } ?? ""
      entries.append(
        """
        \(clause)\(ExtractWording.reason(reason.code)) <small lang="en">\(reason.text)</small>
        """)
    }
    for dispute in disputes {
      entries.append(
        """
        <span class="bad">Streit \(dispute.id)</span> vom \(GermanText.day(dispute.day)) zu \
        \(dispute.about): \(dispute.reason) – \(dispute.stateInGerman)\
        \(dispute.resolution.map { ": \($0)" } ?? "")
        """)
    }
    return entries.stacked
  }
}

extension ExtractLine {
  fileprivate var cell: HTML {
    let rate = entry.rate.map(GermanText.rate) ?? levels.joined(separator: "\n")
    var cell: HTML = """
      \(GermanText.day(entry.trigger.day)) \(entry.clause) \
      <small>(\(entry.plan) \(entry.planVersion))</small> als \
      \(ExtractWording.part(entry.role).german)<br>\
      Satz \(rate) von \(GermanText.amount(entry.credited)) = \(GermanText.money(entry.amount))
      """
    if entry.isDoubleCredit { cell += "<br><small>doppelte Provisionierung</small>" }
    cell += "<br><small>\(stateInGerman)"
    for statement in statements { cell += ", Abrechnung \(statement)" }
    for payout in payouts { cell += ", Zahlung \(payout.id) vom \(GermanText.day(payout.day))" }
    return cell + "</small>"
  }
}

extension [HTML] {
  /// The entries of one cell below each other.
  fileprivate var stacked: HTML { HTML(map { "<div class=\"entry\">\($0)</div>" }) }
}
