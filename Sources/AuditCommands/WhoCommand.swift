import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct WhoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "Say who entered, changed and approved what, and by which right (Verantwortung).",
    discussion: """
      Questions 4 and 5 of an audit. Each row says what holds now and what held before, who \
      recorded, prepared and approved it, and whether the approver was somebody else, was \
      employed on that day, gains by it, and stood above those who do. An approver's right is \
      what the ledger knew when the event was recorded: a manager, or a role on the account. \
      Limits of approval are not recorded in a ledger of this version, so none is checked.

        \(AuditProgram.words) who --kind split --deal so-1
        \(AuditProgram.words) who --kind statement --payee e-7
        \(AuditProgram.words) who --findings

      Exit code with --findings: 1 when there is one.

      JSON: {"acts":[{"kind","event":{…},"actor","preparer","recordedBy",
        "approver","before","reason","authority","findings":[…]}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Option(
    help: ArgumentHelp(
      "Only of this kind; may be repeated: \(Accountability.Kind.words).", valueName: "kind"),
    completion: .list(Accountability.Kind.allCases.map(\.rawValue)),
    transform: { text in
      guard let kind = Accountability.Kind(rawValue: text) else {
        throw ValidationError("the kinds are \(Accountability.Kind.words)")
      }
      return kind
    })
  var kind: [Accountability.Kind] = []

  @Option(help: "Only about this deal.")
  var deal: String?

  @Option(help: "Only in the history of this account.")
  var account: String?

  @Option(help: "Only what this one of our people gains or loses by.")
  var payee: String?

  @Flag(help: "Only what an auditor will ask about.")
  var findings = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var scope = Accountability.Scope()
    if !kind.isEmpty { scope.kinds = Set(kind) }
    (scope.deal, scope.account, scope.payee) = (deal, account, payee)
    let history = try source.history()
    let answer = try Accountability(history, clocks.clocks, scope)
    if answer.acts.isEmpty {
      try NamesAsked(account: account, payee: payee, deal: deal).check(history, clocks.clocks)
    }
    let acts = answer.acts.filter { !findings || !$0.findings.isEmpty }
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.array("acts", acts) { $0.value($1) }
        json.speaksFor(answer.speaksFor)
        json.endObject()
      }
    } else {
      try show(acts)
      try output.showHead(answer.speaksFor)
    }
    if findings, !acts.isEmpty { throw Answer.no }
  }

  private func show(_ acts: [Accountability.Act]) throws {
    guard !acts.isEmpty else {
      return try output.line(findings ? "Nothing to ask about." : "Nobody did anything like this.")
    }
    var table = Table([
      .id("Recorded"), .prose("What", minimum: 22), .text("By", minimum: 6),
      .text("Approver", minimum: 8), .prose("Right", minimum: 10),
      .prose("To ask about", minimum: 10), .number("Position"),
    ])
    for act in acts {
      var what = act.event.summary
      if let before = act.before, before != what { what += "; before: \(before)" }
      if let reason = act.reason, !what.contains(reason) { what += " (\(reason))" }
      if let recordedBy = act.recordedBy { what += "; recorded by \(recordedBy)" }
      if act.event.isRetracted { what += " – taken back" }
      table.add([
        output.recorded(act.event), Table.Cell(what),
        Table.Cell(act.preparer ?? act.actor ?? "–"), Table.Cell(act.approver ?? ""),
        Table.Cell(act.authority ?? ""),
        Table.Cell(act.findings.joined(separator: "; "), .warning),
        "\(act.event.stored.position)",
      ])
    }
    try output.show(table)
  }
}

extension Accountability.Kind {
  fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension JSONWriter {
  fileprivate mutating func value(_ act: Accountability.Act) {
    beginObject()
    member("kind", act.kind.rawValue)
    name("event")
    value(act.event)
    member("actor", optional: act.actor)
    member("preparer", optional: act.preparer)
    member("recordedBy", optional: act.recordedBy)
    member("approver", optional: act.approver)
    member("before", optional: act.before)
    member("reason", optional: act.reason)
    member("authority", optional: act.authority)
    array("findings", act.findings) { $0.value($1) }
    endObject()
  }
}
