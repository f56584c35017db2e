import ArgumentParser
import Commission
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a line's amount came about, or why there is none (Begründung).",
    discussion: """
      From the amount down to the clause of the plan, with its text and line, and the events, \
      with their positions. Every rounding is a step.

        kontor commission explain so-1
        kontor commission explain so-1 --payee e-7
        kontor commission explain order/so-1/key-account/doppelte-provision/kam/e-7
        kontor commission explain --why-not so-1 e-8

      With --why-not: why a deal paid nothing (keine Provision) to a payee, clause by clause, \
      with the events that say so. A deal is written so-1, or with its type as order/so-1.

      JSON: a line as `kontor commission lines --json` prints it, and "speaksFor",
        as {"line","speaksFor"}; with --why-not {"deals":[{"deal","payee",
        "dealType","account","day","position","paid","reasons":[{"step","reason",
        "plan","planVersion","clause","line","text","facts":[{"text",
        "position"}]}],"lines"}],"unreadable","speaksFor"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Flag(help: "Say why a deal paid nothing to a payee.")
  var whyNot = false

  @Argument(help: "The line's id, or the id of a deal.")
  var line: String

  @Argument(help: ArgumentHelp("With --why-not: who got nothing.", valueName: "payee"))
  var whom: String?

  @Option(help: "Of a deal's lines only that of this one of our people, by id.")
  var payee: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if whyNot, whom == nil, payee == nil {
      throw ValidationError("--why-not needs a deal and a payee, as --why-not so-1 e-8")
    }
    if let whom, let payee, whom != payee {
      throw ValidationError("--payee says \(payee), but \(whom) is given too; name one of them")
    }
    if !whyNot, let whom {
      throw ValidationError(
        "what is \(whom)? One line is explained at a time; --why-not takes a deal and a payee")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      if whyNot, let payee = whom ?? payee {
        let answer = try query.whyNot(deal: line, payee: payee)
        try reader.note(
          ledger, "commission explain", about: [Optional(payee).subject], query.speaksFor.size)
        return try WhyNotReport(query: query, output: output).show(answer)
      }
      let found = try find(query)
      try reader.note(
        ledger, "commission explain", about: [Optional(found.payee).subject], query.speaksFor.size)
      if output.json {
        try printJSON { json in
          json.beginObject()
          json.name("line")
          json.value(found)
          json.speaksFor(query.speaksFor)
          json.endObject()
        }
      } else {
        try show(found)
        try output.showFooter(query.speaksFor, query.quarantined)
      }
    }
  }

  /// The line with this id, or the only one of the deal with this id.
  private func find(_ query: CommissionQuery) throws -> CommissionEntry {
    if let found = try query.line(id: line) { return found }
    let candidates = try query.lines(payee: payee).filter { $0.deal == line }
    if candidates.count == 1, let found = try query.line(id: candidates[0].id) { return found }
    guard candidates.isEmpty else {
      let ids = candidates.map { "  \($0.id)" }.joined(separator: "\n")
      throw Failure(
        .no,
        "the deal \(line) has several lines; say whose with --payee, or name one of them:\n\(ids)")
    }
    throw Failure(
      .no,
      """
      there is no commission line \(line) at these clocks; `kontor commission lines --wide` lists the \
      lines, `kontor commission explain --why-not DEAL PAYEE` says why somebody has none\
      \(CommissionReport.leftOut(query.quarantined))
      """)
  }

  private func show(_ line: CommissionEntry) throws {
    let amount = Style.heading.applied(
      to: "\(line.amount) \(line.amount.currency)", on: .output)
    try StandardStream.output.line(
      """
      \(amount) for \(line.payee.printable()) as \(line.role), \(line.period), \
      \(line.account.map { "account \($0)" } ?? "no deal")
      """)
    if line.isDoubleCredit {
      try output.paragraph(
        """
        Each payee is credited in full (doppelte Provisionierung) by clause \(line.clause); the \
        revenue of \(line.revenue) counts once.
        """)
    }
    if let derivation = line.derivation {
      for line in Tree(width: output.wide ? nil : Terminal.columns).lines(derivation) {
        try StandardStream.output.line(line)
      }
    }
  }
}
