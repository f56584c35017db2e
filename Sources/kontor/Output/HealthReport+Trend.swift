import AccountHealth
import Money
import Printing
import Projections

extension HealthReport {
  /// Blocks of an eighth of a line's height each.
  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The score at the end of each of the last quarters and on the day, as numbers and as bars.
  func showTrend(_ output: OutputOptions) throws {
    let points =
      answer.trend.map { (label: Self.label($0.day), score: $0.score, band: $0.band) }
      + [(label: "now", score: assessment.score, band: assessment.band)]
    guard points.dropLast().contains(where: { $0.score != nil }) else { return }
    var table = Table([.id("Trend")] + points.map { .number($0.label) })
    table.add([""] + points.map { Table.Cell(Self.bar($0.score), Style($0.band)) })
    table.add([Table.Cell("score")] + points.map { Table.Cell($0.score.map { "\($0)" } ?? "–") })
    try StandardStream.output.line("")
    try output.show(table)
  }

  /// Why the score changed, in parts that add up.
  func showChange(_ output: OutputOptions) throws {
    guard let change = answer.change else { return }
    let parts = change.parts
    var table = Table([
      .id("Why since \(parts.since)"), .number("Points"), .prose("Through"),
    ])
    table.add([
      Table.Cell("then"), Table.Cell(parts.before.exactScore?.points ?? "none"),
      Table.Cell(
        "\(change.knownThen.size.counted("event")) known, model \(change.modelThen.model.words)",
        .faint),
    ])
    for part in parts.parts {
      table.add([
        Table.Cell("  " + part.cause.words), Table.Cell(part.step.change.signedPoints),
        Table.Cell(Self.lines(part.step, limit: output.wide ? .max : 4)),
      ])
    }
    table.add([
      Table.Cell("now", .heading), Table.Cell(parts.after.exactScore?.points ?? "none", .heading),
      Table.Cell("changed by \(parts.change.signedPoints)"),
    ])
    try StandardStream.output.line("")
    try output.show(table)
    if parts.before.exactScore == nil, change.knownThen.size < answer.speaksFor.size {
      let text = """
        Nothing that can be scored was recorded by then. To compare with what is known now of \
        that day, add --since-known-at size:\(answer.speaksFor.size)
        """
      for line in text.wrapped(to: Terminal.columns) { try StandardStream.output.line(line) }
    }
    if !change.lateEvents.isEmpty {
      try StandardStream.output.line(
        "Late or corrected: events \(change.lateEvents.shortened)")
    }
    if !change.newEvents.isEmpty {
      try StandardStream.output.line("New: events \(change.newEvents.shortened)")
    }
  }

  /// The lines of a step, the largest first: `contract-end -2.40 (17 31 +2)`.
  static func lines(_ step: HealthStep, limit: Int = .max, withEvents: Bool = true) -> String {
    let ordered = step.lines.enumerated().sorted {
      ($1.element.change.magnitude, $0.offset) < ($0.element.change.magnitude, $1.offset)
    }
    let more = ordered.count - limit
    return ordered.prefix(limit).map { _, line in
      let name: String
      switch line.subject {
      case .indicator(let id): name = id
      case .cap(let id): name = "cap \(id)"
      }
      let events = withEvents ? (line.gained.isEmpty ? line.lost : line.gained).shortened : ""
      return "\(name) \(line.change.signedPoints)" + (events.isEmpty ? "" : " (\(events))")
    }.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  private static func bar(_ score: Int?) -> String {
    guard let score else { return "" }
    return String(repeating: blocks[min(7, max(0, score * 8 / 100))], count: 3)
  }

  /// Such as 25-Q1.
  private static func label(_ day: CalendarDay) -> String {
    "\("\(day)".dropFirst(2).prefix(2))-Q\((day.month - 1) / 3 + 1)"
  }
}
