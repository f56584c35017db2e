import AccountHealth
import ArgumentParser
import Ledger
import Money
import Projections
import StrictJSON

struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Say how well an account is doing, and why (Kundengesundheit).",
    discussion: """
      The score is computed from the account's events by a published model, in whole numbers. \
      The points of the indicators and the effect of the caps add up to it exactly. What is \
      not known is left out, never counted as nothing; coverage says how much of the model is \
      backed by events.

        kontor health nordwerk
        kontor health nordwerk --as-of 2025-12-31 --known-at size:1200
        kontor health nordwerk --json | jq '.indicators[] | {id, points}'

      JSON: {"account","name","asOf","model":{"id","version"},"score","exactScore",
        "band","coverageBp","indicators":[{"id","dimension","weightBp",
        "effectiveWeightBp","value","missing","worth","contribution","points",
        "events"}],"caps":[{"condition","limit","effect","points","binding",
        "events"}],"warnings":[{"id","text","events"}],"override","sentiment",
        "unreadable","speaksFor"}; exactScore, worth, contribution, limit and effect
        are hundredths of a point, events are positions
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let answer = try HealthQuery(History(ledger.journal)).assess(account, clocks: clocks.clocks)
      try output.json
        ? printJSON { HealthReport(answer).write(to: &$0) } : HealthReport(answer).show(output)
    }
  }
}
