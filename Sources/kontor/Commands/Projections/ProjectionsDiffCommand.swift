import ArgumentParser
import Journal
import Ledger
import Printing
import Projections
import StrictJSON

struct ProjectionsDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what would change if another generation answered (Abweichungen).",
    discussion: """
      Brings both to the head and compares them row by row: which accounts, payees, amounts or \
      scores change, from what to what. Event is the position of the first event that makes the \
      difference, a dash where that cannot be told.

        kontor projections diff health
        kontor projections diff commission --generation 3 --limit 100

      JSON: {"name","runningGeneration":{"generation","digest","rules"},"candidate",
        "cursor","rows","changed","added","removed","changes":[{"key",
        "fields":[{"name","old","new"}],"origin"}],"quarantine"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The projection.", completion: .list(Views.names))
  var name: String

  @Option(
    parsing: .unconditional,
    help: "Which generation; without it the newest beside the running one.",
    transform: WholeNumber.generation)
  var generation: UInt32?

  @Option(parsing: .unconditional, help: "How many rows are shown.")
  var limit = 20

  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is a number from 0.") }
  }

  func run() throws {
    try ledger.open { ledger in
      let difference = try Views(History(ledger.journal), in: ledger.path).difference(
        name, candidate: generation, limit: limit)
      if name == "commission" {
        try reader.note(
          ledger, "projections diff", about: ["ledger"], try ledger.journal.head().size)
      }
      if output.json {
        return try printJSON { json in
          json.beginObject()
          json.members(of: difference)
          json.endObject()
        }
      }
      try ViewDifferenceReport(difference: difference).show(output)
    }
  }
}
