import ArgumentParser
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct ProveConsistencyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consistency",
    abstract: "Show that nothing was changed since an earlier checkpoint.",
    discussion: """
        kontor prove consistency --old last-year.checkpoint > since.proof
        kontor verify since.proof --old last-year.checkpoint \\
          --key "$(kontor key show)"

      Prints the proof that leads from the old checkpoint to the newest one, or to that of --at, \
      in the form that witnesses take (C2SP tlog-witness, add-checkpoint): it can be sent to one \
      as it is. Nothing is signed for it: sign first with `kontor checkpoint`.

      Exit code 1: no checkpoint is as large as the old one. Exit code 74: the old checkpoint is \
      not in this ledger's history.

      JSON: {"old":{"size","root"},"new":{"size","root"},"proof"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(
    help: ArgumentHelp("The file with the old checkpoint.", valueName: "file"),
    completion: .file())
  var old: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The size of the newer checkpoint.", valueName: "size"),
    transform: WholeNumber.position)
  var at: UInt64?

  @Flag(help: "Print one JSON value instead of the proof file.")
  var json = false

  func run() throws {
    let oldCheckpoint = try CheckpointInput.read(old).checkpoint
    let file = try ledger.open { try $0.proveConsistency(from: oldCheckpoint, to: at) }
    guard json else { return try StandardStream.output.write(file.bytes) }
    try printJSON { json in
      json.beginObject()
      json.head(named: "old", size: oldCheckpoint.size, root: oldCheckpoint.root)
      let new = file.checkpoint.checkpoint
      json.head(named: "new", size: new.size, root: new.root)
      json.member("proof", String(decoding: file.bytes, as: UTF8.self))
      json.endObject()
    }
  }
}
