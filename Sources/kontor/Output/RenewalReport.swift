import Money
import Printing
import Projections
import StrictJSON

/// Contracts that end soon, as text, as CSV and as JSON.
struct RenewalReport {
  let answer: RenewalAnswer
  /// Whose contracts were asked for; nil: everybody's.
  let owner: String?

  init(_ answer: RenewalAnswer, owner: String?) {
    self.answer = answer
    self.owner = owner
  }

  func show(_ output: OutputOptions) throws {
    if answer.renewals.isEmpty {
      try StandardStream.output.line(
        """
        No contract\(owner.map { " of \($0.printable())" } ?? "") ends within \
        \(answer.days.counted("day")) of \(answer.day); --within looks further ahead.
        """)
    } else {
      try output.show(table(hasRoom: output.wide || Terminal.columns >= 120))
    }
    if !answer.unrecorded.isEmpty {
      let contracts = answer.unrecorded.prefix(3).map { "\($0.contract) of \($0.account)" }
      let rest = answer.unrecorded.count - contracts.count
      let text = """
        \(answer.unrecorded.count.counted("contract")) renewed without a renewal on record, so \
        that the end of the present term is not known: \(contracts.joined(separator: ", "))\
        \(rest > 0 ? " and \(rest) more (--json lists them)" : "")
        """
      for line in text.printable().wrapped(to: Terminal.columns) {
        try StandardStream.error.line(line)
      }
    }
    try output.showFooter(answer.speaksFor, answer.quarantined)
  }

  private func table(hasRoom: Bool) -> Table {
    // The currency stands in the title where it is the same for all.
    let currencies = Set(answer.renewals.map(\.value.currency.code))
    let suffix = currencies.count == 1 ? " \(currencies.first ?? "")" : ""
    var table = Table([
      .id("Notice by"), .text("Account", minimum: 18), .text("Name"),
      .text("Contract", minimum: 6),
      .number(suffix.isEmpty ? "A year" : "\(suffix.dropFirst()) a year"), .id("Ends"),
      .number("Days"),
      .text("Renewal", minimum: 10), .id("Begun"), .text("KAM", minimum: 4),
    ])
    for renewal in answer.renewals {
      table.add([
        Table.Cell(renewal.noticeText, renewal.isNoticePassed ? .warning : .plain),
        Table.Cell(renewal.account),
        Table.Cell(hasRoom ? renewal.name ?? "" : ""), Table.Cell(renewal.contract),
        Table.Cell(amount(renewal, suffix)),
        "\(renewal.end)",
        Table.Cell(hasRoom ? "\(renewal.days)" : ""),
        Table.Cell(renewal.state, renewal.isPrepared ? .plain : .bad),
        Table.Cell(hasRoom ? renewal.step.map { "\($0.day)" } ?? "" : "", .faint),
        Table.Cell(owner == nil || hasRoom ? renewal.owner ?? "–" : ""),
      ])
    }
    return table
  }

  /// The value of a year, without its cents where no contract has any.
  private func amount(_ renewal: Renewal, _ suffix: String) -> String {
    let text = String("\(StandingValue.money(renewal.value))".dropLast(suffix.count))
    let areWhole = answer.renewals.allSatisfy {
      "\($0.value)".hasSuffix(".00") && !suffix.isEmpty
    }
    return areWhole ? String(text.dropLast(3)) : text
  }

  var csv: String {
    var table = CSVWriter([
      "noticeby", "noticepassed", "account", "name", "contract", "value", "currency", "end", "days",
      "noticereceived", "renewsitself", "step", "stepday", "prepared", "owner",
    ])
    for renewal in answer.renewals {
      table.add([
        CSVWriter.Cell(renewal.noticeBy), .text(renewal.isNoticePassed ? "yes" : "no"),
        .text(renewal.account), CSVWriter.Cell(renewal.name), .text(renewal.contract),
        CSVWriter.Cell(renewal.value), .text(renewal.value.currency.code),
        CSVWriter.Cell(renewal.end), CSVWriter.Cell(renewal.days),
        .text(renewal.noticeReceived == nil ? "no" : "yes"),
        .text(renewal.renewsItself ? "yes" : "no"), CSVWriter.Cell(renewal.step?.opportunity),
        CSVWriter.Cell(renewal.step?.day), .text(renewal.isPrepared ? "yes" : "no"),
        CSVWriter.Cell(renewal.owner),
      ])
    }
    return table.text
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("day", "\(answer.day)")
    json.member("within", answer.days)
    json.array("renewals", answer.renewals) { $0.renewal($1) }
    json.array("unrecorded", answer.unrecorded) { $0.renewal($1) }
    json.unreadable(answer.quarantined)
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }
}

extension Renewal {
  fileprivate var noticeText: String {
    guard let noticeBy else { return "–" }
    return isNoticePassed ? "\(noticeBy) past" : "\(noticeBy)"
  }

  fileprivate var state: String {
    if noticeReceived != nil { return "notice" }
    if renewsItself { return "itself" }
    return step?.opportunity ?? "none"
  }
}

extension JSONWriter {
  fileprivate mutating func renewal(_ renewal: Renewal) {
    beginObject()
    member("account", renewal.account)
    member("name", optional: renewal.name)
    member("contract", renewal.contract)
    member("value", renewal.value)
    member("end", "\(renewal.end)")
    member("days", renewal.days)
    member("noticeBy", optional: renewal.noticeBy.map { "\($0)" })
    member("noticePassed", renewal.isNoticePassed)
    member("noticeReceived", optional: renewal.noticeReceived)
    member("renewsItself", renewal.renewsItself)
    name("step")
    if let step = renewal.step {
      beginObject()
      member("opportunity", step.opportunity)
      member("day", "\(step.day)")
      member("position", step.position)
      endObject()
    } else {
      null()
    }
    member("prepared", renewal.isPrepared)
    member("owner", optional: renewal.owner)
    positions("events", renewal.events)
    endObject()
  }
}
