import Commission
import Money
import Printing
import Projections
import StrictJSON

/// Why deals paid nothing to somebody, as text or as JSON.
struct WhyNotReport {
  let query: CommissionQuery
  let output: OutputOptions

  func show(_ deals: [WhyNot]) throws {
    if output.json { return try printAsJSON(deals) }
    for deal in deals {
      try show(deal)
      try StandardStream.output.line("")
    }
    try output.showFooter(query.speaksFor, query.quarantined)
  }

  private func show(_ deal: WhyNot) throws {
    try paragraph(title(deal), indent: 0, rest: 4, style: .heading)
    if deal.isPaid, !deal.answers.isEmpty { try line("What pays nothing:") }
    for answer in deal.answers {
      var place = ""
      if let plan = answer.plan, let version = answer.planVersion, let clause = answer.clause,
        let line = answer.line
      {
        place = "\(plan) version \(version), clause \(clause) (line \(line)): "
      }
      try paragraph("\(place)\(answer.text)", indent: 2)
      for fact in answer.facts {
        let event = fact.position.map { " [event \($0)]" } ?? ""
        try paragraph("– \(fact.text)\(event)", indent: 4)
      }
    }
    guard !deal.lines.isEmpty else { return }
    try line("What \(deal.payee.printable()) has of it:")
    for entry in deal.lines {
      let payable = entry.payable == entry.amount ? "" : ", payable \(entry.payable)"
      try paragraph(
        "\(entry.trigger.day)  \(entry.amount) \(entry.amount.currency)\(payable)", indent: 2)
      try paragraph("kontor commission explain \(entry.id)", indent: 4)
    }
  }

  private func title(_ deal: WhyNot) -> String {
    guard let type = deal.dealType, let account = deal.account, let day = deal.day,
      let position = deal.position
    else { return "\(deal.deal): nothing for \(deal.payee)" }
    let what = "\(type.rawValue) \(deal.deal) of \(account), \(day) [event \(position)]"
    return deal.isPaid ? "\(what): \(deal.payee) is paid" : "\(what): nothing for \(deal.payee)"
  }

  private func paragraph(
    _ text: String, indent: Int, rest: Int? = nil, style: Style = .plain
  ) throws {
    let rest = rest ?? indent + 2
    // A command is copied, so it stays in one piece.
    let isCommand = text.hasPrefix("kontor ")
    let width = output.wide || isCommand ? Int.max : max(20, Terminal.columns - rest)
    for (index, part) in text.printable().wrapped(to: width).enumerated() {
      let space = String(repeating: " ", count: index == 0 ? indent : rest)
      try line(space + style.applied(to: part, on: .output))
    }
  }

  private func line(_ text: String) throws { try StandardStream.output.line(text) }

  private func printAsJSON(_ deals: [WhyNot]) throws {
    try printJSON { json in
      json.beginObject()
      json.array("deals", deals) { $0.value($1) }
      json.unreadable(query.quarantined)
      json.speaksFor(query.speaksFor)
      json.endObject()
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ deal: WhyNot) {
    beginObject()
    member("deal", deal.deal)
    member("payee", deal.payee)
    member("dealType", optional: deal.dealType?.rawValue)
    member("account", optional: deal.account)
    member("day", optional: deal.day.map { "\($0)" })
    member("position", optional: deal.position)
    member("paid", deal.isPaid)
    array("reasons", deal.answers) { json, answer in
      json.beginObject()
      json.member("step", optional: answer.step?.rawValue)
      json.member("reason", answer.reason.rawValue)
      json.member("plan", optional: answer.plan)
      json.member("planVersion", optional: answer.planVersion)
      json.member("clause", optional: answer.clause)
      json.member("line", optional: answer.line)
      json.member("text", answer.text)
      json.array("facts", answer.facts) { json, fact in
        json.beginObject()
        json.member("text", fact.text)
        json.member("position", optional: fact.position)
        json.endObject()
      }
      json.endObject()
    }
    array("lines", deal.lines) { $0.value($1) }
    endObject()
  }
}
