import ArgumentParser
import Ledger
import Money
import Printing
import Projections

struct CommissionPayoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payout",
    abstract: "Record that commission was paid out (Auszahlung).",
    discussion: """
      Refused above what the issued statements pay. The same id again records nothing twice.

        kontor commission payout --payee e-7 --amount 1234.56 --day 2026-04-30 \\
          --statement st-e-7-2026-03 --reference SEPA-4711

      JSON: {"outcome":"recorded","position","duplicate","head"}, or {"outcome":
        "rejected","code","member","reason"} with exit code 1
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Who was paid, by id.")
  var payee: String

  @Option(
    parsing: .unconditional,
    help: "How much, such as 1234.56, in the ledger's currency or with its code: 10.00 EUR.")
  var amount: String

  @Option(help: "On which day.", transform: { try CalendarDay(parsing: $0) })
  var day: CalendarDay

  @Option(help: "Which statement it pays; may be given several times.")
  var statement: [String] = []

  @Option(help: "The bank's reference.")
  var reference: String?

  @Option(help: "The payout's id; without it one is made from payee, day and statements.")
  var id: String?

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let payout = StatementBook.Payout(
        id: id ?? (["po", payee, "\(day)"] + statement).joined(separator: "-"), payee: payee,
        amount: try AmountText.read(amount, ledger.terms.currency), paidOn: day,
        statements: statement, reference: reference, position: 0)
      let done = "Paid out \(payout.amount) \(payout.amount.currency) to \(payee)"
      try output.recording(done, ledger) { () throws(LedgerError) in
        try ledger.payOut(payout, actor: actor.name)
      }
    }
  }
}
