import ArgumentParser
import Ledger
import LedgerEvents
import Printing
import StrictJSON

struct PrivacyReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "List whom there are values about, what was erased, and whether all is whole.",
    discussion: """
        kontor privacy report
        kontor privacy report --json | jq '.persons[] | select(.missing > 0)'

      Where an event contact.data_erased came from another system, values stay until \
      `kontor privacy erase` takes them: the list says so.

      Every value is opened and compared with the digest in its record; what it says is not shown, \
      and only ids are. Values whose event was never recorded are swept.

      Exit code 1: a value is missing, is not what its record commits to, or belongs to no event; or \
      the vault cannot be opened.

      JSON: {"persons":[{"person","subjects","kept":{"<class>":n},
        "erased":{"<class>":n},"missing","unusable","hold","erasureRequested"}],
        "orphans","swept","generation","rotated","problem","knownSize"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let report = try ledger.privacyReport()
      try output.json ? printAsJSON(report) : show(report)
      if !report.isWhole { throw Answer.no }
    }
  }

  private func show(_ report: PrivacyReport) throws {
    var table = Table([
      .id("Person"), .text("Known as", minimum: 16), .text("Kept", minimum: 10),
      .text("Erased", minimum: 10), .number("Missing"), .number("Unusable"),
      .text("Held", minimum: 10), .id("Note"),
    ])
    for row in report.rows {
      table.add([
        Table.Cell(output.wide ? "\(row.person)" : "\(row.person.description.prefix(8))…"),
        Table.Cell(row.subjects.joined(separator: ", ")), Table.Cell(Self.counts(row.kept)),
        Table.Cell(Self.counts(row.erased), .faint),
        Table.Cell(row.missing > 0 ? "\(row.missing)" : "", .bad),
        Table.Cell(row.unusable > 0 ? "\(row.unusable)" : "", .bad),
        Table.Cell(row.hold ?? "", .warning),
        Table.Cell(row.isRequested ? "erasure asked for" : "", .warning),
      ])
    }
    if report.rows.isEmpty {
      try StandardStream.output.line("There are no values about people.")
    } else {
      try output.show(table)
    }
    if report.swept > 0 {
      try StandardStream.output.line(
        "Swept \(UInt64(report.swept).counted("value")) whose events were never recorded.")
    }
    if report.orphans > 0 {
      try StandardStream.error.line(
        Style.bad.applied(to: "Orphans:", on: .error)
          + " \(UInt64(report.orphans).counted("value")) in the vault belong to no record")
    }
    if let problem = report.problem {
      try StandardStream.error.line(
        Style.bad.applied(to: "Vault:", on: .error) + " " + "\(problem)".printable())
    }
    if let generation = report.generation, let rotated = report.rotated {
      try StandardStream.output.line("Vault generation \(generation), master key of \(rotated).")
    }
    try StandardStream.output.line(
      Style.faint.applied(
        to: "Known: \(report.knownSize.counted("event")), read from the journal and the vault.",
        on: .output))
  }

  private static func counts(_ counts: [RetentionClass: Int]) -> String {
    RetentionClass.known.compactMap { retention in
      counts[retention].map { "\($0) \(retention.word)" }
    }.joined(separator: ", ")
  }

  private func printAsJSON(_ report: PrivacyReport) throws {
    try printJSON { json in
      json.beginObject()
      json.array("persons", report.rows) { json, row in
        json.beginObject()
        json.member("person", row.person.description)
        json.array("subjects", row.subjects) { $0.value($1) }
        json.counts("kept", row.kept)
        json.counts("erased", row.erased)
        json.member("missing", row.missing)
        json.member("unusable", row.unusable)
        json.member("hold", optional: row.hold)
        json.member("erasureRequested", row.isRequested)
        json.endObject()
      }
      json.member("orphans", report.orphans)
      json.member("swept", report.swept)
      json.member("generation", optional: report.generation)
      json.member("rotated", optional: report.rotated.map { "\($0)" })
      json.member("problem", optional: report.problem.map { "\($0)" })
      json.member("knownSize", report.knownSize)
      json.endObject()
    }
  }
}

extension JSONWriter {
  fileprivate mutating func counts(_ name: String, _ counts: [RetentionClass: Int]) {
    self.name(name)
    beginObject()
    for retention in RetentionClass.known {
      if let count = counts[retention] { member(retention.word, count) }
    }
    endObject()
  }
}
