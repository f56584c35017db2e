import ArgumentParser
import Money
import SampleLedgerGenerator

@main
struct SampleLedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-ledger",
    abstract: "Write the events of a made-up ledger as CloudEvents, one a line.",
    discussion: """
      The same arguments give the same bytes. One account in twenty each has one of seven \
      patterns: three that should raise a warning and four that should cap the health score, at \
      the end of each year of the ledger from the second on. No other account has it; --planted \
      tells which.

        sample-ledger --accounts 60 --years 2 --seed 7 > sample.ndjson
        sample-ledger --accounts 60 --seed 7 --planted
      """)

  @Option(help: "How many accounts there are.")
  var accounts = 60

  @Option(help: "How many years the ledger spans.")
  var years = 2

  @Option(help: "Another seed gives another ledger.")
  var seed: UInt64 = 7

  @Option(help: "The ledger's first day.")
  var start = "2024-01-01"

  @Option(help: "The currency of every amount, ISO 4217.")
  var currency = "EUR"

  @Flag(help: "Print which accounts have which pattern, as JSON, instead of events.")
  var planted = false

  func run() throws {
    let settings: SampleSettings
    do {
      settings = try SampleSettings(
        accounts: accounts, years: years, seed: seed, start: CalendarDay(parsing: start),
        currency: Currency(currency))
    } catch {
      throw ValidationError("\(error)")
    }
    var output = StandardOutput()
    if planted {
      try output.write(Array((SampleLedger.planted(settings) + "\n").utf8))
      return
    }
    var ledger = try SampleLedger(settings)
    var lines: [UInt8] = []
    while ledger.writeDay(to: &lines) {
      if lines.count >= 1 << 20 {
        try output.write(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try output.write(lines)
  }
}
