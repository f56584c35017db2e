import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract:
      "Say which plan, model and rate applied when, and since when that was known (Regeln).",
    discussion: """
      Question 3 of an audit. Each version with the days for which it holds, when it was published \
      and by whom, and whether its stored text still has the digest that was published. With \
      --on only those in force on that day; with --line that of a commission line.

        \(AuditProgram.words) rules
        \(AuditProgram.words) rules --on 2026-03-16 --known-at size:1200
        \(AuditProgram.words) rules --line order/so-1/key-account/doppelte-provision/kam/e-7

      Exit code: 1 when a stored text does not have its digest.

      JSON: {"versions":[{"kind","id","version","effectiveFrom","effectiveTo",
        "published","publishedBy","position","sha256","textWhole","backdated",
        "worksAgreement","value"}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Option(help: "Only what was in force on this day.", transform: { try CalendarDay(parsing: $0) })
  var on: CalendarDay?

  @Option(help: "Only the plan version that made this commission line.")
  var line: String?

  @Option(
    help: ArgumentHelp("Only plan, model or rate; may be repeated.", valueName: "kind"),
    transform: { text in
      guard let kind = RuleVersions.Kind(rawValue: text) else {
        throw ValidationError("the kinds are plan, model, rate")
      }
      return kind
    })
  var kind: [RuleVersions.Kind] = []

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if on != nil, line != nil { throw ValidationError("Name --on or --line, not both.") }
  }

  func run() throws {
    let history = try source.history()
    let kinds = kind.isEmpty ? Set(RuleVersions.Kind.allCases) : Set(kind)
    let rules = try RuleVersions(history, clocks.clocks, kinds: kinds)
    let shown = try chosen(rules, history)
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.array("versions", shown) { $0.value($1) }
        json.speaksFor(rules.speaksFor)
        json.endObject()
      }
    } else {
      try show(shown)
      try output.showHead(rules.speaksFor)
    }
    if shown.contains(where: { !$0.isTextWhole }) { throw Answer.no }
  }

  private func chosen(
    _ rules: RuleVersions, _ history: History
  ) throws -> [RuleVersions.Version] {
    if let on { return rules.inForce(on: on) }
    guard let line else { return rules.versions }
    let found = try LineSearch.one(
      line, payee: nil, try CommissionQuery(history, clocks.clocks))
    return rules.plan(found.plan, found.planVersion).map { [$0] } ?? []
  }

  private func show(_ versions: [RuleVersions.Version]) throws {
    guard !versions.isEmpty else { return try output.line("No rule was published.") }
    var table = Table([
      .id("Kind"), .text("Rule", minimum: 14), .number("Version"), .id("From"), .id("Before"),
      .id("Published"), .text("By", minimum: 6), .prose("Note", minimum: 14), .number("Position"),
    ])
    for version in versions {
      var notes: [String] = []
      if !version.isTextWhole { notes.append("the text does not have the digest published") }
      if version.isBackdated { notes.append("published after its first day") }
      if let value = version.value { notes.append(value) }
      if let agreement = version.worksAgreement { notes.append(agreement) }
      table.add([
        Table.Cell(version.kind.rawValue), Table.Cell(version.id),
        Table.Cell(version.number.map { "\($0)" } ?? ""), "\(version.effectiveFrom)",
        Table.Cell(version.effectiveTo.map { "\($0)" } ?? ""),
        output.recorded(version.event), Table.Cell(version.event.stored.actor ?? ""),
        Table.Cell(
          notes.joined(separator: "; "),
          version.isTextWhole ? (version.isBackdated ? .warning : .plain) : .bad),
        "\(version.event.stored.position)",
      ])
    }
    try output.show(table)
    if output.wide {
      for version in versions {
        guard let sha256 = version.sha256 else { continue }
        try output.line("\(version.id) \(version.number ?? 0): SHA-256 \(sha256)", .faint)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ version: RuleVersions.Version) {
    beginObject()
    member("kind", version.kind.rawValue)
    member("id", version.id)
    member("version", optional: version.number)
    member("effectiveFrom", "\(version.effectiveFrom)")
    member("effectiveTo", optional: version.effectiveTo.map { "\($0)" })
    member("published", "\(version.event.stored.recorded)")
    member("publishedBy", optional: version.event.stored.actor)
    member("position", version.event.stored.position)
    member("sha256", optional: version.sha256)
    member("textWhole", version.isTextWhole)
    member("backdated", version.isBackdated)
    member("worksAgreement", optional: version.worksAgreement)
    member("value", optional: version.value)
    endObject()
  }
}
