import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct PrivilegedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "privileged",
    abstract:
      "List uses of privileged functions, and where the clock of recording looks odd (Sonderrechte).",
    discussion: """
      Question 15 of an audit: signing keys, successions after a restore, rules published, periods \
      closed, read models rebuilt, promoted and rolled back, exports, imports, erasures and holds, \
      figures about employees, corrections. Who read what about whom: `kontor reads`. Of the clock: \
      facts recorded before they are said to have happened, long times without a record, and very \
      many records of one time. Whether old decisions still replay: `replay statements`.

        \(AuditProgram.words) privileged
        \(AuditProgram.words) privileged --kind export --kind figures
        \(AuditProgram.words) privileged --quiet-days 7

      JSON: {"uses":[{"kind","event":{…},"approver"}],
        "clock":[{"kind":"future"|"standing"|"jump","position","recorded",
        "detail"}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Option(
    help: ArgumentHelp(
      "Only of this kind; may be repeated: \(Privileged.Kind.words).", valueName: "kind"),
    completion: .list(Privileged.Kind.allCases.map(\.rawValue)),
    transform: { text in
      guard let kind = Privileged.Kind(rawValue: text) else {
        throw ValidationError("the kinds are \(Privileged.Kind.words)")
      }
      return kind
    })
  var kind: [Privileged.Kind] = []

  @Option(parsing: .unconditional, help: "So many days without a record are odd.")
  var quietDays = 30

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if quietDays < 1 { throw ValidationError("--quiet-days is a number from 1.") }
  }

  func run() throws {
    let answer = try Privileged(
      try source.history(), clocks.clocks,
      kinds: kind.isEmpty ? Set(Privileged.Kind.allCases) : Set(kind), quietDays: quietDays)
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.array("uses", answer.uses) { json, use in
          json.beginObject()
          json.member("kind", use.kind.rawValue)
          json.name("event")
          json.value(use.event)
          json.member("approver", optional: use.approver)
          json.endObject()
        }
        json.array("clock", answer.anomalies) { json, anomaly in
          json.beginObject()
          json.member("kind", anomaly.kind.rawValue)
          json.member("position", anomaly.position)
          json.member("recorded", "\(anomaly.recorded)")
          json.member("detail", anomaly.detail)
          json.endObject()
        }
        json.speaksFor(answer.speaksFor)
        json.endObject()
      }
    }
    try show(answer)
    try output.showHead(answer.speaksFor)
  }

  private func show(_ answer: Privileged) throws {
    var table = Table([
      .id("Recorded"), .id("Kind"), .prose("What", minimum: 24), .text("By", minimum: 6),
      .text("Approver", minimum: 8), .number("Position"),
    ])
    for use in answer.uses {
      table.add([
        output.recorded(use.event), Table.Cell(use.kind.rawValue),
        Table.Cell(use.event.summary), Table.Cell(use.event.stored.actor ?? "–"),
        Table.Cell(use.approver ?? ""), "\(use.event.stored.position)",
      ])
    }
    if answer.uses.isEmpty {
      try output.line("No privileged function was used.")
    } else {
      try output.show(table)
    }
    guard !answer.anomalies.isEmpty else {
      return try output.line("The times of recording show nothing odd.")
    }
    try output.line("")
    try output.line("Odd times of recording", .heading)
    var odd = Table([.id("Recorded"), .prose("What", minimum: 24), .number("Position")])
    for anomaly in answer.anomalies {
      odd.add([
        Table.Cell(anomaly.recorded.minuteText),
        Table.Cell(anomaly.detail, .warning), "\(anomaly.position)",
      ])
    }
    try output.show(odd)
  }
}

extension Privileged.Kind {
  fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
