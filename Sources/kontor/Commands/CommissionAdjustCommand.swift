import ArgumentParser
import Foundation
import Ledger
import Money
import Printing
import Projections

struct CommissionAdjustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjust",
    abstract: "Grant or take an amount by hand; a second person approves (Korrekturbuchung).",
    discussion: """
      It becomes a line of the payee's next statement, or of the period named. Negative takes.

        kontor commission adjust --payee e-7 --amount 250.00 --approver e-1 \\
          --reason "Messebonus" --period 2026-03
        kontor commission adjust --payee e-7 --amount=-40.00 --approver e-1 \\
          --reason "Doppelzahlung Februar"

      JSON: {"outcome":"recorded","position","duplicate","head"}, or {"outcome":
        "rejected","code","member","reason"} with exit code 1
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Whose commission, by id.")
  var payee: String

  @Option(help: "How much, such as 250.00, or -40.00.")
  var amount: String

  @Option(help: "Why, as it will stand on the statement.")
  var reason: String

  @Option(help: "The legal ground, such as a works agreement.")
  var ground: String?

  @Option(
    help: "The month, quarter or year it counts for; without it, today.",
    transform: { try Period(parsing: $0) })
  var period: Period?

  @Option(help: "The adjustment's id; without it one is made up, and a repetition counts again.")
  var id: String?

  @OptionGroup var signatures: SignatureOptions
  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let granted = try AmountText.read(amount, ledger.terms.currency)
      let adjustment = Ledger.ManualAmount(
        id: id ?? "adj-\(UUID().uuidString.lowercased())", payee: payee, amount: granted,
        reason: reason, legalGround: ground, period: period)
      let signed = try signatures.signatures(actor)
      let done = "Adjusted \(payee) by \(granted) \(granted.currency)"
      try output.recording(done, ledger) { () throws(LedgerError) in
        try ledger.adjust(adjustment, signed, actor: actor.name)
      }
    }
  }
}
