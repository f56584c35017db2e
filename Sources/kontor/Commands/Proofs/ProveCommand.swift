import ArgumentParser
import Printing

struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write proofs that outsiders can check (Nachweise).",
    discussion: """
        kontor prove inclusion 14 --record event.bin > event.tlog-proof
        kontor prove consistency --old last-year.checkpoint > since.proof
      """,
    subcommands: [ProveInclusionCommand.self, ProveConsistencyCommand.self])
}
