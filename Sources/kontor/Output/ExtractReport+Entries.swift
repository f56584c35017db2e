import Money
import Printing
import Projections
import StrictJSON

extension JSONWriter {
  mutating func value(_ item: ExtractItem) {
    beginObject()
    member("product", optional: item.product)
    member("description", optional: item.description)
    member("quantity", item.quantity)
    member("site", optional: item.site)
    member("list", optional: item.list)
    member("net", item.net)
    array("reductions", item.reductions) { json, reduction in
      json.beginObject()
      json.member("kind", reduction.kind)
      json.member("basisPoints", reduction.basisPoints)
      json.endObject()
    }
    endObject()
  }

  private mutating func member(_ name: String, _ lines: [ExtractQuantity]) {
    array(name, lines) { json, line in
      json.beginObject()
      json.member("product", line.product)
      json.member("quantity", line.quantity)
      json.member("net", line.net)
      json.endObject()
    }
  }

  mutating func value(_ delivery: ExtractDelivery) {
    beginObject()
    member("id", delivery.id)
    member("day", "\(delivery.day)")
    member("order", delivery.order)
    member("net", delivery.net)
    member("lines", delivery.lines)
    endObject()
  }

  mutating func value(_ invoice: ExtractInvoice) throws {
    beginObject()
    member("id", invoice.id)
    member("day", "\(invoice.day)")
    member("order", invoice.order)
    member("net", invoice.net)
    member("gross", optional: invoice.gross)
    member("ancillary", optional: invoice.ancillary)
    member("due", optional: invoice.due)
    member("paid", invoice.paid)
    member("deducted", invoice.deducted)
    member("credited", invoice.credited)
    member("lost", invoice.lost)
    member("open", try invoice.open())
    endObject()
  }

  mutating func value(_ payment: ExtractPayment) throws {
    beginObject()
    member("invoice", payment.invoice)
    member("day", "\(payment.day)")
    member("amount", payment.amount)
    member("deduction", optional: payment.deduction)
    member("deductionBasisPoints", optional: try payment.deductionBasisPoints())
    member("deductionReason", optional: payment.deductionReason)
    member("reason", optional: payment.reason)
    endObject()
  }

  mutating func value(_ credit: ExtractCredit) {
    beginObject()
    member("id", credit.id)
    member("invoice", credit.invoice)
    member("order", credit.order)
    member("orderDay", optional: credit.orderDay)
    member("day", "\(credit.day)")
    member("returned", optional: credit.returned)
    member("net", credit.net)
    member("reason", optional: credit.reason)
    member("cause", optional: credit.cause)
    endObject()
  }

  mutating func value(_ change: ExtractChange) {
    beginObject()
    member("event", change.id)
    member("kind", change.kind.rawValue)
    member("day", "\(change.day)")
    member("stage", change.stage.rawValue)
    member("invoice", optional: change.invoice)
    member("net", optional: change.net)
    member("lines", change.lines)
    member("reason", optional: change.reason)
    member("cause", optional: change.cause)
    member("measures", optional: change.measures)
    endObject()
  }

  mutating func value(_ line: ExtractLine) {
    let entry = line.entry
    beginObject()
    member("id", entry.id)
    member("day", "\(entry.trigger.day)")
    member("position", entry.trigger.position)
    member("plan", entry.plan)
    member("planVersion", entry.planVersion)
    member("clause", entry.clause)
    member("clauseText", optional: line.clauseText)
    member("role", entry.role)
    member("doubleCredit", entry.isDoubleCredit)
    member("claim", entry.isClaim)
    member("base", entry.base)
    member("credited", entry.credited)
    member("rate", optional: entry.rate.map { "\($0)" })
    array("levels", line.levels) { $0.value($1) }
    member("amount", entry.amount)
    member("payable", entry.payable)
    member("release", optional: line.release)
    array("statements", line.statements) { $0.value($1) }
    array("payouts", line.payouts) { json, payout in
      json.beginObject()
      json.member("id", payout.id)
      json.member("day", "\(payout.day)")
      json.member("amount", payout.amount)
      json.member("reference", optional: payout.reference)
      json.endObject()
    }
    member("paidOut", line.isPaidOut)
    endObject()
  }

  mutating func value(_ dispute: ExtractDispute) {
    beginObject()
    member("id", dispute.id)
    member("day", "\(dispute.day)")
    member("about", dispute.about)
    member("line", optional: dispute.line)
    member("reason", dispute.reason)
    member("settledOn", optional: dispute.settledOn)
    member("result", optional: dispute.result)
    member("resolution", optional: dispute.resolution)
    endObject()
  }
}
