import AccountHealth
import Money
import Printing
import Projections
import StrictJSON

/// What a model would change, as text and as JSON.
struct HealthPreviewReport {
  let preview: HealthPreview

  init(_ preview: HealthPreview) {
    self.preview = preview
  }

  func show(_ output: OutputOptions) throws {
    try StandardStream.output.line(
      """
      \(Style.heading.applied(to: preview.candidate.words, on: .output)) beside the models in \
      force, on \(preview.day) \(preview.inForce.words)

      """)
    var totals = Table([
      .id("Day"), .number("Accounts"), .number("Other score"), .number("Other band"),
      .number("Better"), .number("Worse"),
    ])
    for total in preview.totals {
      totals.add([
        "\(total.day)", "\(total.assessed)", "\(total.scoresChanged)", "\(total.bandsChanged)",
        Table.Cell("\(total.better)", total.better > 0 ? .good : .plain),
        Table.Cell("\(total.worse)", total.worse > 0 ? .bad : .plain),
      ])
    }
    try output.show(totals)
    try StandardStream.output.line("")
    let today = preview.shifts.filter { $0.day == preview.day }
    if today.isEmpty {
      try StandardStream.output.line("No account would be in another band on \(preview.day).")
    } else {
      try showShifts(today, output)
    }
    let earlier = preview.shifts.count - today.count
    if earlier > 0 {
      try StandardStream.output.line(
        "\(earlier.counted("other shift")) at the ends of quarters: --json lists them.")
    }
    try StandardStream.output.line("Nothing was recorded.")
    try output.showFooter(preview.speaksFor, preview.quarantined)
  }

  private func showShifts(_ shifts: [HealthPreview.Shift], _ output: OutputOptions) throws {
    var table = Table([
      .text("Account"), .number("From"), .id("Band"), .number("To"), .id("Band"), .prose("Why"),
    ])
    for shift in shifts {
      table.add([
        Table.Cell(shift.account), Table.Cell(shift.scoreBefore.map { "\($0)" } ?? "–"),
        Table.Cell(shift.before.words, Style(shift.before)),
        Table.Cell(shift.scoreAfter.map { "\($0)" } ?? "–"),
        Table.Cell(shift.after.words, Style(shift.after)),
        Table.Cell(
          shift.step.lines.isEmpty
            ? "only the bounds of the bands"
            : HealthReport.lines(shift.step, limit: output.wide ? .max : 4, withEvents: false)),
      ])
    }
    try output.show(table)
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.name("candidate")
    json.beginObject()
    json.member("id", preview.candidate.id)
    json.member("version", preview.candidate.version)
    json.endObject()
    json.member("inForce", preview.inForce)
    json.array("totals", preview.totals) { json, total in
      json.beginObject()
      json.member("day", "\(total.day)")
      json.member("assessed", total.assessed)
      json.member("scoresChanged", total.scoresChanged)
      json.member("better", total.better)
      json.member("worse", total.worse)
      json.member("otherwise", total.otherwise)
      json.endObject()
    }
    json.array("shifts", preview.shifts) { json, shift in
      json.beginObject()
      json.member("account", shift.account)
      json.member("name", optional: shift.name)
      json.member("day", "\(shift.day)")
      json.member("before", shift.before.rawValue)
      json.member("after", shift.after.rawValue)
      json.member("scoreBefore", optional: shift.scoreBefore)
      json.member("scoreAfter", optional: shift.scoreAfter)
      json.lines(shift.step)
      json.endObject()
    }
    json.member("day", "\(preview.day)")
    json.unreadable(preview.quarantined)
    json.speaksFor(preview.speaksFor)
    json.endObject()
  }
}
