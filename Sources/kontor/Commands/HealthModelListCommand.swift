import AccountHealth
import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct HealthModelListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the published models and say which one holds on a day.",
    discussion: """
      Of several that hold on a day the one published last scores; on days of none the built-in \
      model KA-1 does. Without --as-of the day is that of the last event recorded.

        kontor health-model list
        kontor health-model list --as-of 2025-12-31 --known-at size:1200

      JSON: {"models":[{"model","version","effectiveFrom","effectiveTo",
        "worksAgreement","sha256","position","recorded"}],"day","inForce":{"id",
        "version","publication"},"unreadable","speaksFor"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let history = History(ledger.journal)
      let models = try HealthModels(history, clocks.clocks)
      let day = try history.day(of: models.speaksFor)
      try output.json ? printAsJSON(models, day) : show(models, day)
    }
  }

  private func printAsJSON(_ models: HealthModels, _ day: CalendarDay) throws {
    try printJSON { json in
      json.beginObject()
      json.array("models", models.published) { json, model in
        json.beginObject()
        json.member("model", model.text.model.id)
        json.member("version", model.text.model.version)
        json.member("effectiveFrom", "\(model.text.effectiveFrom)")
        json.member("effectiveTo", optional: model.text.effectiveTo.map { "\($0)" })
        json.member("worksAgreement", optional: model.text.worksAgreement)
        json.member("sha256", model.sha256)
        json.member("position", model.position)
        json.member("recorded", "\(model.recorded)")
        json.endObject()
      }
      json.member("day", "\(day)")
      json.member("inForce", models.inForce(on: day))
      json.unreadable(models.unreadable)
      json.speaksFor(models.speaksFor)
      json.endObject()
    }
  }

  private func show(_ models: HealthModels, _ day: CalendarDay) throws {
    var table = Table([
      .text("Model"), .number("Version"), .id("From"), .id("Before"), .text("Agreement"),
      .number("Position"), .text("SHA-256", minimum: 8),
    ])
    for model in models.published {
      table.add([
        Table.Cell(model.text.model.id), "\(model.text.model.version)",
        "\(model.text.effectiveFrom)",
        Table.Cell(model.text.effectiveTo.map { "\($0)" } ?? "–"),
        Table.Cell(model.text.worksAgreement ?? ""), "\(model.position)",
        Table.Cell(model.sha256, .faint),
      ])
    }
    if !models.published.isEmpty { try output.show(table) }
    try StandardStream.output.line(
      "On \(day) the model \(models.inForce(on: day).words), scores.")
    try output.showFooter(models.speaksFor, models.unreadable)
  }
}
