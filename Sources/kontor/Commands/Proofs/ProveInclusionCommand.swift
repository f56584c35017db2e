import ArgumentParser
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct ProveInclusionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inclusion",
    abstract: "Show that an event stands under a signed checkpoint.",
    discussion: """
        kontor prove inclusion 14 --record event.bin > event.tlog-proof
        kontor verify event.tlog-proof --record event.bin --key "$(kontor key show)"

      Prints a proof file (C2SP tlog-proof) with the newest checkpoint, or the one of --at, and \
      the cosignatures that are kept with it. Nothing is signed for it: sign first with `kontor \
      checkpoint`. The event's own bytes go to the file of --record; the proof is worth nothing \
      without them.

      Exit code 1: no checkpoint covers the position.

      JSON: {"position","size","root","proof","record"}; the record is base64.
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The event's position.")
  var position: UInt64

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The size of the checkpoint to prove it under.", valueName: "size"),
    transform: WholeNumber.position)
  var at: UInt64?

  @Option(
    help: ArgumentHelp("Write the event's stored bytes to this file.", valueName: "file"),
    completion: .file())
  var record: String?

  @Flag(help: "Print one JSON value instead of the proof file.")
  var json = false

  func run() throws {
    let (file, bytes) = try ledger.open { try $0.proveInclusion(of: position, at: at) }
    if let record { try OutputFile.write(bytes, to: record) }
    guard json else { return try StandardStream.output.write(file.bytes) }
    try printJSON { json in
      json.beginObject()
      json.member("position", position)
      json.member("size", file.proof.size)
      json.member("root", "\(file.checkpoint.checkpoint.root)")
      json.member("proof", String(decoding: file.bytes, as: UTF8.self))
      json.member("record", bytes.base64)
      json.endObject()
    }
  }
}
