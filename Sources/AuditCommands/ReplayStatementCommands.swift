import ArgumentParser
import Audit
import Money
import Printing
import Projections
import StrictJSON

struct ReplayStatementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement",
    abstract: "Compute an issued statement again and compare it byte for byte.",
    discussion: """
      From the records below the size that the statement was based on, with the plans and facts \
      known there, by the engine revision that it names. Compared are its text, its digest, the \
      root at its basis, and what its event says of each.

        \(AuditProgram.words) replay statement st-e-7-2026-03
        \(AuditProgram.words) replay statement st-e-7-2026-03 --json | jq -r .verdict

      Exit code: 0 identical; 1 something differs; 2 it cannot be decided because this program \
      lacks the engine revision.

      JSON: {"statement","payee","period","position","recorded","preparer",
        "approver","engineRevision","basis":{"size","root"},"sha256":{"stated",
        "computed"},"payout","verdict":"identical"|"differs"|"undecidable",
        "differences":[…],"reason","speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The statement's id, such as st-e-7-2026-03.")
  var statement: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    var replays = try StatementReplays(try source.history())
    guard let issued = replays.issued(statement) else {
      throw Failure(
        .no,
        """
        no statement \(statement) was issued among these records; \
        `\(AuditProgram.words) replay statements` lists those that were
        """)
    }
    let replay = try replays.replay(issued)
    try output.json
      ? printJSON { json in
        json.beginObject()
        json.members(of: replay)
        json.speaksFor(replays.speaksFor)
        json.endObject()
      } : show(replay, replays.speaksFor)
    switch replay.verdict {
    case .identical: return
    case .differs: throw Answer.no
    case .undecidable: throw Answer.undecided
    }
  }

  private func show(_ replay: StatementReplay, _ standpoint: Standpoint) throws {
    let document = replay.document
    switch replay.verdict {
    case .identical:
      let word = Style.good.applied(to: "Identical:", on: .output)
      try StandardStream.output.line(
        """
        \(word) \(document.id), \(document.lines.count.counted("line")), payout \
        \(document.balance.payout) \(document.currency)
        """)
    case .differs(let differences):
      let word = Style.bad.applied(to: "Differs:", on: .output)
      try StandardStream.output.line("\(word) \(document.id)")
      for difference in differences { try output.paragraph("  \(difference)") }
    case .undecidable(let reason):
      let word = Style.warning.applied(to: "Cannot be decided:", on: .output)
      try StandardStream.output.line("\(word) \(document.id): \(reason.printable())")
    }
    var table = Table([.text("", minimum: 10), .prose("", minimum: 20)])
    for (name, value) in facts(replay) { table.add([Table.Cell(name, .faint), Table.Cell(value)]) }
    try output.show(table)
    try output.showHead(standpoint)
  }

  private func facts(_ replay: StatementReplay) -> [(String, String)] {
    let document = replay.document
    return [
      ("Issued", "position \(replay.statement.position), \(replay.statement.recorded)"),
      ("Prepared by", document.signatures?.preparer ?? "–"),
      ("Approved by", document.signatures?.approver ?? "–"),
      ("Known then", "\(document.basisSize.counted("event")), root \(document.basisRoot)"),
      (
        "Plans",
        document.plans.map { "\($0.plan) version \($0.version)" }.joined(separator: ", ")
      ),
      ("Engine", "revision \(document.engineRevision)"),
      ("SHA-256 stated", replay.statement.sha256),
      ("computed", replay.sha256 ?? "–"),
    ]
  }
}

struct ReplayStatementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements",
    abstract: "Compute every issued statement again.",
    discussion: """
      Whether old decisions still replay, all of them at once.

        \(AuditProgram.words) replay statements
        \(AuditProgram.words) replay statements --known-at size:1200

      Exit code: 0 all are identical; 1 one is not; 2 one cannot be decided and no other differs.

      JSON: {"statements":[…],"identical","other","speaksFor"}; statements as
        `\(AuditProgram.words) replay statement --json` prints them, without "speaksFor"
      """)

  @OptionGroup var source: SourceOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var replays = try StatementReplays(try source.history(), clocks.clocks)
    var found: [StatementReplay] = []
    let issued = replays.issued
    let progress = ProgressLine("Statements", of: issued.count)
    for statement in issued {
      found.append(try replays.replay(statement))
      progress.show(found.count)
    }
    progress.end()
    let identical = found.count { $0.verdict == .identical }
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.array("statements", found) { json, replay in
          json.beginObject()
          json.members(of: replay)
          json.endObject()
        }
        json.member("identical", identical)
        json.member("other", found.count - identical)
        json.speaksFor(replays.speaksFor)
        json.endObject()
      }
    } else {
      try show(found, identical)
      try output.showHead(replays.speaksFor)
    }
    guard identical < found.count else { return }
    let differs = found.contains { if case .differs = $0.verdict { true } else { false } }
    throw differs ? Answer.no : Answer.undecided
  }

  private func show(_ found: [StatementReplay], _ identical: Int) throws {
    var table = Table([
      .text("Statement", minimum: 12), .number("Position"), .number("Basis"), .number("Payout"),
      .prose("Verdict", minimum: 12),
    ])
    for replay in found {
      let document = replay.document
      table.add([
        Table.Cell(document.id), "\(replay.statement.position)", "\(document.basisSize)",
        "\(document.balance.payout) \(document.currency)", replay.verdict.cell,
      ])
    }
    try output.show(table)
    try output.line(
      """
      \(found.count.counted("statement")) issued, \(identical) identical, \
      \(found.count - identical) not.
      """)
  }
}

extension StatementReplay.Verdict {
  fileprivate var cell: Table.Cell {
    switch self {
    case .identical: Table.Cell("identical", .good)
    case .differs(let differences): Table.Cell("differs: \(differences[0])", .bad)
    case .undecidable(let reason): Table.Cell("cannot be decided: \(reason)", .warning)
    }
  }

  fileprivate var word: String {
    switch self {
    case .identical: "identical"
    case .differs: "differs"
    case .undecidable: "undecidable"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(of replay: StatementReplay) {
    let document = replay.document
    member("statement", document.id)
    member("payee", document.payee)
    member("period", "\(document.period)")
    member("position", replay.statement.position)
    member("recorded", "\(replay.statement.recorded)")
    member("preparer", optional: document.signatures?.preparer)
    member("approver", optional: document.signatures?.approver)
    member("engineRevision", document.engineRevision)
    name("basis")
    beginObject()
    member("size", document.basisSize)
    member("root", document.basisRoot)
    endObject()
    name("sha256")
    beginObject()
    member("stated", replay.statement.sha256)
    member("computed", optional: replay.sha256)
    endObject()
    member("payout", document.balance.payout)
    member("verdict", replay.verdict.word)
    var (differences, reason): ([String], String?) = ([], nil)
    switch replay.verdict {
    case .identical: break
    case .differs(let found): differences = found
    case .undecidable(let text): reason = text
    }
    array("differences", differences) { $0.value($1) }
    member("reason", optional: reason)
  }
}
