import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct LateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "late",
    abstract:
      "List what was recorded late, or after its period was closed, with its effect (Nachträge).",
    discussion: """
      Question 7 of an audit. Late is what was recorded more than --days days after it happened, \
      and whatever belongs to a period that was closed before. The effect is what the event moved \
      when it was recorded (nachgetragen). In a ledger that was filled from files everything was \
      recorded on the day of the import; --after-close then says more.

        \(AuditProgram.words) late
        \(AuditProgram.words) late --after-close
        \(AuditProgram.words) late --days 90 --account nordwerk --effects 100

      JSON: {"entries":[{"event":{…},"days","closed":{"period","position"},
        "lines":[…]}],"speaksFor"}; "lines" is null where the effect was not
        computed
      """)

  @OptionGroup var source: SourceOptions

  @Option(parsing: .unconditional, help: "More days than this are late.")
  var days = 30

  @Flag(help: "Only what belongs to a period that had been closed.")
  var afterClose = false

  @Option(help: "Only in the history of this account.")
  var account: String?

  @Option(
    parsing: .unconditional, help: "Of how many entries, the newest ones, the effect is computed.")
  var effects = 20

  @Option(
    parsing: .unconditional, help: "How many entries are shown as text, the newest ones.")
  var limit = 50

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard days >= 0, effects >= 0, limit >= 0 else {
      throw ValidationError("--days, --effects and --limit are numbers from 0.")
    }
  }

  func run() throws {
    var scope = LateEntries.Scope()
    (scope.days, scope.onlyAfterClose) = (days, afterClose)
    (scope.account, scope.effects) = (account, effects)
    let progress = ProgressLine("Effects")
    let history = try source.history()
    let late = try LateEntries(history, clocks.clocks, scope) { progress.show($0, of: $1) }
    progress.end()
    if late.entries.isEmpty { try NamesAsked(account: account).check(history, clocks.clocks) }
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.array("entries", late.entries) { $0.value($1) }
        json.speaksFor(late.speaksFor)
        json.endObject()
      }
    }
    try show(late)
    try output.showHead(late.speaksFor)
  }

  private func show(_ late: LateEntries) throws {
    guard !late.entries.isEmpty else { return try output.line("Nothing came late.") }
    var table = Table([
      .id("Day"), .prose("What", minimum: 13), .text("About", minimum: 8), .id("Recorded"),
      .number("Days"), .id("Closed"), .number("Moved"), .number("Position"),
    ])
    let hasRoom = output.wide || Terminal.columns >= 100
    for entry in late.entries.suffix(limit) {
      let moved = try entry.changes.map { changes in
        changes.isEmpty
          ? "0"
          : try changes.sums().map { "\(LineChangeTable.signed($0)) \($0.currency)" }
            .joined(separator: ", ")
      }
      table.add([
        "\(entry.event.day)", Table.Cell(entry.event.summary),
        output.about(entry.event), output.recorded(entry.event),
        Table.Cell(hasRoom ? "\(entry.days)" : ""),
        Table.Cell(entry.closed.map { "\($0.period)" } ?? "", .warning),
        Table.Cell(moved ?? ""), "\(entry.event.stored.position)",
      ])
    }
    try output.show(table)
    let closed = late.entries.count { $0.closed != nil }
    try output.line(
      "\(late.entries.count.counted("event")) came late, \(closed) of them after the close.")
    if late.entries.count > limit {
      try output.line("The newest \(limit) are shown; --limit shows more, --json all.", .faint)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ entry: LateEntries.Entry) {
    beginObject()
    name("event")
    value(entry.event)
    member("days", entry.days)
    name("closed")
    if let closed = entry.closed {
      beginObject()
      member("period", "\(closed.period)")
      member("position", closed.position)
      endObject()
    } else {
      null()
    }
    if let changes = entry.changes {
      self.changes("lines", changes)
    } else {
      name("lines")
      null()
    }
    endObject()
  }
}
