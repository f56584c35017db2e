import ArgumentParser
import Ledger
import Printing

struct SuccessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "succession",
    abstract: "Declare that the ledger goes on after its end was lost (Nachfolge).",
    discussion: """
        kontor succession --reason "Disk failed; newest backup of 3 March" \\
          --approver ops-2

      When a checkpoint or head that is kept outside the journal is not in its history, the \
      ledger is not opened and nothing is signed: its end was lost, or it was exchanged for an \
      older copy. The remedy is the newest backup. Where that is lost for good, a person says so \
      here and a second one approves. Recorded are what was noted, what was found, why, and who \
      approved; then the ledger goes on under a new name with a new key, and its head is signed \
      and printed. Who holds an older checkpoint sees the gap for ever.

      Exit code 1: nothing was lost, or the event was refused.

      JSON: {"origin","size","root","file","checkpoint"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "What happened, and why it cannot be undone.")
  var reason: String

  @Option(help: ArgumentHelp("Who approved it, another person.", valueName: "id"))
  var approver: String

  @OptionGroup var actor: ActorOption

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  func run() throws {
    let entry = try ledger.open(acceptingRollback: true) {
      try $0.declareSuccession(reason: reason, approver: approver, actor: actor.name)
    }
    try CheckpointReport(entry).show(asJSON: json)
  }
}
