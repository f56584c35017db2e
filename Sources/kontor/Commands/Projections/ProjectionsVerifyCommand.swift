import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON

struct ProjectionsVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Derive the rows again from the journal and compare them one by one.",
    discussion: """
      Folds every account from its own events up to the projection's cursor, without the rows \
      there are. It reads only, and does not bring the projection to the head first.

        kontor projections verify
        kontor projections verify health --generation 2

      Exit code 1: a row differs, or the cursor names no beginning of this journal. A wrong \
      projection is made anew by `kontor projections rebuild`.

      JSON: {"ok","projections":[{"name","generation","cursor","rows","fault",
        "differences","first":[{"key","fields":[{"name","old","new"}]}],
        "quarantined"}]}; old is what is stored, new what the journal says
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The projection; without it all that are there.", completion: .list(Views.names))
  var name: String?

  @Option(
    parsing: .unconditional, help: "Which generation; without it the running one.",
    transform: WholeNumber.generation)
  var generation: UInt32?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let views = Views(History(ledger.journal), in: ledger.path)
      var results: [ViewVerification] = []
      for name in name.map({ [$0] }) ?? Views.names {
        let isThere = try views.list(name).contains { $0.isRunning && $0.state != .unmade }
        // What nobody has asked for yet has no row that could be wrong.
        if self.name == nil, !isThere { continue }
        let progress = ProgressLine("Verifying \(name)")
        defer { progress.end() }
        results.append(
          try views.verify(name, generation: generation) { done, _ in progress.show(done) })
      }
      try output.json ? printAsJSON(results) : show(results)
      if !results.allSatisfy(\.isSound) { throw Answer.no }
    }
  }

  private func printAsJSON(_ results: [ViewVerification]) throws {
    try printJSON { json in
      json.beginObject()
      json.member("ok", results.allSatisfy(\.isSound))
      json.array("projections", results) { json, result in
        json.beginObject()
        json.member("name", result.name)
        json.member("generation", result.generation)
        json.member("cursor", result.size)
        json.member("rows", result.rows)
        json.member("fault", optional: result.fault?.description)
        json.member("differences", result.differenceCount)
        json.array("first", result.differences) { json, row in
          json.beginObject()
          json.member("key", row.key)
          json.changes("fields", row.fields)
          json.endObject()
        }
        json.quarantined(result.quarantined)
        json.endObject()
      }
      json.endObject()
    }
  }

  private func show(_ results: [ViewVerification]) throws {
    if results.isEmpty {
      return try StandardStream.output.line("No projection is made yet; nothing can be wrong.")
    }
    for result in results {
      let place = "\(result.name), generation \(result.generation)"
      if let fault = result.fault {
        let word = Style.bad.applied(to: "Not of this journal:", on: .output)
        try StandardStream.output.line("\(word) \(place): \(fault.whatIsWrong)")
      } else if result.isSound {
        let word = Style.good.applied(to: "Sound:", on: .output)
        try StandardStream.output.line(
          "\(word) \(place), \(result.rows.counted("row")) at \(result.size.counted("event"))")
      } else {
        let word = Style.bad.applied(to: "Not sound:", on: .output)
        try StandardStream.output.line(
          """
          \(word) \(place), \(result.differenceCount.counted("row")) of \(result.rows) at \
          \(result.size.counted("event"))
          """)
        try showDifferences(result)
      }
      for account in result.quarantined {
        try StandardStream.error.line("Quarantined: \("\(account)".printable())")
      }
    }
  }

  private func showDifferences(_ result: ViewVerification) throws {
    var table = Table([
      .text("Row", minimum: 16), .id("What"), .text("Stored", minimum: 10),
      .text("Journal", minimum: 10),
    ])
    for row in result.differences {
      for (index, field) in row.fields.enumerated() {
        table.add([
          Table.Cell(index == 0 ? row.key : ""), Table.Cell(field.name),
          Table.Cell(field.old, .bad), Table.Cell(field.new, .good),
        ])
      }
    }
    try output.show(table)
    try StandardStream.error.line("Make it anew: kontor projections rebuild \(result.name)")
  }
}

extension ViewRebuild {
  /// The fault alone, without what a question would do about it.
  fileprivate var whatIsWrong: String {
    description.replacing("; it was made anew", with: "; the next question makes it anew")
  }
}
