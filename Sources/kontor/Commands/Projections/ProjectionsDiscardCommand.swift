import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON

struct ProjectionsDiscardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Remove a generation that does not answer.",
    discussion: """
        kontor projections discard health
        kontor projections discard health 2

      Without a number the newest beside the running one. A finished one can be rebuilt; no \
      event is lost.

      JSON: {"outcome":"discarded","name","generation"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The projection.", completion: .list(Views.names))
  var name: String

  @Argument(help: "Which generation.")
  var generation: UInt32?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let views = Views(History(ledger.journal), in: ledger.path)
      guard let chosen = try generation ?? views.candidate(name) else {
        throw ProjectionError.noCandidate(
          name: name, running: try views.runningGeneration(name))
      }
      try views.discard(name, chosen)
      if output.json {
        return try printJSON { json in
          json.beginObject()
          json.member("outcome", "discarded")
          json.member("name", name)
          json.member("generation", chosen)
          json.endObject()
        }
      }
      try StandardStream.output.line("Discarded generation \(chosen) of \(name).")
    }
  }
}
