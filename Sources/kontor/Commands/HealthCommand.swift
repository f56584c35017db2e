import AccountHealth
import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Say how well an account is doing, and why (Kundengesundheit).",
    discussion: """
      The score is computed from the account's events by a published model, in whole numbers. \
      The points of the indicators and the effect of the caps (Deckelung) add up to it exactly. \
      What is not known is left out, never counted as nothing; coverage (Belegquote) says how \
      much of the model is backed by events. The trend (Entwicklung) shows the last eight \
      quarters by what is known now and by the same model.

        kontor health nordwerk
        kontor health nordwerk --since 2025-12-31
        kontor health nordwerk --as-of 2025-12-31 --known-at size:1200
        kontor health --all --band red --owner e-7 --dimension-below contract:50

      --since tells why the score changed (Warum), in four steps that add up to the change \
      exactly: late or corrected facts (nachgetragen), passing time (Zeitablauf), new facts \
      (neue Tatsachen), model version (Modellversion). A day without a score counts as 0 in \
      this sum.

      JSON of one account: {"account","name","asOf","model":{"id","version",
        "publication"},"score","exactScore","band","coverageBp","dimensions":[{"id",
        "score"}],"indicators":[{"id","dimension","weightBp","effectiveWeightBp",
        "value","missing","worth","contribution","points","events"}],"caps":[{
        "condition","limit","effect","points","binding","events"}],"warnings":[{"id",
        "text","events"}],"override","sentiment","trend":[{"day","score","band"}],
        "change","unreadable","speaksFor"}; change is null or {"since","knownThen",
        "modelThen","before","after","change","parts":[{"cause","before","after",
        "change","lines":[{"kind","id","change","gained","lost"}]}],"lateEvents",
        "newEvents"}; exactScore, worth, contribution, limit, effect, the scores of
        dimensions and all of change are hundredths of a point, events are positions

      JSON of --all: {"accounts":[{"account","name","owner","score","exactScore",
        "band","coverageBp","dimensions","caps","warnings","weakest","override"}],
        "matched","assessed","bands","model","day","unreadable","speaksFor"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String?

  @Option(
    help: ArgumentHelp("Tell why the score changed since this day (Warum).", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var since: CalendarDay?

  @Option(
    help: ArgumentHelp(
      "With --since, what was known at the beginning; without it what was recorded by the end of "
        + "that day.", valueName: "time|size:n"),
    transform: ClockOptions.knownAt)
  var sinceKnownAt: KnownAt?

  @Flag(help: "Rank all accounts instead, the worst first (Portfolio).")
  var all = false

  @OptionGroup(title: "With --all") var ranking: RankingOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard all != (account != nil) else {
      throw ValidationError("Name one account, or give --all to rank all of them.")
    }
    if all, since != nil {
      throw ValidationError("--since is asked of one account; leave --all out and name it.")
    }
    if !all, ranking.isUsed {
      throw ValidationError(
        "--band, --owner, --dimension-below, --warning, --sort and --limit go with --all.")
    }
    if since == nil, sinceKnownAt != nil {
      throw ValidationError("--since-known-at needs --since DAY.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let history = History(ledger.journal)
      guard let account else { return try rank(history, in: ledger.path) }
      let compared = try since.map { day in
        HealthQuery.Since(day, knownAt: try sinceKnownAt ?? .time(ledger.end(of: day)))
      }
      let answer = try HealthQuery(history).assess(
        account, clocks: clocks.clocks, since: compared)
      try output.json
        ? printJSON { HealthReport(answer).write(to: &$0) } : HealthReport(answer).show(output)
    }
  }

  private func rank(_ history: History, in path: String) throws {
    let progress = ProgressLine("Accounts")
    let answer = try HealthPortfolio(history, Accounts(history, in: path)).rank(
      ranking.request(clocks.clocks)
    ) { done, count in progress.show(done, of: count) }
    progress.end()
    try output.json
      ? printJSON { RankingReport(answer, owner: ranking.owner).write(to: &$0) }
      : RankingReport(answer, owner: ranking.owner).show(output)
  }
}
