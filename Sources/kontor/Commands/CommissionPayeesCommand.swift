import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionPayeesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payees",
    abstract: "List who has commission lines (Provisionsberechtigte).",
    discussion: """
        kontor commission payees
        kontor commission payees --period 2026-03

      JSON: {"payees":["…"],"speaksFor"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(
    help: "Only of this month, quarter or year: 2026-03, 2026-Q1, 2026.",
    transform: { try Period(parsing: $0) })
  var period: Period?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      let payees =
        try period.map { Set(try query.totals(period: $0).map(\.payee)).sorted() } ?? query.payees
      if output.json {
        try printJSON { json in
          json.beginObject()
          json.array("payees", payees) { $0.value($1) }
          json.speaksFor(query.speaksFor)
          json.endObject()
        }
      } else {
        if payees.isEmpty {
          try StandardStream.output.line(
            "Nobody has a line; `kontor commission omissions` says why a deal gives nothing.")
        }
        for payee in payees { try StandardStream.output.line(payee.printable()) }
        try output.showFooter(query.speaksFor, query.quarantined)
      }
    }
  }
}
