import ArgumentParser
import AuditCommands
import Printing

/// The auditor's own program: the questions of an audit over a ledger opened for reading, or over
/// what was exported from one.
@main
struct KontorReplay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kontor-replay",
    abstract: "Answer an auditor's questions from the records alone (Prüfung).",
    discussion: """
        kontor-replay replay statements --ledger /mnt/nordwerk
        kontor-replay diff --ledger export/ --statement st-e-7-2026-03
        kontor-replay complete nordwerk --ledger nordwerk.records
        kontor-replay verify export/ --key nordwerk.vkey

      \(AuditSubcommands.questions)

      \(AnswerMembers.help)

      Exit codes: 0 done; 1 the answer is no; 2 it cannot be decided; 64 wrong usage; 65 bad \
      input; 66 nothing there; 70 internal fault; 74 input or output failed; 75 try again.
      """,
    version: ProgramVersion.text(of: "kontor-replay"),
    subcommands: [VerifyFileCommand.self] + AuditSubcommands.all)

  static func main() { CommandRun.run(self) }
}
