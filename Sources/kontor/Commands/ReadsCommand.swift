import ArgumentParser
import Ledger
import Money
import Printing
import ReadLog
import StrictJSON

struct ReadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reads",
    abstract: "List who was shown what about whom, and verify the list (Leseprotokoll).",
    discussion: """
        kontor reads
        kontor reads --about employee/e-7 --json | jq '.readings[].actor'
        kontor reads --by e-2

      Noted before anything is shown: statements, lines and previews of commission, figures about \
      an employee, names and values of people, exports. Every entry is a leaf of a Merkle tree of \
      the log's own (RFC 6962), whose newest head is also noted outside it; both are checked here.

      Exit code 74: an entry was changed, taken out or cut off.

      JSON: {"readings":[{"number","time","actor","command","about","purpose",
        "knownSize"}],"head":{"size","root"}}; the head is of the whole log
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Only about this employee, account or person, such as employee/e-7.")
  var about: String?

  @Option(help: "Only of who has this id.")
  var by: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let (readings, head) = try ledger.readings()
      let shown = readings.enumerated().filter { _, reading in
        (by.map { $0 == reading.actor } ?? true)
          && (about.map { reading.about.contains($0) } ?? true)
      }
      if output.json {
        return try printJSON { json in
          json.beginObject()
          json.array("readings", shown) { json, entry in json.value(entry.element, entry.offset) }
          json.head(named: "head", size: head.size, root: head.root)
          json.endObject()
        }
      }
      var table = Table([
        .number("No."), .id("Time"), .text("Who", minimum: 6), .prose("Command", minimum: 12),
        .prose("About", minimum: 22), .prose("Purpose", minimum: 11), .number("Known"),
      ])
      for (number, reading) in shown {
        table.add([
          "\(number)", Table.Cell("\(Instant(microseconds: reading.time))".toTheMinute),
          Table.Cell(reading.actor), Table.Cell(reading.command),
          Table.Cell(reading.about.map { output.wide ? $0 : $0.asShownID }.joined(separator: ", ")),
          Table.Cell(reading.purpose ?? ""), Table.Cell(output.wide ? "\(reading.knownSize)" : ""),
        ])
      }
      if shown.isEmpty {
        try StandardStream.output.line("Nobody read anything like this.")
      } else {
        try output.show(table)
      }
      try StandardStream.output.line(
        Style.faint.applied(
          to: "Sound: \(head.size.counted("reading")), root \(head.root)", on: .output))
    }
  }
}

extension String {
  /// A time in UTC without its seconds.
  fileprivate var toTheMinute: String { String(prefix(16)).replacing("T", with: " ") }

  /// The id of a person is known by its first digits; a subject stays as it is.
  fileprivate var asShownID: String { utf8.count == 32 ? prefix(8) + "…" : self }
}

extension JSONWriter {
  fileprivate mutating func value(_ reading: Reading, _ number: Int) {
    beginObject()
    member("number", number)
    member("time", "\(Instant(microseconds: reading.time))")
    member("actor", reading.actor)
    member("command", reading.command)
    array("about", reading.about) { $0.value($1) }
    member("purpose", optional: reading.purpose)
    member("knownSize", reading.knownSize)
    endObject()
  }
}
