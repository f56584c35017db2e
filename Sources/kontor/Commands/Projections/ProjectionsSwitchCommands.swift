import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON

struct ProjectionsPromoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Let a rebuilt generation answer from now on (Freigabe).",
    discussion: """
      Recorded as an event, then switched at once: a question finds the one or the other, never \
      a mixture. The generation that ran stays for a rollback until it is discarded.

        kontor projections promote health --approver e-1 --reason "model 2"

      JSON: {"outcome":"promoted","name","from","to"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var choice: SwitchOptions
  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let done = try output.refusing {
        try ledger.promoteView(
          choice.name, generation: choice.generation, approver: choice.approver,
          reason: choice.reason, actor: actor.name)
      }
      try choice.show("promoted", done.from, done.to, output)
    }
  }
}

struct ProjectionsRollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Let the generation answer again that did before (Rücknahme).",
    discussion: """
      Recorded as an event. The generation that ran before is brought to the head by the next \
      question.

        kontor projections rollback health --reason "scores look wrong"

      JSON: {"outcome":"rolled back","name","from","to"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var choice: SwitchOptions
  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let done = try output.refusing {
        try ledger.rollBackView(
          choice.name, generation: choice.generation, approver: choice.approver,
          reason: choice.reason, actor: actor.name)
      }
      try choice.show("rolled back", done.from, done.to, output)
    }
  }
}

/// Which generation is to answer, and who says so.
struct SwitchOptions: ParsableArguments {
  @Argument(help: "The projection.", completion: .list(Views.names))
  var name: String

  @Option(
    parsing: .unconditional,
    help: "Which generation; without it the newest for promote, the one before for rollback.",
    transform: WholeNumber.generation)
  var generation: UInt32?

  @Option(help: "Who approved it, an id.")
  var approver: String?

  @Option(help: "Why.")
  var reason: String?

  func show(_ word: String, _ from: UInt32, _ to: UInt32, _ output: OutputOptions) throws {
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("outcome", word)
        json.member("name", name)
        json.member("from", from)
        json.member("to", to)
        json.endObject()
      }
    }
    try StandardStream.output.line(
      "Generation \(to) of \(name) answers from now on; \(from) did before.")
  }
}

extension OutputOptions {
  /// Runs what the ledger may refuse, and ends the command with a no where it does.
  func refusing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch LedgerError.refused(let refusal) {
      try reject(refusal)
    }
  }
}
