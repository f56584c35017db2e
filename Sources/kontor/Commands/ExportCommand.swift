import ArgumentParser
import Ledger
import Printing

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the ledger's events to standard output.",
    discussion: """
      ndjson writes CloudEvents, one on each line, as `kontor import` reads them; json writes \
      them as one list. records writes the stored bytes, each record after its length as a \
      32-bit big-endian number: what the leaves of the Merkle tree are, for computing the root \
      without this program.

        kontor export > events.ndjson
        kontor export --format json --from 100 --to 200
        kontor export --format records | sha256sum
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "ndjson, json or records.")
  var format = ExportFormat.ndjson

  @Option(help: "The first position.")
  var from: UInt64 = 0

  @Option(help: "The position before which the export ends; without it the whole ledger.")
  var to: UInt64?

  @Flag(help: "The same as --format json.")
  var json = false

  func validate() throws {
    guard from <= to ?? .max else {
      throw ValidationError("--from lies behind --to; the positions count up.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
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

extension ExportFormat: ExpressibleByArgument {}
