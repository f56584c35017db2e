import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct ErasuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erasures",
    abstract:
      "List erasures of personal data, and say whether amounts still reproduce (Löschungen).",
    discussion: """
      Question 14 of an audit. Every erasure with its day and its basis; then every statement that \
      was issued is computed again, from records that hold no personal value.

        \(AuditProgram.words) erasures

      Exit code: 0 every statement is identical; 1 one is not.

      JSON: {"erasures":[{event members…}],"statements":{"identical","other"},
        "speaksFor"}
      """)

  @OptionGroup var source: SourceOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try source.history()
    let erasures = try Privileged(history, clocks.clocks, kinds: [.erasure])
    var replays = try StatementReplays(history, clocks.clocks)
    let issued = replays.issued
    var identical = 0
    for statement in issued where try replays.replay(statement).verdict == .identical {
      identical += 1
    }
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.array("erasures", erasures.uses) { $0.value($1.event) }
        json.name("statements")
        json.beginObject()
        json.member("identical", identical)
        json.member("other", issued.count - identical)
        json.endObject()
        json.speaksFor(erasures.speaksFor)
        json.endObject()
      }
    } else {
      try show(erasures.uses)
      try output.line(
        """
        \(issued.count.counted("statement")) computed again, \(identical) identical, \
        \(issued.count - identical) not.
        """, identical == issued.count ? .good : .bad)
      try output.showHead(erasures.speaksFor)
    }
    if identical != issued.count { throw Answer.no }
  }

  private func show(_ uses: [Privileged.Use]) throws {
    guard !uses.isEmpty else { return try output.line("Nothing was erased.") }
    var table = Table([
      .id("Recorded"), .prose("What", minimum: 20), .text("About", minimum: 10),
      .text("By", minimum: 6), .number("Position"),
    ])
    for use in uses {
      table.add([
        output.recorded(use.event), Table.Cell(use.event.summary),
        Table.Cell(use.event.stored.subject), Table.Cell(use.event.stored.actor ?? "–"),
        "\(use.event.stored.position)",
      ])
    }
    try output.show(table)
  }
}
