import ArgumentParser
import Logging
import Printing

/// The root command; it only knows its subcommands and how a run ends.
@main
struct Kontor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kontor",
    abstract: "An event-sourced ledger for key accounts.",
    discussion: """
      Everything that happens with an account is recorded as an event that never changes. \
      Histories, health scores and commissions are computed from these events, for any day and \
      as far as was known at any time.

        export KONTOR_LEDGER=~/nordwerk
        kontor init --name Nordwerk --currency EUR --time-zone Europe/Berlin
        kontor import orders.ndjson
        kontor timeline nordwerk
        kontor verify

      The ledger is the directory given by --ledger or by the variable KONTOR_LEDGER. Tables \
      go to standard output, messages to standard error. With --json every command prints one \
      JSON value whose members stay, and errors become {"error":{"code":…,"message":…}} on \
      standard error.

      \(AnswerMembers.help)

      Exit codes: 0 done; 1 the answer is no (verification failed, event rejected); 2 it cannot \
      be decided, because something is missing; 64 wrong usage; 65 bad input; 66 no such ledger; \
      70 internal fault; 74 input or output failed; 75 try again.
      """,
    version: ProgramVersion.text(of: "kontor"),
    subcommands: [
      InitCommand.self, RecordCommand.self, ImportCommand.self, ExportCommand.self,
      AccountsCommand.self, TimelineCommand.self, RenewalsCommand.self,
      HandoversCommand.self, HealthCommand.self, HealthModelCommand.self, KPIsCommand.self,
      PlanCommand.self, CommissionCommand.self, ProjectionsCommand.self,
      PrivacyCommand.self, ReadsCommand.self, VerifyCommand.self, AuditCommand.self,
      CheckpointCommand.self,
      ProveCommand.self, KeyCommand.self, AnchorCommand.self, SuccessionCommand.self,
      BackupCommand.self, RestoreCommand.self, StatCommand.self,
      VerifyHereCommand.self, RestoreHereCommand.self,
    ])

  static func main() {
    // Standard output belongs to the answers.
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    CommandRun.run(self) { try AuditNote($0)?.write(by: ActorOption.fromSurroundings) }
  }
}
