import ArgumentParser
import Journal
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the ledger's events to standard output (Ausgabe).",
    discussion: """
      ndjson writes CloudEvents, one on each line, as `kontor import` reads them; json writes \
      them as one list. records writes the stored bytes, each record after its length as a \
      32-bit big-endian number: what the leaves of the Merkle tree are, for computing the root \
      without this program.

      Names and notes about people never leave the vault: an export has their digests. Who \
      exports is noted (`kontor reads`).

        kontor export > events.ndjson
        kontor export --format json --from 100 --to 200
        kontor export --format records | sha256sum

      With --tiles it signs a checkpoint and writes the whole log to a directory as C2SP \
      tlog-tiles says: tiles, bundles of entries, the checkpoint, and its public key. Anybody can \
      verify that without this program; `kontor verify DIR --key VKEY` does it with. Into an \
      earlier export of this ledger only what is new is written.

        kontor export --tiles /srv/www/nordwerk-log

      JSON with --tiles: {"origin","size","root","file","directory","oldSize",
        "files"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "ndjson, json or records.")
  var format = ExportFormat.ndjson

  @Option(
    parsing: .unconditional, help: "The first position.", transform: WholeNumber.position)
  var from: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: "The position before which the export ends; without it the whole ledger.",
    transform: WholeNumber.position)
  var to: UInt64?

  @Option(
    help: ArgumentHelp("Write tiles, entries and a checkpoint here.", valueName: "dir"),
    completion: .directory)
  var tiles: String?

  @Flag(help: "The same as --format json; with --tiles, print the outcome as one JSON value.")
  var json = false

  @OptionGroup var reader: ReaderOptions

  func validate() throws {
    guard from <= to ?? .max else {
      throw ValidationError("--from lies behind --to; the positions count up.")
    }
    guard tiles == nil || (from == 0 && to == nil && format == .ndjson) else {
      throw ValidationError("--tiles writes the whole log; leave out --format, --from and --to.")
    }
  }

  func run() throws {
    if let tiles { return try exportTiles(to: tiles) }
    try ledger.open { ledger in
      let size = try ledger.journal.head().size
      guard from < max(1, size) else {
        throw Failure(
          .badInput,
          "--from \(from): the ledger has \(size) events, the last one at position \(max(1, size) - 1)"
        )
      }
      try reader.note(ledger, "export", about: ["ledger"], size)
      var failure: Failure?
      do {
        try ledger.export(json ? .json : format, from: from, to: to ?? .max) {
          piece throws(LedgerError) in
          do throws(Failure) {
            try StandardStream.output.write(piece)
          } catch {
            failure = error
            throw .file(path: "standard output", reason: error.message)
          }
        }
      } catch {
        throw failure ?? Failure(error)
      }
    }
  }
}

extension ExportCommand {
  private func exportTiles(to target: String) throws {
    let export = try ledger.open { ledger in
      let size = try ledger.journal.head().size
      try reader.note(ledger, "export --tiles", about: ["ledger"], size)
      let progress = ProgressLine("Writing", of: Int(size))
      defer { progress.end() }
      return try ledger.exportTiles(to: target, actor: reader.actor.name) { progress.show(Int($0)) }
    }
    let size = export.checkpoint.checkpoint.size
    guard json else {
      return try StandardStream.output.line(
        """
        Wrote \(export.fileCount.counted("file")) to \(target): size \(size), \
        root \(export.checkpoint.checkpoint.root)\
        \(export.oldSize > 0 ? "; size \(export.oldSize) was there" : "")
        """)
    }
    try printJSON { json in
      json.beginObject()
      json.members(of: export.checkpoint)
      json.member("directory", target)
      json.member("oldSize", export.oldSize)
      json.member("files", export.fileCount)
      json.endObject()
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
