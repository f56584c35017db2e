import ArgumentParser
import Printing

struct CommissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commission",
    abstract: "Say who gets how much for what, and why (Provision).",
    discussion: """
      Computed from the events and the published plans, for both clocks; every line leads to \
      the events and the clause that made it.

        kontor commission payees --period 2026-03
        kontor commission lines --payee e-7 --period 2026-03
        kontor commission explain order/so-1/key-account/doppelte-provision/kam/e-7
        kontor commission explain --why-not so-1 e-8
        kontor commission omissions
        kontor commission extract --payee e-7 --from 2026-01-01 --to 2026-12-31
      """,
    subcommands: [
      CommissionPayeesCommand.self, CommissionTotalsCommand.self, CommissionLinesCommand.self,
      CommissionExplainCommand.self, CommissionOmissionsCommand.self,
      CommissionStatementCommand.self, CommissionStatementsCommand.self,
      CommissionCloseCommand.self, CommissionPayoutCommand.self, CommissionAdjustCommand.self,
      CommissionDisputeCommand.self,
      CommissionExtractCommand.self,
    ])
}
