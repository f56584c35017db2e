import ArgumentParser
import Foundation
import Ledger
import Printing
import Projections
import StrictJSON
import TransparencyLog

struct ProjectionsRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Make a new generation beside the running one (Neuaufbau).",
    discussion: """
      The running generation goes on answering, and events are recorded meanwhile. A rebuild \
      that was killed goes on where it was with the same command, with any number of workers. \
      When it is made, both generations are compared and the rebuild is recorded with their \
      digests; nothing else changes until it is promoted.

        kontor projections rebuild commission --workers 2
        kontor projections diff commission

      JSON: {"position", then the members of projections diff}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The projection.", completion: .list(Views.names))
  var name: String

  @Option(parsing: .unconditional, help: "How many accounts are folded at once.")
  var workers = min(2, ProcessInfo.processInfo.activeProcessorCount)

  @Option(
    parsing: .unconditional, help: "How many accounts a worker folds between two checkpoints.")
  var batch = 256

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...64).contains(workers) else {
      throw ValidationError("--workers is a number from 1 to 64.")
    }
    guard (1...100_000).contains(batch) else {
      throw ValidationError("--batch is a number from 1 to 100000.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let progress = RebuildBar("Rebuilding \(name)")
      let rebuilt: RebuiltView
      do {
        defer { progress.end() }
        rebuilt = try output.refusing {
          try ledger.rebuildView(name, workers: workers, batch: batch, actor: actor.name) {
            progress.show($0)
          }
        }
      }
      if output.json {
        return try printJSON { json in
          json.beginObject()
          json.member("position", optional: rebuilt.position)
          json.members(of: rebuilt.difference)
          json.endObject()
        }
      }
      try StandardStream.output.line(
        """
        Made generation \(rebuilt.generation) of \(name), digest \
        \(rebuilt.difference.candidate.digest.hexadecimal.prefix(16))…
        """)
      try ViewDifferenceReport(difference: rebuilt.difference).show(output)
      try StandardStream.error.line("Let it answer: kontor projections promote \(name)")
    }
  }
}
