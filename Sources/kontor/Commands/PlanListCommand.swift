import ArgumentParser
import Ledger
import Money
import Printing
import StrictJSON

struct PlanListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the published plans.",
    discussion: """
        kontor plan list

      JSON: {"plans":[{"plan","version","effectiveFrom","effectiveTo",
        "worksAgreement","sha256","position","recorded"}]}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let plans = try ledger.open { try $0.publishedPlans() }
    try output.json ? printAsJSON(plans) : show(plans)
  }

  private func printAsJSON(_ plans: [PublishedPlanEvent]) throws {
    try printJSON { json in
      json.beginObject()
      json.array("plans", plans) { json, plan in
        json.beginObject()
        json.member("plan", plan.id)
        json.member("version", plan.version)
        json.member("effectiveFrom", "\(plan.effectiveFrom)")
        json.member("effectiveTo", optional: plan.effectiveTo.map { "\($0)" })
        json.member("worksAgreement", optional: plan.worksAgreement)
        json.member("sha256", plan.sha256)
        json.member("position", plan.position)
        json.member("recorded", "\(plan.recorded)")
        json.endObject()
      }
      json.endObject()
    }
  }

  private func show(_ plans: [PublishedPlanEvent]) throws {
    guard !plans.isEmpty else {
      return try StandardStream.output.line(
        "No plan was published yet; `kontor plan publish FILE` publishes one.")
    }
    var table = Table([
      .text("Plan"), .number("Version"), .id("From"), .id("Before"), .text("Agreement"),
      .number("Position"),
    ])
    for plan in plans {
      table.add([
        Table.Cell(plan.id), "\(plan.version)", "\(plan.effectiveFrom)",
        Table.Cell(plan.effectiveTo.map { "\($0)" } ?? "–"),
        Table.Cell(plan.worksAgreement ?? "–"), "\(plan.position)",
      ])
    }
    try output.show(table)
  }
}
