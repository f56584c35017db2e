import ArgumentParser
import Printing

struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "List the accounts, show one whole, and say who answers for one (Kunden).",
    discussion: """
        kontor accounts
        kontor accounts --text Köln --tier key
        kontor accounts --kam e-7 --as-of 2025-12-31
        kontor accounts show nordwerk --as-of 2025-12-31
        kontor accounts owner nordwerk --on 2025-07-01
      """,
    subcommands: [
      AccountsListCommand.self, AccountsShowCommand.self, AccountsOwnerCommand.self,
    ],
    defaultSubcommand: AccountsListCommand.self)
}
