import ArgumentParser
import Commission
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionLinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract: "List the lines of a payee or a period (Einzelposten).",
    discussion: """
      Amount is what an event earns (Provision). Payable, shown where it differs, is what may be \
      paid because of the event (auszahlbar); Cut is what caps (Deckelung) took.

        kontor commission lines --payee e-7 --period 2026-03
        kontor commission lines --payee e-7 --wide     # with clause and line id
        kontor commission lines --period 2026-Q1 --known-at 2026-04-05T00:00:00Z

      JSON: {"lines":[{"id","payee","account","deal","dealType","day","position",
        "reversal","correctedBy","period","plan","planVersion","clause","role",
        "doubleCredit","revenue","base","share","credited","rate","amount",
        "payable","cut","inDoubt","claim","exchange","derivation"}],"total",
        "totals","failed","unreadable","speaksFor"}. day and position are those of
        the event that made the line; reversal: it takes back; correctedBy: the
        position of the correction that holds for it, or null; inDoubt: each is
        credited in full because nobody agreed who sold; claim: the payee owes the
        amount. exchange is {"original","rate","day","source","position"}, from
        which the amount was converted, or null. total is null where the lines have
        several currencies, totals has each. derivation is {"plan","planVersion",
        "clause","events","steps"}: the positions of all events behind the line, and
        the tree of steps {"step","summary","inputs": [{"name","value","position"}],
        "before","after","rounding","children"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var selection: CommissionSelection
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let query = try CommissionQuery(History(ledger.journal), clocks.clocks)
      let lines = try query.lines(
        payee: selection.payee, period: selection.period, explain: output.json)
      let totals = try lines.sums(of: \.amount)
      try reader.note(
        ledger, "commission lines", about: [selection.payee.subject], query.speaksFor.size)
      try output.json
        ? printAsJSON(query, lines, totals, ledger.terms.currency) : show(query, lines, totals)
    }
  }

  private func printAsJSON(
    _ query: CommissionQuery, _ lines: [CommissionEntry], _ totals: [Amount], _ currency: Currency
  ) throws {
    try printJSON { json in
      json.beginObject()
      json.array("lines", lines) { $0.value($1) }
      switch totals.count {
      case 0: json.member("total", Amount.zero(currency))
      case 1: json.member("total", totals[0])
      default:
        json.name("total")
        json.null()
      }
      json.array("totals", totals) { $0.value($1) }
      json.failed(query.failedDeals)
      json.unreadable(query.quarantined)
      json.speaksFor(query.speaksFor)
      json.endObject()
    }
  }

  private func show(
    _ query: CommissionQuery, _ lines: [CommissionEntry], _ totals: [Amount]
  ) throws {
    if lines.isEmpty {
      try StandardStream.output.line(
        selection.payee.map {
          "\($0.printable()) has no line here; `kontor commission payees` lists who has lines."
        } ?? "There are no lines; `kontor commission omissions` says why a deal gives nothing.")
    } else {
      try output.show(table(lines, totals))
    }
    try CommissionReport.showFailed(query.failedDeals)
    try output.showFooter(query.speaksFor, query.quarantined)
  }

  private func table(_ lines: [CommissionEntry], _ totals: [Amount]) throws -> Table {
    let showsPayable = lines.contains { $0.payable != $0.amount }
    let showsCut = lines.contains { !$0.cut.isZero }
    // Without --wide there is room for two figures beside the rate.
    let showsCredited = output.wide || !(showsPayable || showsCut)
    var table = Table([
      .id("Day"), .text("Payee", minimum: 6), .text("Account", minimum: 6),
      .text("Deal", minimum: 8), .text("Clause"), .number("Credited"), .number("Rate"),
      .number("Amount"), .number("Payable"), .number("Cut"), .id("Line"),
    ])
    for line in lines.sorted(by: { ($0.trigger.day, $0.id) < ($1.trigger.day, $1.id) }) {
      table.add([
        "\(line.trigger.day)", Table.Cell(selection.payee == nil ? line.payee : ""),
        Table.Cell(line.account ?? "–"), Table.Cell(line.deal ?? "–"),
        Table.Cell(output.wide ? line.clause : ""),
        Table.Cell(showsCredited ? "\(line.credited)" : ""),
        Table.Cell(line.rate.map { "\($0)" } ?? "–"),
        Table.Cell(
          "\(line.amount) \(line.amount.currency)", line.amount.isNegative ? .bad : .plain),
        Table.Cell(showsPayable ? "\(line.payable)" : ""),
        Table.Cell(showsCut ? "\(line.cut)" : ""),
        Table.Cell(output.wide ? line.id : "", .faint),
      ])
    }
    let (payables, cuts) = (try lines.sums(of: \.payable), try lines.sums(of: \.cut))
    for (index, total) in totals.enumerated() {
      table.add([
        Table.Cell("Total", .heading), "", "", "", "", "", "",
        Table.Cell("\(total) \(total.currency)", .heading),
        Table.Cell(showsPayable ? "\(payables[index])" : "", .heading),
        Table.Cell(showsCut ? "\(cuts[index])" : "", .heading), "",
      ])
    }
    return table
  }
}
