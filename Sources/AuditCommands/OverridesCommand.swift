import ArgumentParser
import Audit
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct OverridesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overrides",
    abstract: "List every exception that a person made to a rule (Ausnahmen).",
    discussion: """
      Question 8 of an audit: amounts granted or taken by hand, agreed splits, pay terms of one \
      person, health bands set by hand, discounts; each with its approver, rationale, expiry and \
      amount.

        \(AuditProgram.words) overrides
        \(AuditProgram.words) overrides --kind adjustment --kind discount

      JSON: {"exceptions":[{"kind","event":{…},"about","approver","rationale",
        "expires","amount","basisPoints","takenBack"}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Option(
    help: ArgumentHelp(
      "Only of this kind; may be repeated: \(Overrides.Kind.words).", valueName: "kind"),
    completion: .list(Overrides.Kind.allCases.map(\.rawValue)),
    transform: { text in
      guard let kind = Overrides.Kind(rawValue: text) else {
        throw ValidationError("the kinds are \(Overrides.Kind.words)")
      }
      return kind
    })
  var kind: [Overrides.Kind] = []

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let kinds = kind.isEmpty ? Set(Overrides.Kind.allCases) : Set(kind)
    let answer = try Overrides(try source.history(), clocks.clocks, kinds: kinds)
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.array("exceptions", answer.exceptions) { $0.value($1) }
        json.speaksFor(answer.speaksFor)
        json.endObject()
      }
    }
    try show(answer)
    try output.showHead(answer.speaksFor)
  }

  private func show(_ answer: Overrides) throws {
    guard !answer.exceptions.isEmpty else { return try output.line("No exception was made.") }
    var table = Table([
      .id("Day"), .id("Kind"), .text("About", minimum: 8), .prose("What", minimum: 20),
      .prose("Rationale", minimum: 14), .text("Approver", minimum: 8), .id("Ends"),
      .number("Amount"), .number("Position"),
    ])
    for exception in answer.exceptions {
      let style: Style = exception.isTakenBack ? .faint : .plain
      let hasRationale = exception.rationale.map { !$0.isEmpty } ?? false
      table.add([
        Table.Cell("\(exception.event.day)", style), Table.Cell(exception.kind.rawValue, style),
        Table.Cell(exception.about, style),
        Table.Cell(exception.event.summary + (exception.isTakenBack ? " – taken back" : ""), style),
        hasRationale ? Table.Cell(exception.rationale ?? "", style) : Table.Cell("none", .warning),
        Table.Cell(exception.approver ?? "", style),
        Table.Cell(exception.expires.map { "\($0)" } ?? "", style),
        Table.Cell(exception.figure, style),
        Table.Cell("\(exception.event.stored.position)", style),
      ])
    }
    try output.show(table)
  }
}

extension Overrides.Kind {
  fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Overrides.Exception {
  fileprivate var figure: String {
    if let amount { return "\(amount) \(amount.currency)" }
    return basisPoints.map { "\(Rate(basisPoints: Int64($0)))" } ?? ""
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ exception: Overrides.Exception) {
    beginObject()
    member("kind", exception.kind.rawValue)
    name("event")
    value(exception.event)
    member("about", exception.about)
    member("approver", optional: exception.approver)
    member("rationale", optional: exception.rationale)
    member("expires", optional: exception.expires.map { "\($0)" })
    name("amount")
    if let amount = exception.amount { value(amount) } else { null() }
    member("basisPoints", optional: exception.basisPoints)
    member("takenBack", exception.isTakenBack)
    endObject()
  }
}
