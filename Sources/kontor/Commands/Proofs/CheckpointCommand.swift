import ArgumentParser
import Journal
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign the ledger's head and print the checkpoint (Prüfpunkt).",
    discussion: """
        kontor checkpoint > nordwerk.checkpoint
        kontor checkpoint --at 1200

      A checkpoint names the ledger, its size and its root, and is signed with the ledger's key \
      (C2SP tlog-checkpoint). Who has one can prove later that nothing before it was changed, \
      whoever holds the ledger. It is kept in anchors/checkpoints, and in the directory given by \
      --anchors, before it is printed. Keep copies where the ledger's keeper cannot reach them.

      The first checkpoint makes the ledger's key, in keys/log.key, and records its public half \
      as an event. When nothing was recorded since the newest checkpoint, that one is printed. A \
      size below one that was signed is refused, as is every size while a checkpoint is known \
      that is not in the history.

      JSON: {"origin","size","root","file","checkpoint"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many events to sign instead of all.", valueName: "size"),
    transform: WholeNumber.position)
  var at: UInt64?

  @OptionGroup var actor: ActorOption

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  func run() throws {
    let entry = try ledger.open { try $0.checkpoint(at: at, actor: actor.name) }
    try CheckpointReport(entry).show(asJSON: json)
  }
}
