import AccountHealth
import ArgumentParser
import Ledger
import Printing
import Projections

struct HealthModelPreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show which accounts a model would put into another band, and why (Vorschau).",
    discussion: """
      Scores every account at the end of each quarter of its history and on the day, by the \
      models in force and by the file as if it had always held. Nothing is recorded, and the \
      file's own version and dates do not matter. Exit code 65: the file has faults.

        kontor health-model preview own.yaml
        kontor health-model preview own.yaml --json | jq '.shifts[] | {account, day}'

      JSON: {"candidate":{"id","version"},"inForce","totals":[{"day","assessed",
        "scoresChanged","better","worse","otherwise"}],"shifts":[{"account","name",
        "day","before","after","scoreBefore","scoreAfter","lines":[{"kind","id",
        "change","gained","lost"}]}],"day","unreadable","speaksFor"}; change is in
        hundredths of a point, the lines of a shift add up to its change
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The model, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let model = try Ledger.readHealthModel(at: file).model.model
    try ledger.open { ledger in
      let history = History(ledger.journal)
      let progress = ProgressLine("Accounts")
      let preview = try HealthPreview(
        model, history, Accounts(history, in: ledger.path), clocks: clocks.clocks
      ) { done, count in progress.show(done, of: count) }
      progress.end()
      let report = HealthPreviewReport(preview)
      try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
    }
  }
}
