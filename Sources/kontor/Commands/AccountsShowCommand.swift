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
        kontor accounts show nordwerk --names --purpose 'visit on 3 May'
        kontor accounts show nordwerk --all --json \\
          | jq '.things[] | select(.kind=="invoice")'

      JSON: {"account","name","owner","accounts","day","things":[{"kind","id",
        "account","open","members":{…},"events"}],"unreadable","speaksFor"}, with
        --names also "names":[{"account","contact","state","name","title"}],
        state being named, unnamed, erased or unusable; the
        members of a thing stand there where they are known: days, texts
        and choices (as in an event: field_sales) as texts, amounts as
        {"amount","currency"}, shares as {"basisPoints"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String

  @Flag(help: "Show what is decided, paid, ended or past as well.")
  var all = false

  @Flag(help: "Say who the customer's people are; the reading is noted.")
  var names = false

  @OptionGroup var reader: ReaderOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let standing = try StandingQuery(History(ledger.journal)).standing(
        account, clocks: clocks.clocks)
      let report = StandingReport(standing, showsAll: all)
      let people =
        names
        ? try ContactNamesReport(
          ledger, standing.accounts, reader, command: "accounts show",
          knownSize: standing.speaksFor.size) : nil
      if output.json {
        return try printJSON { json in report.write(to: &json) { people?.write(to: &$0) } }
      }
      try report.show(output)
      try people?.show(output)
    }
  }
}
