import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct PresentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "present",
    abstract: "Say whether an event was there on a day, and which roots cover it.",
    discussion: """
      Question 10 of an audit. The answer names the event's leaf hash, the first root that covers \
      it, and the size and root of the journal at the end of the day (UTC). Whoever noted that \
      head, or a later one, on or before that day can compare it; the date itself rests on the \
      ledger's own clock unless a head was noted elsewhere.

        \(AuditProgram.words) present 4711
        \(AuditProgram.words) present inv-88 --of-source urn:erp --by 2026-03-31

      Exit code with --by: 0 it was recorded by then; 1 it was not.

      JSON: {"event":{…},"leafHash","first":{"size","root"},
        "by":{"day","size","root"},"present","speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The event's position, or its id.")
  var event: String

  @Option(name: .customLong("of-source"), help: "The system that gave the event its id.")
  var system: String?

  @Option(help: "By the end of this day.", transform: { try CalendarDay(parsing: $0) })
  var by: CalendarDay?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try source.history()
    let position = try EventSearch.position(event, system, history)
    let presence = try Presence(of: position, history, by: by)
    try output.json ? printAsJSON(presence) : show(presence)
    if !presence.wasThere { throw Answer.no }
  }

  private func show(_ presence: Presence) throws {
    let stored = presence.event.stored
    try output.line(presence.event.summary, .heading)
    try output.line("Position \(stored.position), recorded \(stored.recorded)")
    try output.line("Leaf hash \(presence.leafHash)")
    try output.line(
      "Covered since size \(presence.firstSize), root \(presence.firstRoot)")
    if let end = presence.dayEnd {
      let word = presence.wasThere ? "It was there" : "It was not there"
      try output.line(
        "\(word) at the end of \(end.day): size \(end.size), root \(end.root)",
        presence.wasThere ? .good : .bad)
    }
    try output.showHead(presence.speaksFor)
  }

  private func printAsJSON(_ presence: Presence) throws {
    try printJSON { json in
      json.beginObject()
      json.name("event")
      json.value(presence.event)
      json.member("leafHash", "\(presence.leafHash)")
      json.head(named: "first", size: presence.firstSize, root: presence.firstRoot)
      json.name("by")
      if let end = presence.dayEnd {
        json.beginObject()
        json.member("day", "\(end.day)")
        json.member("size", end.size)
        json.member("root", "\(end.root)")
        json.endObject()
      } else {
        json.null()
      }
      json.member("present", presence.wasThere)
      json.speaksFor(presence.speaksFor)
      json.endObject()
    }
  }
}
