import AccountHealth
import ArgumentParser
import Ledger
import Money
import Printing
import StrictJSON
import YAMLText

struct HealthModelCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in a model file, each with line and column.",
    discussion: """
      Needs no ledger. Exit code 65: the model has faults, listed as file:line:column: fault.

        kontor health-model check Schemas/health-models/ka-1.yaml

      JSON: {"ok":true,"model","version","title","effectiveFrom","effectiveTo",
        "dimensions":[{"id","weight","indicators":[{"id","weight"}]}],"caps":[{
        "condition","limit"}]}; with faults {"ok":false,"issues":[{"line","column",
        "message","suggestion"}]}; limit is in hundredths of a point
      """)

  @Argument(help: "The model, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let text: HealthModelText
    do throws(LedgerError) {
      text = try Ledger.readHealthModel(at: file).model
    } catch {
      guard case .document(let issues) = error, output.json else { throw error }
      try issues.printAsJSON()
      throw Answer(exit: .badInput)
    }
    try output.json ? printAsJSON(text) : show(text)
  }

  private func printAsJSON(_ text: HealthModelText) throws {
    try printJSON { json in
      json.beginObject()
      json.member("ok", true)
      json.member("model", text.model.id)
      json.member("version", text.model.version)
      json.member("title", text.model.name)
      json.member("effectiveFrom", "\(text.effectiveFrom)")
      json.member("effectiveTo", optional: text.effectiveTo.map { "\($0)" })
      json.array("dimensions", text.model.parts) { json, part in
        json.beginObject()
        json.member("id", part.dimension.rawValue)
        json.member("weight", part.weight)
        json.array("indicators", part.indicators) { json, indicator in
          json.beginObject()
          json.member("id", indicator.id)
          json.member("weight", indicator.weight)
          json.endObject()
        }
        json.endObject()
      }
      json.array("caps", text.model.caps) { json, cap in
        json.beginObject()
        json.member("condition", cap.condition.id)
        json.member("limit", cap.limit)
        json.endObject()
      }
      json.endObject()
    }
  }

  private func show(_ text: HealthModelText) throws {
    let end = text.effectiveTo.map { " up to, not including, \($0)" } ?? ""
    try StandardStream.output.line(
      """
      \(Style.good.applied(to: "No faults:", on: .output)) model \(text.model.words), in force \
      from \(text.effectiveFrom)\(end)
      """)
    var table = Table([.id("Dimension"), .number("Weight"), .id("Indicator"), .number("Of it")])
    for part in text.model.parts {
      for (number, indicator) in part.indicators.enumerated() {
        table.add([
          Table.Cell(number == 0 ? part.dimension.rawValue : ""),
          Table.Cell(number == 0 ? "\(part.weight) %" : ""), Table.Cell(indicator.id),
          Table.Cell("\(indicator.weight) %"),
        ])
      }
    }
    for cap in text.model.caps {
      table.add([
        "cap", "", Table.Cell(cap.condition.id), Table.Cell("≤ \(cap.limit.points)"),
      ])
    }
    try output.show(table)
  }
}
