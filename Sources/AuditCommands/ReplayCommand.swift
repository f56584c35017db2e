import ArgumentParser
import Audit
import Money
import Printing
import Projections
import StrictJSON

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract:
      "Compute a state, a commission or a statement again, from the records alone (Nachrechnung).",
    discussion: """
      Questions 1 and 2 of an audit: what was known when a statement was approved, and does its \
      computation give the same to the cent?

        \(AuditProgram.words) replay statement st-e-7-2026-03
        \(AuditProgram.words) replay statements
        \(AuditProgram.words) replay account nordwerk --as-of 2026-03-31 --known-at size:1200
        \(AuditProgram.words) replay commission --payee e-7 --period 2026-03 \\
          --known-at size:1200
      """,
    subcommands: [
      ReplayStatementCommand.self, ReplayStatementsCommand.self, ReplayAccountCommand.self,
      ReplayCommissionCommand.self,
    ])
}

struct ReplayAccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "Show an account as it stood, as far as it was known.",
    discussion: """
        \(AuditProgram.words) replay account nordwerk --as-of 2026-03-31 --known-at size:1200

      JSON: as `kontor accounts show --json`
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String

  @Flag(help: "Show what is decided, paid, ended or past as well.")
  var all = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try source.history()
    let standing = try UnknownAccount.explaining(in: history) {
      try StandingQuery(history).standing(account, clocks: clocks.clocks)
    }
    let report = StandingReport(standing, showsAll: all)
    if output.json { return try printJSON { report.write(to: &$0) } }
    try report.show(output)
    try output.showHead(standing.speaksFor)
  }
}

struct ReplayCommissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commission",
    abstract: "Compute commission lines, as far as was known.",
    discussion: """
        \(AuditProgram.words) replay commission --payee e-7 --period 2026-03 \\
          --known-at size:1200

      JSON: {"lines":[…],"failed","unreadable","speaksFor"}; lines as
        `kontor commission lines --json` prints them, "derivation" null
      """)

  @OptionGroup var source: SourceOptions
  @OptionGroup var selection: CommissionSelection
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let query = try CommissionQuery(try source.history(), clocks.clocks)
    let lines = try query.lines(payee: selection.payee, period: selection.period)
    if lines.isEmpty, let unknown = selection.payee.flatMap(query.unknownPayee) {
      throw Failure(.no, "\(unknown)")
    }
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.array("lines", lines) { $0.value($1) }
        json.failed(query.failedDeals)
        json.unreadable(query.quarantined)
        json.speaksFor(query.speaksFor)
        json.endObject()
      }
    }
    var table = Table([
      .id("Day"), .text("Payee", minimum: 6), .text("Deal", minimum: 8),
      .text("Clause", minimum: 8), .number("Amount"), .number("Payable"),
      .id(output.wide ? "Line" : ""),
    ])
    for line in lines {
      table.add([
        "\(line.trigger.day)", Table.Cell(line.payee), Table.Cell(line.deal ?? "–"),
        Table.Cell(line.clause), "\(line.amount)", "\(line.payable)",
        Table.Cell(output.wide ? line.id : "", .faint),
      ])
    }
    for sum in try lines.sums(of: \.amount) {
      table.add([
        Table.Cell("Total", .heading), "", "", "", Table.Cell("\(sum) \(sum.currency)", .heading),
        "", "",
      ])
    }
    try output.show(table)
    if lines.isEmpty { try output.line("No lines at these clocks.") }
    try CommissionReport.showFailed(query.failedDeals)
    try output.showHead(query.speaksFor, leftOut: query.quarantined)
  }
}
