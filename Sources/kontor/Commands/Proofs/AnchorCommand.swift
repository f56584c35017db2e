import ArgumentParser
import Printing

struct AnchorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anchor",
    abstract: "Keep what outsiders say about checkpoints (Zeugen).",
    discussion: """
        kontor anchor list
        kontor anchor request --out nordwerk.tsq
        kontor anchor import nordwerk.tsr
        kontor anchor import reply.txt --key "witness.example/w1+5c5ec3d8+BNYV…"

      Whoever holds the ledger and its key could write another history. He cannot change what a \
      witness or a time stamp authority saw: what came before it stands.
      """,
    subcommands: [
      AnchorListCommand.self, AnchorRequestCommand.self, AnchorImportCommand.self,
    ])
}
