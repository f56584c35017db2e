import ArgumentParser
import Commission
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct PlanSimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Say what the figures would be if a plan were published now (Vorschau).",
    discussion: """
      From the plan's own effective_from to its effective_to; nothing is recorded, and only who \
      looked is noted. Lists the periods of a payee whose total (Provision) changes, and with \
      --lines what changes in them.

        kontor plan simulate draft.yaml
        kontor plan simulate draft.yaml --by quarter --lines
        kontor plan simulate draft.yaml --payee e-7 --period 2026-Q1

      JSON: {"plan","version","effectiveFrom","effectiveTo","objection",
        "periods":[{"payee","period","old","new","difference","payable"}],
        "payees","totals","lines","unchanged","failed","unreadable","speaksFor"},
        lines as `kontor plan diff` prints them, null without --lines; objection
        says why the plan could not be published as it is
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The plan, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(help: "Also the lines that change, each with the reason.")
  var lines = false

  @Option(help: "How long a period is: month, quarter or year.")
  var by = CommissionTotalsCommand.Span.month

  @OptionGroup var selection: CommissionSelection
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let plan = try Ledger.readPlan(at: file).plan
    try ledger.open { ledger in
      let objection = try ledger.objection(to: plan)
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      let difference = try query.difference(
        publishing: plan,
        DifferenceScope(
          payee: selection.payee, period: selection.period, by: by.length))
      try reader.note(
        ledger, "plan simulate", about: [selection.payee.subject], query.speaksFor.size)
      try output.json
        ? printAsJSON(plan, difference, objection) : show(plan, difference, objection)
    }
  }

  private func show(_ plan: Plan, _ difference: PlanDifference, _ objection: String?) throws {
    if let objection {
      let word = Style.warning.applied(to: "Could not be published:", on: .error)
      try StandardStream.error.line("\(word) \(objection.printable())")
    }
    let end = plan.effectiveTo.map { " up to, not including, \($0)" } ?? ""
    try StandardStream.output.line(
      "If plan \(plan.id) version \(plan.version) held from \(plan.effectiveFrom)\(end):")
    let report = PlanDifferenceReport(difference: difference, output: output)
    let changed = difference.periods.filter(\.changes)
    if changed.isEmpty {
      try StandardStream.output.line("Nothing changes.")
    } else {
      if lines { try report.showLines(withPayee: selection.payee == nil) }
      try report.showTotals(changed, others: difference.unchangedPeriods)
    }
    try report.showCounts()
    try StandardStream.output.line("Nothing was recorded.")
    try CommissionReport.showFailed(difference.failedDeals)
    try output.showFooter(difference.speaksFor, difference.quarantined)
  }

  private func printAsJSON(
    _ plan: Plan, _ difference: PlanDifference, _ objection: String?
  ) throws {
    try printJSON { json in
      json.beginObject()
      json.member("plan", plan.id)
      json.member("version", plan.version)
      json.member("effectiveFrom", "\(plan.effectiveFrom)")
      json.member("effectiveTo", optional: plan.effectiveTo.map { "\($0)" })
      json.member("objection", optional: objection)
      json.totals("periods", difference.periods)
      json.totals("payees", difference.payees)
      json.totals("totals", difference.totals)
      if lines {
        json.changedLines(difference)
      } else {
        json.name("lines")
        json.null()
      }
      json.member("unchanged", difference.unchanged)
      json.failed(difference.failedDeals)
      json.unreadable(difference.quarantined)
      json.speaksFor(difference.speaksFor)
      json.endObject()
    }
  }
}
