import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct AccountsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the whole account as it stood on a day (Kundenblatt).",
    discussion: """
      Who answers for it, whom we know there, which contracts run and until when notice can be \
      given, what is open of opportunities, offers, orders, invoices, escalations, actions and \
      handovers, the account plan with its goals, and a band that was set by hand. Without \
      --as-of it speaks for the day of the last event recorded. An account that others were \
      merged into has their things with its own.

      An order is open by what was not invoiced yet, an invoice by what was not paid, \
      deducted, credited or written off. The last day for a notice lies so many days before \
      the last day of the term as the notice period has (§§ 187, 188 BGB).

        kontor accounts show nordwerk
        kontor accounts show nordwerk --as-of 2025-12-31 --known-at size:1200
        kontor accounts show nordwerk --all --json | jq '.things[] | select(.kind=="invoice")'

      JSON: {"account","name","owner","accounts","day","things":[{"kind","id",
        "account","open","members":{…},"events"}],"unreadable","speaksFor"}; the
        members of a thing stand there where they are known: days, texts
        and choices (as in an event: field_sales) as texts, amounts as
        {"amount","currency"}, shares as {"basisPoints"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String

  @Flag(help: "Show what is decided, paid, ended or past as well.")
  var all = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let standing = try StandingQuery(History(ledger.journal)).standing(
        account, clocks: clocks.clocks)
      let report = StandingReport(standing, showsAll: all)
      try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
    }
  }
}
