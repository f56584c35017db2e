import ArgumentParser
import Journal
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionCloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Issue all statements of a period that are missing, and close it (Abschluss).",
    discussion: """
      All of it is recorded as one, or nothing. Whatever is learnt about the period afterwards \
      becomes correction lines in the next open period; nothing of the closed one changes. \
      So do the lines of a payee who earned in several currencies and is left out.

        kontor commission close --period 2026-03 --approver e-1

      JSON: {"outcome":"recorded","period","statements":[{"statement","payee",
        "earned","payout"}],"leftOut":[{"payee","reason"}],"head":{"size","root"}},
        or {"outcome":"rejected","code","member","reason"} with exit code 1
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(
    help: "Which month or quarter: 2026-03, 2026-Q1.", transform: { try Period(parsing: $0) })
  var period: Period

  @OptionGroup var signatures: SignatureOptions
  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let signed = try signatures.signatures(actor)
      var documents: [StatementDocument] = []
      var leftOut: [Ledger.LeftOut] = []
      try output.rejecting { () throws(LedgerError) in
        let closed = try ledger.closePeriod(period, signed, actor: actor.name) {
          leftOut.append($0)
        }
        documents = closed.documents
        return closed.outcome
      }
      let head = try ledger.journal.head()
      try output.json ? printAsJSON(documents, leftOut, head) : show(documents, leftOut)
    }
  }

  private func printAsJSON(
    _ documents: [StatementDocument], _ leftOut: [Ledger.LeftOut], _ head: Head
  ) throws {
    try printJSON { json in
      json.beginObject()
      json.member("outcome", "recorded")
      json.member("period", "\(period)")
      json.array("statements", documents) { json, document in
        json.beginObject()
        json.member("statement", document.id)
        json.member("payee", document.payee)
        json.member("earned", document.balance.earned)
        json.member("payout", document.balance.payout)
        json.endObject()
      }
      json.array("leftOut", leftOut) { json, left in
        json.beginObject()
        json.member("payee", left.payee)
        json.member("reason", left.reason)
        json.endObject()
      }
      json.head(head)
      json.endObject()
    }
  }

  private func show(
    _ documents: [StatementDocument], _ leftOut: [Ledger.LeftOut]
  ) throws {
    var table = Table([
      .text("Payee"), .id("Statement"), .number("Lines"), .number("Earned"), .number("Payout"),
    ])
    for document in documents {
      table.add([
        Table.Cell(document.payee), Table.Cell(document.id), "\(document.lines.count)",
        "\(document.balance.earned) \(document.currency)",
        "\(document.balance.payout) \(document.currency)",
      ])
    }
    if !documents.isEmpty { try output.show(table) }
    for left in leftOut {
      try StandardStream.output.line("\(left.payee) is left out: \(left.reason)")
    }
    try StandardStream.output.line(
      "Closed \(period): \(documents.count.counted("statement")) issued with it.")
  }
}
