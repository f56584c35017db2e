import AccountHealth
import ArgumentParser
import Journal
import Ledger
import Money
import Printing
import StrictJSON

struct HealthModelPublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish a model: its exact bytes become an event (Veröffentlichung).",
    discussion: """
      The model scores every day from its own effective_from on; the days before keep theirs. \
      The same bytes again change nothing; a change needs a larger version number. What would \
      change shows `kontor health-model preview`.

        kontor health-model publish own.yaml

      JSON: {"outcome":"recorded","model","version","sha256","position","duplicate",
        "head":{"size","root"}}, or {"outcome":"rejected","code","member","reason"}
        with exit code 1
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The model, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (text, model) = try Ledger.readHealthModel(at: file)
    try ledger.open { ledger in
      let published = try ledger.publishHealthModel(text: text, model, actor: actor.name)
      switch published.outcome {
      case .rejected(let refusal): try output.reject(refusal)
      case .committed(let receipts, let head):
        guard let receipt = receipts.first else { return }
        try show(model, published.sha256, receipt, head)
      }
    }
  }

  private func show(
    _ text: HealthModelText, _ sha256: String, _ receipt: Receipt, _ head: Head
  ) throws {
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("outcome", "recorded")
        json.member("model", text.model.id)
        json.member("version", text.model.version)
        json.member("sha256", sha256)
        json.member("position", receipt.position)
        json.member("duplicate", receipt.isDuplicate)
        json.head(head)
        json.endObject()
      }
    }
    let word = receipt.isDuplicate ? "Published before:" : "Published"
    try StandardStream.output.line(
      """
      \(word) model \(text.model.words) at position \(receipt.position), in force from \
      \(text.effectiveFrom)
      SHA-256 \(sha256)
      """)
  }
}
