import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionTotalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "totals",
    abstract: "Say what each payee gets in each period (Summen).",
    discussion: """
      What is earned (Provision) and, where it differs, what of it may be paid (auszahlbar).

        kontor commission totals
        kontor commission totals --period 2026 --by quarter
        kontor commission totals --payee e-7

      JSON: {"totals":[{"payee","period","lines","amount":{"amount","currency"},
        "payable"}],"failed","unreadable","speaksFor"}
      """)

  enum Span: String, CaseIterable, ExpressibleByArgument {
    case month, quarter, year

    var length: Period.Length {
      switch self {
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      }
    }
  }

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var selection: CommissionSelection

  @Option(help: "How long a period is: month, quarter or year.")
  var by = Span.month

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      let totals = try query.totals(
        payee: selection.payee, period: selection.period, by: by.length)
      try reader.note(
        ledger, "commission totals", about: [selection.payee.subject], query.speaksFor.size)
      try output.json ? printAsJSON(query, totals) : show(query, totals)
    }
  }

  private func printAsJSON(_ query: CommissionQuery, _ totals: [CommissionTotal]) throws {
    try printJSON { json in
      json.beginObject()
      json.array("totals", totals) { json, total in
        json.beginObject()
        json.member("payee", total.payee)
        json.member("period", "\(total.period)")
        json.member("lines", total.lineCount)
        json.member("amount", total.amount)
        json.member("payable", total.payable)
        json.endObject()
      }
      json.failed(query.failedDeals)
      json.unreadable(query.quarantined)
      json.speaksFor(query.speaksFor)
      json.endObject()
    }
  }

  private func show(_ query: CommissionQuery, _ totals: [CommissionTotal]) throws {
    let showsPayable = totals.contains { $0.payable != $0.amount }
    var table = Table([
      .text("Payee"), .id("Period"), .number("Lines"), .number("Amount"), .number("Payable"),
    ])
    for total in totals {
      table.add([
        Table.Cell(total.payee), "\(total.period)", "\(total.lineCount)",
        "\(total.amount) \(total.amount.currency.code)",
        Table.Cell(showsPayable ? "\(total.payable)" : ""),
      ])
    }
    if totals.isEmpty {
      try StandardStream.output.line("Nobody gets anything here.")
    } else {
      try output.show(table)
    }
    try CommissionReport.showFailed(query.failedDeals)
    try output.showFooter(query.speaksFor, query.quarantined)
  }
}
