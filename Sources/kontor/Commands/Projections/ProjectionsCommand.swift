import ArgumentParser
import Printing

struct ProjectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projections",
    abstract: "Rebuild stored views beside the running ones, compare, switch (Auswertungen).",
    discussion: """
      A projection keeps rows beside the journal: accounts (the list), health (one score an \
      account, by the model that holds on the day of its newest event), commission (lines and \
      months of payees). One generation of each runs and answers. A rebuild makes another beside it; nothing changes until it is promoted.

        kontor projections list
        kontor projections verify
        kontor projections rebuild health --workers 2
        kontor projections diff health
        kontor projections promote health --reason "checked by e-1"
        kontor projections rollback health

      Exit code 1: a projection is not what the journal says, or accounts are in quarantine.
      """,
    subcommands: [
      ProjectionsListCommand.self, ProjectionsRowsCommand.self, ProjectionsVerifyCommand.self,
      ProjectionsRebuildCommand.self, ProjectionsDiffCommand.self,
      ProjectionsPromoteCommand.self, ProjectionsRollbackCommand.self,
      ProjectionsDiscardCommand.self, ProjectionsRetryCommand.self,
    ],
    defaultSubcommand: ProjectionsListCommand.self)
}
