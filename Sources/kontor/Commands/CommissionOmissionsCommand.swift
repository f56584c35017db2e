import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON

struct CommissionOmissionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "omissions",
    abstract: "Say why a deal, or somebody in it, gets nothing (ohne Provision).",
    discussion: """
        kontor commission omissions
        kontor commission omissions --text so-1

      JSON: {"omissions":["…"],"failed":[{"account","deal","position","reason"}],
        "unreadable","speaksFor"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Only with this text.")
  var text: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      let omissions = query.omissions.filter { text.map($0.contains) ?? true }
      try reader.note(ledger, "commission omissions", about: ["ledger"], query.speaksFor.size)
      if output.json {
        try printJSON { json in
          json.beginObject()
          json.array("omissions", omissions) { $0.value($1) }
          json.failed(query.failedDeals)
          json.unreadable(query.quarantined)
          json.speaksFor(query.speaksFor)
          json.endObject()
        }
      } else {
        if omissions.isEmpty {
          try StandardStream.output.line("No deal, and nobody in one, gets nothing.")
        }
        for omission in omissions { try StandardStream.output.line(omission.printable()) }
        try CommissionReport.showFailed(query.failedDeals)
        try output.showFooter(query.speaksFor, query.quarantined)
      }
    }
  }
}
