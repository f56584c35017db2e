import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct RenewalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renewals",
    abstract: "List the contracts that end soon (Vertragsverlängerungen).",
    discussion: """
      The one whose notice date comes first stands at the top. A renewal step is what the \
      health score counts as one: a renewal opportunity of the account that is young enough \
      by the model and not lost; a notice received unmakes it. A contract that renews itself \
      is listed by the end of its present term. Without clocks the day is today, with \
      --known-at alone the day of the last event known.

        kontor renewals
        kontor renewals --within 180 --owner e-7
        kontor renewals --json | jq '.renewals[] | select(.prepared | not)'

      JSON: {"day","within","renewals":[{"account","name","contract","value","end",
        "days","noticeBy","noticePassed","noticeReceived","renewsItself","step":
        {"opportunity","day","position"},"prepared","owner","events"}],
        "unrecorded","unreadable","speaksFor"}; end is the first day without the
        contract, noticeBy the last day on which a notice is in time,
        noticeReceived a position or null, step null where there is none;
        unrecorded has the contracts that renewed themselves without a renewal on
        record, in the same form
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many days ahead.", valueName: "days"))
  var within = 90

  @Option(
    name: [.customLong("owner"), .customLong("kam")],
    help: "Only of this key account manager, by id.")
  var owner: String?

  @OptionGroup var clocks: ClockOptions

  @Flag(help: "Write a table for spreadsheets (CSV) instead of text.")
  var csv = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...3660).contains(within) else {
      throw ValidationError("--within is a number of days from 1 to 3660.")
    }
    guard !(csv && output.json) else {
      throw ValidationError("--csv and --json are two forms of one answer; give one of them.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let answer = try RenewalQuery(History(ledger.journal)).renewals(
        within: within, owner: owner, clocks: try clocks.todayWhenOpen(ledger))
      let report = RenewalReport(answer, owner: owner)
      if csv { return try StandardStream.output.write(Array(report.csv.utf8)) }
      try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
    }
  }
}

extension ClockOptions {
  /// The clocks, with today where neither was given: a question about what comes next is asked
  /// from today.
  func todayWhenOpen(_ ledger: Ledger) throws -> Clocks {
    guard asOf == nil, knownAt == nil else { return clocks }
    return Clocks(asOf: try ledger.today)
  }
}
