import Commission
import Money
import Printing
import Projections
import StrictJSON

extension JSONWriter {
  mutating func value(_ extract: BookExtract, ledger: String) throws {
    beginObject()
    member("ledger", ledger)
    member("payee", extract.payee)
    member("from", "\(extract.from)")
    member("to", "\(extract.to)")
    try array("deals", extract.rows) { try $0.value($1) }
    array("withoutDeal", extract.withoutDeal) { $0.value($1) }
    try array("sums", extract.sums) { json, sum in
      json.beginObject()
      json.member("total", try sum.total())
      json.member("deals", sum.deals)
      json.member("elsewhere", sum.elsewhere)
      json.member("others", sum.others)
      json.member("withoutDeal", sum.withoutDeal)
      json.member("lines", sum.lines)
      json.member("payable", sum.payable)
      json.member("paidOut", sum.paidOut)
      json.endObject()
    }
    unreadable(extract.unreadable)
    speaksFor(extract.speaksFor)
    endObject()
  }

  private mutating func value(_ row: ExtractRow) throws {
    beginObject()
    member("number", row.number)
    member("deal", row.deal)
    member("dealType", row.type.rawValue)
    member("document", row.document)
    member("day", "\(row.day)")
    member("position", row.position)
    member("kind", optional: row.kind?.rawValue)
    member("contract", optional: row.contract)
    array("callOffs", row.callOffs) { $0.value($1) }
    array("opportunities", row.opportunities) { $0.value($1) }
    name("customer")
    beginObject()
    member("account", row.customer.account)
    member("number", row.customer.number)
    member("name", optional: row.customer.name)
    member("address", optional: row.customer.address)
    member("country", optional: row.customer.country)
    endObject()
    array("parts", row.parts) { $0.value($1) }
    member("confirmed", optional: row.confirmed)
    array("items", row.items) { $0.value($1) }
    member("net", row.net)
    member("gross", optional: row.gross)
    member("ancillary", optional: row.ancillary)
    member("execution", row.execution.rawValue)
    member("delivered", try row.delivered())
    member("invoiced", try row.invoiced())
    member("paid", try row.paid())
    name("isPaid")
    if row.execution == .callOffs { null() } else { value(!(try row.paid().isZero)) }
    array("deliveries", row.deliveries) { $0.value($1) }
    try array("invoices", row.invoices) { try $0.value($1) }
    try array("payments", row.payments) { try $0.value($1) }
    array("credits", row.credits) { $0.value($1) }
    array("changes", row.changes) { $0.value($1) }
    let sums = try row.commission()
    array("commission", sums) { json, sum in
      json.beginObject()
      json.member("earned", sum.earned)
      json.member("payable", sum.payable)
      json.member("paidOut", sum.paidOut)
      json.endObject()
    }
    array("lines", row.lines) { $0.value($1) }
    array("reasons", row.reasons) { json, reason in
      json.beginObject()
      json.member("code", reason.code.rawValue)
      json.member("clause", optional: reason.clause)
      json.member("text", reason.text)
      json.endObject()
    }
    array("disputes", row.disputes) { $0.value($1) }
    endObject()
  }

  mutating func member(_ name: String, optional amount: Amount?) {
    if let amount {
      member(name, amount)
    } else {
      self.name(name)
      null()
    }
  }

  mutating func member(_ name: String, optional day: CalendarDay?) {
    member(name, optional: day.map { "\($0)" })
  }
}
