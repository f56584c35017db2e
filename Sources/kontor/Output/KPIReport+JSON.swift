import AccountHealth
import Money
import Printing
import Projections
import StrictJSON

extension KPIReport {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    writeScope(to: &json)
    json.array("accounts", answer.accounts) { $0.value($1) }
    writePeriod(to: &json)
    json.array("kpis", answer.results) { json, result in
      json.beginObject()
      json.members(of: result)
      json.endObject()
    }
    json.unreadable(answer.quarantined)
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }

  func write(_ result: KPIResult, _ events: [KPIEvent], to json: inout JSONWriter) {
    json.beginObject()
    json.members(of: result)
    json.member("formula", result.kpi.formula)
    json.member("source", result.kpi.source)
    json.member("eventTypes", result.kpi.events)
    writeScope(to: &json)
    writePeriod(to: &json)
    json.array("events", events) { json, event in
      json.beginObject()
      json.member("position", event.position)
      json.member("day", "\(event.day)")
      json.member("type", event.type)
      json.member("subject", event.subject)
      json.member("id", event.id)
      json.endObject()
    }
    json.unreadable(answer.quarantined)
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }

  private func writeScope(to json: inout JSONWriter) {
    switch answer.scope {
    case .account(let id):
      json.member("scope", "account")
      json.member("account", id)
      json.member("accountName", optional: answer.name)
    case .portfolio(let employee, _):
      json.member("scope", "portfolio")
      json.member("employee", employee)
    case .ledger: json.member("scope", "ledger")
    }
    json.member("currency", currency.code)
  }

  private func writePeriod(to json: inout JSONWriter) {
    json.member("from", "\(answer.period.from)")
    json.member("to", "\(answer.period.to)")
    json.member("last", "\(answer.period.last)")
  }
}

extension JSONWriter {
  fileprivate mutating func members(of result: KPIResult) {
    member("name", result.kpi.rawValue)
    member("number", result.kpi.number)
    member("german", result.kpi.german)
    member("value", optional: result.value)
    member("unit", result.kpi.unit.rawValue)
    member("n", result.n)
    member("reason", optional: result.reason)
  }
}
