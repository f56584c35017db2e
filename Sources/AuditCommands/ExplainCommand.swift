import ArgumentParser
import Audit
import Money
import Printing
import Projections
import StrictJSON

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a commission line came about, step by step (Herleitung).",
    discussion: """
      From the amount down to the clause of the plan and the events, at any two clocks.

        \(AuditProgram.words) explain order/so-1/key-account/doppelte-provision/kam/e-7
        \(AuditProgram.words) explain so-1 --payee e-7 --known-at size:1200

      JSON: {"line","speaksFor"}; the line as `kontor commission lines --json`
        prints it
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The line's id, or the id of a deal.")
  var line: String

  @Option(help: "Of a deal's lines only that of this one of our people, by id.")
  var payee: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let query = try CommissionQuery(try source.history(), clocks.clocks)
    let found = try LineSearch.one(line, payee: payee, query)
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.name("line")
        json.value(found)
        json.speaksFor(query.speaksFor)
        json.endObject()
      }
    }
    try output.line(
      """
      \(found.amount) \(found.amount.currency) for \(found.payee) as \(found.role), \
      \(found.period), \(found.account.map { "account \($0)" } ?? "no deal")
      """, .heading)
    if let derivation = found.derivation {
      for line in Tree(width: output.wide ? nil : Terminal.columns).lines(derivation) {
        try StandardStream.output.line(line)
      }
    }
    try output.showHead(query.speaksFor, leftOut: query.quarantined)
  }
}

/// Finds the line that somebody means.
enum LineSearch {
  /// The line with this id, or the only one of the deal with this id, with its derivation.
  static func one(
    _ text: String, payee: String?, _ query: CommissionQuery
  ) throws -> CommissionEntry {
    if let found = try query.line(id: text) { return found }
    let candidates = try query.lines(payee: payee).filter { $0.deal == text }
    if candidates.count == 1, let found = try query.line(id: candidates[0].id) { return found }
    guard candidates.isEmpty else {
      let ids = candidates.map { "  \($0.id)" }.joined(separator: "\n")
      throw Failure(
        .no,
        "the deal \(text) has several lines; say whose with --payee, or name one of them:\n\(ids)")
    }
    throw Failure(
      .no,
      """
      there is no commission line \(text) at these clocks; \
      `\(AuditProgram.words) replay commission --wide` lists the lines\
      \(CommissionReport.leftOut(query.quarantined))
      """)
  }
}
