import Commission
package import Projections
package import StrictJSON

extension JSONWriter {
  /// `"lines":[…]`: what changes, with the posting lines behind it and their derivations.
  package mutating func changedLines(_ difference: PlanDifference) {
    array("lines", difference.lines) { json, line in
      json.beginObject()
      json.member("payee", line.payee)
      json.member("account", optional: line.account)
      json.member("deal", optional: line.deal)
      json.member("dealType", optional: line.dealType?.rawValue)
      json.member("period", optional: line.span.map { "\($0)" })
      json.member("plan", line.plan)
      json.member("clause", line.clause)
      json.change(line.amount, line.payable)
      json.member("reason", line.reason.rawValue)
      json.member("detail", optional: line.detail)
      json.member("furtherSteps", line.furtherSteps)
      json.array("oldLines", line.old) { $0.value($1) }
      json.array("newLines", line.new) { $0.value($1) }
      json.endObject()
    }
  }

  /// `{"payee","period","old","new","difference","payable":{"old","new","difference"}}` for each.
  package mutating func totals(_ name: String, _ totals: [PlanDifference.Total]) {
    array(name, totals) { json, total in
      json.beginObject()
      if let payee = total.payee { json.member("payee", payee) }
      if let period = total.period { json.member("period", "\(period)") }
      json.change(total.amount, total.payable)
      json.endObject()
    }
  }

  private mutating func change(
    _ amount: PlanDifference.Change, _ payable: PlanDifference.Change
  ) {
    figures(amount)
    name("payable")
    beginObject()
    figures(payable)
    endObject()
  }

  private mutating func figures(_ change: PlanDifference.Change) {
    member("old", change.old)
    member("new", change.new)
    member("difference", change.difference)
  }
}
