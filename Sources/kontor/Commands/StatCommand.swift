import ArgumentParser
import Journal
import Ledger
import Money
import Printing
import StrictJSON

struct StatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stat",
    abstract: "Say what the ledger is and how much it holds (Überblick).",
    discussion: """
        kontor stat
        kontor stat --json | jq '.types'

      JSON: {"ledger","name","currency","timeZone","head":{"size","root"},"streams",
        "lastRecorded","bytes":{"records","journal","index"},
        "checkpoint":{"size","count"} or null,
        "outsideAnchor":{"kind","by","size","time","age"} or null,
        "types":{"<type>":count}}; the counts begin with the largest
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let statistics = try ledger.statistics()
      let anchors = AnchorSummary(try ledger.anchorWords(), now: Journal.systemClock())
      try output.json
        ? printAsJSON(statistics, anchors, ledger.path) : show(statistics, anchors, ledger.path)
    }
  }

  private func printAsJSON(
    _ found: LedgerStatistics, _ anchors: AnchorSummary, _ path: String
  ) throws {
    try printJSON { json in
      json.beginObject()
      json.member("ledger", path)
      json.member("name", found.terms.name)
      json.member("currency", found.terms.currency.code)
      json.member("timeZone", found.terms.timeZone)
      json.head(found.head)
      json.member("streams", found.head.streams)
      json.member("lastRecorded", "\(Instant(microseconds: found.head.recorded))")
      json.name("bytes")
      json.beginObject()
      json.member("records", found.recordBytes)
      json.member("journal", found.journalBytes)
      json.member("index", found.indexBytes)
      json.endObject()
      anchors.write(to: &json)
      json.name("types")
      json.beginObject()
      for entry in found.countsByType { json.member(entry.type, entry.count) }
      json.endObject()
      json.endObject()
    }
  }

  private func show(
    _ found: LedgerStatistics, _ anchors: AnchorSummary, _ path: String
  ) throws {
    var facts = Table([.id(""), .text("", minimum: 20)])
    facts.add([Table.Cell("Ledger", .faint), Table.Cell(found.terms.name, .heading)])
    facts.add([Table.Cell("Directory", .faint), Table.Cell(path)])
    facts.add([Table.Cell("Currency", .faint), "\(found.terms.currency.code)"])
    facts.add([Table.Cell("Time zone", .faint), Table.Cell(found.terms.timeZone)])
    facts.add([
      Table.Cell("Size", .faint),
      "\(found.head.size.counted("event")) in \(found.head.streams.counted("stream"))",
    ])
    facts.add([Table.Cell("Root", .faint), "\(found.head.root)"])
    facts.add([
      Table.Cell("Last recorded", .faint), "\(Instant(microseconds: found.head.recorded))",
    ])
    facts.add([
      Table.Cell("On disk", .faint),
      """
      records \(ByteCount(found.recordBytes)), journal \(ByteCount(found.journalBytes)), \
      index \(ByteCount(found.indexBytes))
      """,
    ])
    facts.add([Table.Cell("Checkpoints", .faint), Table.Cell(anchors.checkpoints)])
    facts.add([Table.Cell("Newest anchor", .faint), Table.Cell(anchors.newestWord)])
    try output.show(facts)
    try StandardStream.output.line("")
    var types = Table([.text("Type", minimum: 30), .number("Events")])
    for entry in found.countsByType { types.add([Table.Cell(entry.type), "\(entry.count)"]) }
    try output.show(types)
  }
}
