import ArgumentParser
import Ledger
import Money
import Printing
import Projections

struct CommissionDisputeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract: "Dispute a statement or one of its lines, or say how it was settled (Einwendung).",
    discussion: """
      A disputed statement stays as it is; what was wrong becomes a correction or an adjustment.

        kontor commission dispute --payee e-7 --id d-1 --statement st-e-7-2026-03 \\
          --reason "Auftrag so-9 fehlt"
        kontor commission dispute --payee e-7 --id d-1 --settled amended \\
          --resolution "Auftrag nacherfasst" --approver e-1

      JSON: {"outcome":"recorded","position","duplicate","head"}, or {"outcome":
        "rejected","code","member","reason"} with exit code 1
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Whose statement, by id.")
  var payee: String

  @Option(help: "The dispute's id.")
  var id: String

  @Option(help: "Which statement is disputed.")
  var statement: String?

  @Option(help: "Which of its lines.")
  var line: String?

  @Option(help: "What is wrong with it.")
  var reason: String?

  @Option(help: "It is settled: upheld (the statement stands), amended or withdrawn.")
  var settled: Settled?

  @Option(help: "What was settled.")
  var resolution: String?

  @Option(help: "Who approves the settlement, an id; somebody else than who records it.")
  var approver: String?

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  enum Settled: String, CaseIterable, ExpressibleByArgument {
    case upheld, amended, withdrawn
  }

  func validate() throws {
    if settled == nil, statement == nil || reason == nil {
      throw ValidationError("Name the --statement and the --reason, or say how it was --settled.")
    }
    if settled != nil, approver == nil {
      throw ValidationError("A settlement needs a second person; name --approver ID.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      if let settled, let approver {
        let result = Ledger.DisputeResult(rawValue: settled.rawValue) ?? .upheld
        try output.recording("Settled dispute \(id): \(settled.rawValue)", ledger) {
          () throws(LedgerError) in
          try ledger.settle(
            dispute: id, of: payee, result, resolution: resolution, approver: approver,
            actor: actor.name)
        }
      } else {
        let dispute = StatementBook.Dispute(
          id: id, payee: payee, statement: statement ?? "", line: line, reason: reason ?? "",
          position: 0)
        try output.recording("Disputed \(dispute.statement)", ledger) { () throws(LedgerError) in
          try ledger.dispute(dispute, actor: actor.name)
        }
      }
    }
  }
}
