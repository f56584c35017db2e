import Commission
package import Money
package import Projections
package import StrictJSON

/// What the answers about commissions have in common.
package enum CommissionReport {
  /// What a search that found nothing has to say of events that could not be read.
  package static func leftOut(_ events: [UnreadableEvent]) -> String {
    guard !events.isEmpty else { return "" }
    return "\nA line may be missing, since this was left out: "
      + events.map { "\($0)" }.joined(separator: "; ")
  }

  /// Says on standard error which deals could not be computed.
  package static func showFailed(_ deals: [CommissionQuery.FailedDeal]) throws {
    for deal in deals {
      let word = Style.bad.applied(to: "Not computed:", on: .error)
      try StandardStream.error.line(
        """
        \(word) deal \(deal.deal) of \(deal.account) (event \(deal.position)): \
        \(deal.reason.printable())
        """)
    }
  }
}

extension JSONWriter {
  package mutating func value(_ amount: Amount) {
    beginObject()
    member("amount", "\(amount)")
    member("currency", amount.currency.code)
    endObject()
  }

  package mutating func failed(_ deals: [CommissionQuery.FailedDeal]) {
    array("failed", deals) { json, deal in
      json.beginObject()
      json.member("account", deal.account)
      json.member("deal", deal.deal)
      json.member("position", deal.position)
      json.member("reason", deal.reason)
      json.endObject()
    }
  }

  package mutating func value(_ line: CommissionEntry) {
    beginObject()
    member("id", line.id)
    member("payee", line.payee)
    member("account", optional: line.account)
    member("deal", optional: line.deal)
    member("dealType", optional: line.dealType?.rawValue)
    member("day", "\(line.trigger.day)")
    member("position", line.trigger.position)
    member("reversal", line.trigger.isReversal)
    member("correctedBy", optional: line.trigger.correctedBy)
    member("period", "\(line.period)")
    member("plan", line.plan)
    member("planVersion", line.planVersion)
    member("clause", line.clause)
    member("role", line.role)
    member("doubleCredit", line.isDoubleCredit)
    member("revenue", line.revenue)
    member("base", line.base)
    member("share", "\(line.share)")
    member("credited", line.credited)
    member("rate", optional: line.rate.map { "\($0)" })
    member("amount", line.amount)
    member("payable", line.payable)
    member("cut", line.cut)
    member("inDoubt", line.isInDoubt)
    member("claim", line.isClaim)
    name("exchange")
    if let exchange = line.exchange {
      beginObject()
      member("original", exchange.original)
      member("rate", exchange.rate.decimal)
      member("day", "\(exchange.day)")
      member("source", exchange.source)
      member("position", exchange.position)
      endObject()
    } else {
      null()
    }
    name("derivation")
    if let derivation = line.derivation {
      beginObject()
      member("plan", line.plan)
      member("planVersion", line.planVersion)
      member("clause", line.clause)
      positions("events", Set(derivation.positions + [line.trigger.position]).sorted())
      name("steps")
      value(derivation)
      endObject()
    } else {
      null()
    }
    endObject()
  }

  private mutating func value(_ node: DerivationNode) {
    beginObject()
    member("step", node.step.rawValue)
    member("summary", node.summary)
    array("inputs", node.inputs) { json, input in
      json.beginObject()
      json.member("name", input.name)
      json.member("value", input.value)
      json.member("position", optional: input.isRecorded ? input.position : nil)
      json.endObject()
    }
    for (name, amount) in [("before", node.before), ("after", node.after)] {
      self.name(name)
      if let amount { value(amount) } else { null() }
    }
    member("rounding", optional: node.rounding?.rawValue)
    array("children", node.children) { $0.value($1) }
    endObject()
  }
}

extension DerivationNode {
  /// The positions of all recorded events in the tree, some more than once.
  fileprivate var positions: [UInt64] {
    inputs.filter(\.isRecorded).map(\.position) + children.flatMap(\.positions)
  }
}
