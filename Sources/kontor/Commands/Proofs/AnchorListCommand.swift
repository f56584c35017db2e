import ArgumentParser
import Journal
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct AnchorListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the checkpoints and what outsiders said about each.",
    discussion: """
        kontor anchor list
        kontor anchor list --json | jq '.anchors[-1]'

      Every checkpoint is compared with the history and its signature verified; so is every \
      cosignature. Of a time stamp the imprint is compared; its own signature is for `openssl ts \
      -verify -data CHECKPOINT -in STAMP -CAfile CA`.

      JSON: {"anchors":[{"origin","size","root","file",
        "words":[{"kind","by","time","age"}]}]}, the smallest first; kind is
        cosignature or timestamp, by the witness's name or the stamp's file, age in
        seconds
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (list, now) = try ledger.open { ledger in
      (try ledger.anchorWords(), Journal.systemClock())
    }
    try output.json ? printAsJSON(list, now) : show(list, now)
  }

  private func printAsJSON(
    _ list: [(AnchorDirectory.Entry, [OutsideWord])], _ now: Int64
  ) throws {
    try printJSON { json in
      json.beginObject()
      json.array("anchors", list) { json, anchor in
        json.beginObject()
        json.members(of: anchor.0)
        json.array("words", anchor.1) { json, word in
          json.beginObject()
          json.member("kind", word.kind)
          json.member("by", word.speaker)
          json.member("time", word.time)
          json.member("age", optional: word.age(now))
          json.endObject()
        }
        json.endObject()
      }
      json.endObject()
    }
  }

  private func show(_ list: [(AnchorDirectory.Entry, [OutsideWord])], _ now: Int64) throws {
    guard !list.isEmpty else {
      return try StandardStream.output.line("No checkpoint yet; `kontor checkpoint` signs one.")
    }
    var table = Table([
      .number("Size"), .text("What"), .text("By", minimum: 12), .id("Time"), .id("Age"),
      .text("Log", minimum: 20),
    ])
    for (entry, words) in list {
      let size = Table.Cell("\(entry.checkpoint.size)")
      let origin = Table.Cell(entry.checkpoint.origin.printable())
      if words.isEmpty { table.add([size, Table.Cell("–", .faint), "", "", "", origin]) }
      for word in words {
        table.add([
          size, Table.Cell(word.kind), Table.Cell(word.speakerText.printable()),
          Table.Cell(word.time), Table.Cell(word.age(now).map { AgeText.text(seconds: $0) } ?? ""),
          origin,
        ])
      }
    }
    try output.show(table)
  }
}
