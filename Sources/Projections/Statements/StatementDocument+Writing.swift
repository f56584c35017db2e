package import Money
package import StrictJSON

extension StatementDocument {
  /// The canonical text: compact JSON with its members always in the same order.
  ///
  /// The SHA-256 of these bytes is what the issued event commits to.
  package var text: String {
    var json = JSONWriter()
    json.statement(self)
    return json.text
  }
}

extension JSONWriter {
  package mutating func statement(_ statement: StatementDocument) {
    beginObject()
    text("statement", statement.id)
    text("ledger", statement.ledger)
    text("payee", statement.payee)
    text("period", "\(statement.period)")
    text("due", "\(statement.due)")
    name("basis")
    beginObject()
    name("size")
    value(statement.basisSize)
    text("root", statement.basisRoot)
    endObject()
    name("engineRevision")
    value(statement.engineRevision)
    name("plans")
    beginArray()
    for plan in statement.plans {
      beginObject()
      text("plan", plan.plan)
      name("version")
      value(plan.version)
      text("sha256", plan.sha256)
      endObject()
    }
    endArray()
    text("preparer", statement.signatures?.preparer)
    text("approver", statement.signatures?.approver)
    name("lines")
    beginArray()
    for line in statement.lines { self.line(line) }
    endArray()
    name("balance")
    balance(statement.balance)
    endObject()
  }

  private mutating func line(_ line: StatementDocument.Line) {
    beginObject()
    text("id", line.id)
    name("corrects")
    if let correction = line.correction {
      beginObject()
      text("statement", correction.statement)
      text("line", correction.line)
      text("period", "\(correction.period)")
      name("position")
      value(correction.position)
      text("reason", correction.reason)
      endObject()
    } else {
      null()
    }
    text("day", "\(line.day)")
    text("event", line.event)
    name("position")
    value(line.position)
    text("account", line.account)
    text("deal", line.deal)
    text("dealType", line.dealType)
    text("role", line.role)
    text("plan", line.plan)
    name("planVersion")
    value(line.planVersion)
    text("clause", line.clause)
    text("clauseText", line.clauseText)
    name("doubleCredit")
    value(line.isDoubleCredit)
    name("inDoubt")
    value(line.isInDoubt)
    name("claim")
    value(line.isClaim)
    money("base", line.base)
    text("share", line.share)
    money("credited", line.credited)
    text("rate", line.rate)
    money("amount", line.amount)
    money("payable", line.payable)
    money("cut", line.cut)
    text("exchange", line.exchange)
    endObject()
  }

  private mutating func balance(_ balance: StatementDocument.Balance) {
    beginObject()
    for (name, amount) in balance.named { money(name, amount) }
    endObject()
  }

  private mutating func text(_ name: String, _ value: String?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  private mutating func money(_ name: String, _ amount: Amount) {
    self.name(name)
    beginObject()
    text("amount", "\(amount)")
    text("currency", amount.currency.code)
    endObject()
  }
}

extension StatementDocument.Balance {
  /// The sums with the names they have in the text, in its order.
  package var named: [(name: String, amount: Amount)] {
    [
      ("earned", earned), ("payable", payable), ("pending", pending), ("claims", claims),
      ("carriedIn", carriedIn), ("advanced", advanced), ("recovered", recovered),
      ("owed", owed), ("forgiven", forgiven), ("claimed", claimed), ("carriedOut", carriedOut),
      ("payout", payout),
    ]
  }
}
