import ArgumentParser
import Journal
import Ledger
import Money
import Printing
import StrictJSON

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new, empty ledger (Anlegen).",
    discussion: """
      The first event of the new ledger settles its name, its currency, and the time zone \
      whose days, months and quarters count.

        kontor init --ledger nordwerk --name Nordwerk
        kontor init --ledger genf --name Genf --currency CHF \\
          --time-zone Europe/Zurich

      JSON: {"ledger","name","currency","timeZone","head":{"size","root"}}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "What the ledger is called.")
  var name: String

  @Option(
    help: "The currency of its amounts, ISO 4217.", transform: { try Currency($0) })
  var currency = Currency.eur

  @Option(help: "The time zone of its calendar days, such as Europe/Berlin.")
  var timeZone = "Europe/Berlin"

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !name.isEmpty else { throw ValidationError("--name is empty; say what it is called.") }
  }

  func run() throws {
    let path = try ledger.path()
    let terms = Ledger.Terms(name: name, currency: currency, timeZone: timeZone)
    try Ledger.create(at: path, terms: terms, actor: actor.name)
    let head = try ledger.open { try $0.journal.head() }
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("ledger", path)
        json.member("name", name)
        json.member("currency", currency.code)
        json.member("timeZone", timeZone)
        json.head(head)
        json.endObject()
      }
    } else {
      try StandardStream.output.line(
        "Made the ledger “\(name.printable())” in \(path) (\(currency), \(timeZone)).")
    }
  }
}
