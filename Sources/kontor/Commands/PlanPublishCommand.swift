import ArgumentParser
import Commission
import Journal
import Ledger
import Money
import Printing
import StrictJSON

struct PlanPublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish a plan: its exact bytes become an event (Veröffentlichung).",
    discussion: """
      The plan holds from its own effective_from on. The same bytes again change nothing; a \
      change needs a new version number. Before it is recorded, a preview says what the payees' \
      totals (Provision) become from that day on; `kontor plan simulate` says it without \
      publishing. Issued statements (Abrechnungen) never change.

        kontor plan publish key-account.yaml

      JSON: {"outcome":"recorded","plan","version","position","duplicate",
        "head":{"size","root"},"preview":{"from","payees":[{"payee","old","new",
        "difference","payable"}],"totals","issuedStatements":[{"statement","payee",
        "period","position"}],"failed","speaksFor"},"warnings"}, or
        {"outcome":"rejected","code","member","reason"} with exit code 1; preview
        is null where nothing new can be published
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The plan, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (text, plan) = try Ledger.readPlan(at: file)
    try ledger.open { ledger in
      let preview = try PublishingPreview(plan, ledger)
      if !output.json {
        try PlanWarningReport.show(plan.warnings, of: file)
        try preview?.show(output)
      }
      switch try ledger.publishPlan(text: text, plan, actor: actor.name) {
      case .rejected(let refusal): try output.reject(refusal)
      case .committed(let receipts, let head):
        guard let receipt = receipts.first else { return }
        try show(plan, receipt, head, preview)
      }
    }
  }

  private func show(
    _ plan: Plan, _ receipt: Receipt, _ head: Head, _ preview: PublishingPreview?
  ) throws {
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("outcome", "recorded")
        json.member("plan", plan.id)
        json.member("version", plan.version)
        json.member("position", receipt.position)
        json.member("duplicate", receipt.isDuplicate)
        json.head(head)
        json.preview(preview)
        json.warnings(plan.warnings)
        json.endObject()
      }
    }
    let word = receipt.isDuplicate ? "Published before:" : "Published"
    try StandardStream.output.line(
      """
      \(word) plan \(plan.id) version \(plan.version) at position \(receipt.position), in force \
      from \(plan.effectiveFrom)
      """)
  }
}
