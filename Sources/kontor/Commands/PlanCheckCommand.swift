import ArgumentParser
import Commission
import Ledger
import Money
import Printing
import StrictJSON
import YAMLText

struct PlanCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in a plan file, each with line and column.",
    discussion: """
      Needs no ledger. Exit code 65: the plan has faults, listed as file:line:column: fault. \
      What German law voids or asks for is a warning, with its section; the plan can be used.

        kontor plan check Schemas/plans/examples/key-account-double-credit.yaml

      JSON: {"ok":true,"plan","version","title","currency","effectiveFrom",
        "effectiveTo","clauses":[{"id","line","text"}],
        "warnings":[{"line","column","section","message"}]}; with faults
        {"ok":false,"issues":[{"line","column","message","suggestion"}]}
      """)

  @Argument(help: "The plan, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let plan: Plan
    do throws(LedgerError) {
      plan = try Ledger.readPlan(at: file).plan
    } catch {
      guard case .document(let issues) = error else { throw error }
      guard output.json else { throw error }
      try issues.printAsJSON()
      throw Answer(exit: .badInput)
    }
    try output.json ? printAsJSON(plan) : show(plan)
  }

  private func printAsJSON(_ plan: Plan) throws {
    try printJSON { json in
      json.beginObject()
      json.member("ok", true)
      json.member("plan", plan.id)
      json.member("version", plan.version)
      json.member("title", optional: plan.title)
      json.member("currency", plan.currency.code)
      json.member("effectiveFrom", "\(plan.effectiveFrom)")
      json.member("effectiveTo", optional: plan.effectiveTo.map { "\($0)" })
      json.array("clauses", plan.clauses) { json, clause in
        json.beginObject()
        json.member("id", clause.id)
        json.member("line", clause.line)
        json.member("text", optional: clause.text)
        json.endObject()
      }
      json.warnings(plan.warnings)
      json.endObject()
    }
  }

  private func show(_ plan: Plan) throws {
    let end = plan.effectiveTo.map { " up to, not including, \($0)" } ?? ""
    try StandardStream.output.line(
      """
      \(Style.good.applied(to: "No faults:", on: .output)) plan \(plan.id) version \(plan.version), \
      \(plan.currency), in force from \(plan.effectiveFrom)\(end)
      """)
    var table = Table([.id("Clause"), .number("Line"), .text("Text", minimum: 20)])
    for clause in plan.clauses {
      table.add([
        Table.Cell(clause.id), "\(clause.line)", Table.Cell(clause.text ?? "–"),
      ])
    }
    try output.show(table)
    try PlanWarningReport.show(plan.warnings, of: file)
  }
}
