import ArgumentParser
import Ledger
import Printing

struct KeyRotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Have a new key sign from now on.",
    discussion: """
        kontor key rotate --actor ops-1

      Makes a key, records its public half as an event, and prints a checkpoint that both keys \
      signed: who knows the old key sees in it that the new one is the ledger's own. The old \
      secret is gone after that. The log keeps its name. When the old secret is lost, the \
      checkpoint carries the new signature alone.

      JSON: {"origin","size","root","file","checkpoint"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var actor: ActorOption

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  func run() throws {
    let entry = try ledger.open { try $0.rotateKey(actor: actor.name) }
    try CheckpointReport(entry).show(asJSON: json)
  }
}
