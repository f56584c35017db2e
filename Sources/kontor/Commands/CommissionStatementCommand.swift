import ArgumentParser
import Foundation
import Journal
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionStatementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement",
    abstract: "Show or issue one payee's statement for a period (Provisionsabrechnung).",
    discussion: """
      What was issued is shown as it was issued; anything else is computed now. --issue freezes \
      it as events: its lines, the position and root it rests on, plan versions, engine \
      revision, preparer and approver. What is learnt later becomes correction lines in the \
      next open period.

        kontor commission statement --payee e-7 --period 2026-03
        kontor commission statement --payee e-7 --period 2026-03 --issue \\
          --approver e-1
        kontor commission statement --payee e-7 --period 2026-03 --html e-7.html

      JSON: {"state":"issued"|"computed","position","recorded","sha256","statement":
        {"statement","ledger","payee","period","due","basis":{"size","root"},
        "engineRevision","plans","preparer","approver","lines","balance"},
        "failed","unreadable","speaksFor"}; of an issued one "statement" is the
        frozen text itself
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Whose statement, by id.")
  var payee: String

  @Option(
    help: "For which month or quarter: 2026-03, 2026-Q1.",
    transform: { try Period(parsing: $0) })
  var period: Period

  @Flag(help: "Issue it: from then on it does not change.")
  var issue = false

  @OptionGroup var signatures: SignatureOptions

  @Option(help: "Also write it as a page to print.", completion: .file(extensions: ["html"]))
  var html: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if issue, clocks.asOf != nil || clocks.knownAt != nil {
      throw ValidationError("A statement is issued as of now; leave --as-of and --known-at out.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      if issue {
        let signed = try signatures.signatures(reader.actor)
        try output.rejecting { () throws(LedgerError) in
          try ledger.issueStatement(of: payee, for: period, signed, actor: reader.actor.name)
            .outcome
        }
      }
      let query = try StatementQuery(History(ledger.journal), clocks.clocks)
      guard query.payees.contains(payee) else {
        throw Failure(
          .no,
          """
          \(payee) has no commission line and no statement at these clocks; \
          `kontor commission payees` lists who has
          """)
      }
      let answer = try query.statement(of: payee, for: period)
      try reader.note(
        ledger, "commission statement", about: [Optional(payee).subject],
        query.commission.speaksFor.size)
      let report = StatementReport(answer, query)
      if let html { try report.writePage(to: html) }
      try output.json ? report.printJSONText() : report.show(output)
    }
  }
}

extension OutputOptions {
  /// Records something, and ends the command with a no where the ledger refuses it.
  @discardableResult
  func rejecting(_ record: () throws(LedgerError) -> Outcome) throws -> [Receipt] {
    let outcome: Outcome
    do throws(LedgerError) {
      outcome = try record()
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      try reject(refusal)
    }
    switch outcome {
    case .committed(let receipts, _): return receipts
    case .rejected(let refusal): try reject(refusal)
    }
  }
}
