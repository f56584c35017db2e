import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON

struct ProjectionsRetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Fold quarantined accounts again.",
    discussion: """
        kontor projections retry health
        kontor projections retry health nordwerk

      A correction of the event is taken up without it; this is for a program that can read by \
      now what it could not.

      Exit code 1: an account stays in quarantine.

      JSON: {"name","retried":[account],"quarantined":[{"account","positions",
        "reason"}]}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The projection.", completion: .list(Views.names))
  var name: String

  @Argument(help: "Only this account.")
  var account: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let (retried, left) = try Views(History(ledger.journal), in: ledger.path).retry(
        name, account: account)
      if output.json {
        try printJSON { json in
          json.beginObject()
          json.member("name", name)
          json.array("retried", retried) { $0.value($1) }
          json.quarantined(left)
          json.endObject()
        }
      } else {
        let freed = retried.count { account in !left.contains { $0.account == account } }
        try StandardStream.output.line(
          "Folded \(retried.count.counted("account")) again, \(freed) of them without a fault.")
        try output.showQuarantined(left, in: name)
      }
      if !left.isEmpty { throw Answer.no }
    }
  }
}
