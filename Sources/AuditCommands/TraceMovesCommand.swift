import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct TraceMovesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moves",
    abstract: "List the events between two times that moved amounts.",
    discussion: """
      An event moved an amount when the amount known just before it was recorded is another than \
      the one known just after. The time between is searched by halves; where both ends of a half \
      agree in every line it is not looked into, so an event whose whole effect was taken back in \
      the same half may be missing. --every computes at each event that could move something, \
      which takes long in a large ledger.

        \(AuditProgram.words) trace moves --payee e-7 --period 2026-03 --from size:1200
        \(AuditProgram.words) trace moves --deal so-1 --from size:0 --every

      JSON: {"from":{"size","root"},"moves":[{"event":{…},"lines":[…]}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Option(
    help: "From when: a time such as 2026-03-01T12:00:00Z, or size:1200.",
    transform: ClockOptions.knownAt)
  var from: KnownAt

  @OptionGroup var selection: CommissionSelection

  @Option(help: "Only of this deal.")
  var deal: String?

  @Option(help: "Only this line, by id.")
  var line: String?

  @Flag(help: "Compute at each event that could move something.")
  var every = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try source.history()
    let start = try history.standpoint(Clocks(asOf: clocks.asOf, knownAt: from))
    let end = try history.standpoint(clocks.clocks)
    guard start.size <= end.size else {
      throw Failure(.usage, "--from lies after --known-at; name the earlier of the two first")
    }
    let scope = Movements.Scope(
      payee: selection.payee, period: selection.period, line: line, deal: deal, asOf: clocks.asOf)
    let progress = ProgressLine("Events")
    let moves = try Movements(history).movements(
      scope, from: start.size, to: end.size, every: every
    ) { progress.show($0, of: $1) }
    progress.end()
    if moves.isEmpty {
      try NamesAsked(payee: selection.payee, deal: deal).check(history, clocks.clocks)
    }
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.head(named: "from", size: start.size, root: start.root)
        json.moves("moves", moves)
        json.speaksFor(end)
        json.endObject()
      }
    }
    try MovesTable.show(moves, output)
    try output.showHead(end)
  }
}

/// Events and what they moved.
enum MovesTable {
  static func show(_ moves: [Movements.Movement], _ output: OutputOptions) throws {
    guard !moves.isEmpty else { return try output.line("No event moved an amount.") }
    var table = Table([
      .id("Day"), .prose("What", minimum: 24), .text("By", minimum: 6), .id("Recorded"),
      .number("Lines"), .number("Earned"), .number("Position"),
    ])
    for move in moves {
      let event = move.event
      table.add([
        "\(event.day)", Table.Cell(event.summary), Table.Cell(event.stored.actor ?? ""),
        output.recorded(event), "\(move.changes.count)",
        Table.Cell(
          try move.changes.sums().map { "\(LineChangeTable.signed($0)) \($0.currency)" }
            .joined(separator: ", ")),
        "\(event.stored.position)",
      ])
    }
    try output.show(table)
  }
}

extension JSONWriter {
  mutating func moves(_ name: String, _ moves: [Movements.Movement]) {
    array(name, moves) { json, move in
      json.beginObject()
      json.name("event")
      json.value(move.event)
      json.changes("lines", move.changes)
      json.endObject()
    }
  }
}
