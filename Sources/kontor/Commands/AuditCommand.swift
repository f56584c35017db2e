import ArgumentParser
import AuditCommands
import Printing

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Answer an auditor's questions from the records alone (Prüfung).",
    discussion: """
        kontor audit replay statements
        kontor audit diff --statement st-e-7-2026-03 --moves
        kontor audit complete nordwerk
        kontor audit bundle --statement st-e-7-2026-03 --out march.bundle

      \(AuditSubcommands.questions)

      `kontor-replay` is the same questions as a program of its own, without anything that writes.
      """,
    subcommands: AuditSubcommands.all + [AuditBundleCommand.self])
}
