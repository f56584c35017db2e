import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct HandoversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handovers",
    abstract: "Say how the handovers of accounts go (Kundenübergaben).",
    discussion: """
      The one that began first stands at the top. The checklist has needs, history, contacts, \
      contracts, open topics, risks and introduction. The first meeting is the first \
      interaction of the new owner with the customer since the handover began. Without clocks \
      the day is today, with --known-at alone the day of the last event known.

        kontor handovers
        kontor handovers --all --as-of 2026-06-30
        kontor handovers --kam e-7
        kontor handovers --json | jq '.handovers[] | select(.late)'

      JSON: {"day","handovers":[{"handover","account","name","kind","from","to",
        "initiated","planned","completed","ageDays","done","missing","introduction":
        {"day","contact","mode"},"late","firstMeeting":{"day","position","days"},
        "noMeeting","daysFromCompletion","events"}],"unreadable","speaksFor"};
        ageDays up to the completion or the day of the answer; firstMeeting is null
        with the reason in noMeeting; daysFromCompletion counts to the first meeting
        on the day of completion or later
      """)

  @OptionGroup var ledger: LedgerOptions

  /// Which handovers are wanted.
  enum Choice: String, EnumerableFlag {
    case open, all

    static func help(for choice: Choice) -> ArgumentHelp? {
      switch choice {
      case .open: "Only those that are not complete (the default)."
      case .all: "Those that are complete as well."
      }
    }
  }

  @Flag var choice = Choice.open

  @Option(
    name: [.customLong("owner"), .customLong("kam")],
    help: "Only from or to this key account manager, by id.")
  var owner: String?

  @OptionGroup var clocks: ClockOptions

  @Flag(help: "Write a table for spreadsheets (CSV) instead of text.")
  var csv = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !(csv && output.json) else {
      throw ValidationError("--csv and --json are two forms of one answer; give one of them.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let answer = try HandoverQuery(History(ledger.journal)).handovers(
        openOnly: choice == .open, of: owner, clocks: try clocks.todayWhenOpen(ledger))
      let report = HandoverReport(answer, all: choice == .all, of: owner)
      if csv { return try StandardStream.output.write(Array(report.csv.utf8)) }
      try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
    }
  }
}
