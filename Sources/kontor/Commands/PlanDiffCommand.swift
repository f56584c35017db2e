import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct PlanDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Say what changes between two versions of a plan, over the whole history (Vergleich).",
    discussion: """
      Both are taken as if they had always been in force; other plans stay. A version is \
      published, written plan@version, or a file. Versions of two plans are compared each \
      without the other plan. Each line is a payee, a deal and a clause (Klausel), with the \
      first step of the computation that differs.

        kontor plan diff key-account@1 key-account@2
        kontor plan diff key-account@2 draft.yaml --payee e-7 --period 2026
        kontor plan diff key-account@1 draft.yaml --as-of 2026-06-30

      JSON: {"old":{"plan","version"},"new","lines":[{"payee","account","deal",
        "dealType","period","plan","clause","old","new","difference",
        "payable":{"old","new","difference"},"reason","detail","furtherSteps",
        "oldLines","newLines"}],"unchanged","payees":[{"payee","old","new",
        "difference","payable"}],"totals","failed","unreadable","speaksFor"};
        oldLines and newLines as `kontor commission lines --json` prints them
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(
    help: "The old version: plan@version, or a YAML file.",
    completion: .file(extensions: ["yaml", "yml"]))
  var old: String

  @Argument(
    help: "The new version: plan@version, or a YAML file.",
    completion: .file(extensions: ["yaml", "yml"]))
  var new: String

  @OptionGroup var selection: CommissionSelection
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (from, to) = (try source(old), try source(new))
    try ledger.open { ledger in
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      let difference = try query.difference(
        from: from, to: to,
        DifferenceScope(payee: selection.payee, period: selection.period))
      try reader.note(ledger, "plan diff", about: [selection.payee.subject], query.speaksFor.size)
      try output.json ? printAsJSON(difference, from, to) : show(difference)
    }
  }

  /// What is written as plan@version is published; a file of that name is written ./plan@version.
  private func source(_ text: String) throws -> PlanSource {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, !text.contains("/"), !parts[0].isEmpty, let version = Int(parts[1]) {
      return .published(plan: String(parts[0]), version: version)
    }
    return .text(try Ledger.readPlan(at: text).plan)
  }

  private func show(_ difference: PlanDifference) throws {
    let report = PlanDifferenceReport(difference: difference, output: output)
    if difference.lines.isEmpty {
      try StandardStream.output.line("Nothing changes.")
    } else {
      try report.showLines(withPayee: selection.payee == nil)
      try report.showTotals(difference.payees)
    }
    try report.showCounts()
    try CommissionReport.showFailed(difference.failedDeals)
    try output.showFooter(difference.speaksFor, difference.quarantined)
  }

  private func printAsJSON(
    _ difference: PlanDifference, _ old: PlanSource, _ new: PlanSource
  ) throws {
    try printJSON { json in
      json.beginObject()
      for (name, source) in [("old", old), ("new", new)] {
        json.name(name)
        json.beginObject()
        json.member("plan", source.id)
        json.member("version", source.version)
        json.endObject()
      }
      json.changedLines(difference)
      json.member("unchanged", difference.unchanged)
      json.totals("payees", difference.payees)
      json.totals("totals", difference.totals)
      json.failed(difference.failedDeals)
      json.unreadable(difference.quarantined)
      json.speaksFor(difference.speaksFor)
      json.endObject()
    }
  }
}
