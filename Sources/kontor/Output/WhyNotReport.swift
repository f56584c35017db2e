import Commission
import Money
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
    try line(Style.heading.applied(to: title(deal).printable(), on: .output))
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
    else { return "\(deal.deal) paid nothing to \(deal.payee):" }
    let what = "\(type.rawValue) \(deal.deal) of \(account) on \(day) [event \(position)]"
    guard deal.isPaid else { return "\(what) paid nothing to \(deal.payee):" }
    let rest = deal.answers.isEmpty ? "." : ". What paid nothing:"
    return "\(what) does pay \(deal.payee)\(rest)"
  }

  private func paragraph(_ text: String, indent: Int) throws {
    let space = String(repeating: " ", count: indent)
    // A command is copied, so it stays in one piece.
    let isCommand = text.hasPrefix("kontor ")
    let width = output.wide || isCommand ? Int.max : max(20, Terminal.columns - indent - 2)
    for (index, part) in text.printable().wrapped(to: width).enumerated() {
      try line(space + (index == 0 ? "" : "  ") + part)
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
