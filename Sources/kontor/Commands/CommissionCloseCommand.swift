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
      becomes correction lines in the next open period; nothing of the closed one changes.

        kontor commission close --period 2026-03 --approver e-1

      JSON: {"outcome":"recorded","period","statements":[{"statement","payee",
        "earned","payout"}],"head":{"size","root"}}, or {"outcome":"rejected",
        "code","member","reason"} with exit code 1
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
      try output.rejecting { () throws(LedgerError) in
        let closed = try ledger.closePeriod(period, signed, actor: actor.name)
        documents = closed.documents
        return closed.outcome
      }
      let head = try ledger.journal.head()
      try output.json ? printAsJSON(documents, head) : show(documents)
    }
  }

  private func printAsJSON(_ documents: [StatementDocument], _ head: Head) throws {
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
      json.head(head)
      json.endObject()
    }
  }

  private func show(_ documents: [StatementDocument]) throws {
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
    try StandardStream.output.line(
      "Closed \(period): \(documents.count.counted("statement")) issued with it.")
  }
}
