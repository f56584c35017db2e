import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract:
      "From a figure to its events, and from an event to every figure it moved (Rückverfolgung).",
    discussion: """
      `trace line` lists the events that a commission line rests on. `trace event` computes just \
      before and just after the event was recorded, and lists the commission lines whose amounts \
      differ, the statements that state or correct them, the payouts of these, and the health \
      score. `trace moves` goes from changed amounts to the events between two times that changed \
      them.

        \(AuditProgram.words) trace line order/so-1/key-account/doppelte-provision/kam/e-7
        \(AuditProgram.words) trace event 4711
        \(AuditProgram.words) trace event inv-88 --of-source urn:erp
        \(AuditProgram.words) trace moves --payee e-7 --period 2026-03 --from size:1200
      """,
    subcommands: [TraceLineCommand.self, TraceEventCommand.self, TraceMovesCommand.self],
    defaultSubcommand: TraceLineCommand.self)
}

struct TraceLineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "line",
    abstract: "List the events that a commission line rests on (the default).",
    discussion: """
        \(AuditProgram.words) trace line so-1 --payee e-7

      JSON: {"line","amount","statements":[{"statement","position"}],"events":[{
        "position","recorded","day","type","subject","id","source","actor",
        "summary","amendment"}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The line's id, or the id of a deal.")
  var line: String

  @Option(help: "Of a deal's lines only that of this one of our people, by id.")
  var payee: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try source.history()
    let query = try CommissionQuery(history, clocks.clocks)
    let found = try find(query, history)
    let trace = try TraceQuery(history, clocks.clocks)
    let events = try trace.sources(of: found)
    let statements = trace.statements(with: found.id)
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("line", found.id)
        json.member("amount", found.amount)
        json.array("statements", statements) { json, statement in
          json.beginObject()
          json.member("statement", statement.statement)
          json.member("position", statement.position)
          json.endObject()
        }
        json.array("events", events) { $0.value($1) }
        json.speaksFor(trace.speaksFor)
        json.endObject()
      }
    }
    try output.line(
      "\(found.amount) \(found.amount.currency) for \(found.payee), line \(found.id)", .heading)
    var table = Table([
      .id("Day"), .prose("What", minimum: 20), .text("About", minimum: 10), .text("Recorded by"),
      .id("Recorded"), .number("Position"),
    ])
    for event in events {
      table.add([
        "\(event.day)", Table.Cell(event.summary), output.about(event),
        Table.Cell(event.stored.actor ?? ""), output.recorded(event),
        "\(event.stored.position)",
      ])
    }
    try output.show(table)
    for statement in statements {
      try output.line(
        "Stated in \(statement.statement) (position \(statement.position)): \(statement.line.amount)"
      )
    }
    try output.showHead(trace.speaksFor)
  }
}

extension TraceLineCommand {
  /// The line that is meant; an event's id is answered with the command for events.
  private func find(_ query: CommissionQuery, _ history: History) throws -> CommissionEntry {
    do {
      return try LineSearch.one(line, payee: payee, query)
    } catch {
      guard try query.lines().allSatisfy({ $0.deal != line }),
        try history.position(named: line, source: nil) != nil
      else { throw error }
      throw Failure(
        .no,
        """
        \(line) is an event and no line; `\(AuditProgram.words) trace event \(line)` says what it \
        moved
        """)
    }
  }
}

struct TraceEventCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event",
    abstract: "List every figure that an event moved.",
    discussion: """
      The health score is that of the day of recording; --as-of names another day.

        \(AuditProgram.words) trace event 4711

      JSON: {"event","lines":[{"line","payee","account","deal","day","plan",
        "clause","before","after","difference","payableDifference"}],
        "statements":[{"statement","position","line","amount","correction"}],
        "payouts":[{"payout","payee","amount","position"}],
        "health":{"account","day","before","after"},"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The event's position, or its id.")
  var event: String

  @Option(
    name: .customLong("of-source"), help: "The system that gave the event its id.")
  var system: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try source.history()
    let position = try EventSearch.position(event, system, history)
    let trace = try TraceQuery(history, clocks.clocks)
    let effects = try trace.effects(of: position, asOf: clocks.asOf)
    try output.json ? printAsJSON(effects, trace.speaksFor) : show(effects, trace.speaksFor)
  }

  private func show(_ effects: TraceQuery.Effects, _ standpoint: Standpoint) throws {
    let event = effects.event
    try output.line("\(event.summary)", .heading)
    try output.line(
      """
      Position \(event.stored.position), \(event.stored.subject), happened \(event.day), recorded \
      \(event.stored.recorded) by \(event.stored.actor ?? "nobody named")
      """)
    if effects.lines.isEmpty {
      try output.line("It moved no commission line when it was recorded.")
    } else {
      try LineChangeTable.show(effects.lines, output)
    }
    if !effects.stated.isEmpty {
      var table = Table([
        .text("Statement", minimum: 12), .number("Amount"), .prose("How", minimum: 16),
        .number("Position"),
      ])
      for stated in effects.stated {
        table.add([
          Table.Cell(stated.statement), "\(stated.line.amount)",
          Table.Cell(stated.line.correction.map { "corrects: \($0.reason)" } ?? "states the line"),
          "\(stated.position)",
        ])
      }
      try output.show(table)
    }
    for payout in effects.payouts {
      try output.line(
        """
        Paid by \(payout.id) (position \(payout.position)): \(payout.amount) \
        \(payout.amount.currency) to \(payout.payee)
        """)
    }
    if let health = effects.health {
      func score(_ score: Int?) -> String { score.map { "\($0)" } ?? "none" }
      try output.line(
        """
        Health of \(health.account) on \(health.day): \(score(health.before)) before, \
        \(score(health.after)) after
        """)
    } else {
      try output.line("It moved no health score.")
    }
    try output.showHead(standpoint)
  }

  private func printAsJSON(_ effects: TraceQuery.Effects, _ standpoint: Standpoint) throws {
    try printJSON { json in
      json.beginObject()
      json.name("event")
      json.value(effects.event)
      json.changes("lines", effects.lines)
      json.array("statements", effects.stated) { json, stated in
        json.beginObject()
        json.member("statement", stated.statement)
        json.member("position", stated.position)
        json.member("line", stated.line.id)
        json.member("amount", stated.line.amount)
        json.member("correction", optional: stated.line.correction?.reason)
        json.endObject()
      }
      json.array("payouts", effects.payouts) { json, payout in
        json.beginObject()
        json.member("payout", payout.id)
        json.member("payee", payout.payee)
        json.member("amount", payout.amount)
        json.member("position", payout.position)
        json.endObject()
      }
      json.name("health")
      if let health = effects.health {
        json.beginObject()
        json.member("account", health.account)
        json.member("day", "\(health.day)")
        json.member("before", optional: health.before)
        json.member("after", optional: health.after)
        json.endObject()
      } else {
        json.null()
      }
      json.speaksFor(standpoint)
      json.endObject()
    }
  }
}

/// Finds the event that somebody means.
enum EventSearch {
  static func position(_ text: String, _ system: String?, _ history: History) throws -> UInt64 {
    if let position = try history.position(named: text, source: system) { return position }
    throw Failure(
      .no,
      """
      there is no event \(text)\(system.map { " of \($0)" } ?? "") among these records; name a \
      position, or an id with --of-source
      """)
  }
}
