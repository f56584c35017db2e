import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Extract from the books every deal of a payee (Buchauszug, HGB 87c (2)).",
    discussion: """
        kontor commission extract --payee e-7 --from 2026-01-01 --to 2026-12-31
        kontor commission extract --payee e-7 --from 2026-01-01 --to 2026-12-31 \\
          --html buchauszug.html --csv buchauszug.csv

      A deal is in the extract when its own day lies in the span, both days included, \
      and the payee has a line for it, sold it, was named in a split of it, or had a role \
      on the account that day; also when it was cancelled, never carried out, or earns \
      nothing, and then it says why. Invoices stand in the row of their order.

      The table is a summary, --wide shows more; everything is in the CSV (for a German \
      Excel: one row for each entry, column Satzart says what it is), the HTML (to print, \
      A4 landscape) and the JSON.

      JSON: {"ledger","payee","from","to","deals":[{"number","deal","dealType",
        "document","day","position","kind","contract","callOffs",
        "opportunities","customer":{"account","number","name","address",
        "country"},"parts","confirmed","items":[{"product","description",
        "quantity","site","list","net","reductions":[{"kind","basisPoints"}]}],
        "net","gross","ancillary",
        "execution","delivered","invoiced","paid","isPaid",
        "deliveries":[{"id","day","order","net","lines"}],
        "invoices":[{"id","day","order","net","gross","ancillary","due","paid",
        "deducted","credited","lost","open"}],
        "payments":[{"invoice","day","amount","deduction",
        "deductionBasisPoints","deductionReason","reason"}],
        "credits":[{"id","invoice","order","orderDay","day","returned","net",
        "reason","cause"}],"changes":[{"event","kind","day","stage","invoice",
        "net","lines","reason","cause","measures"}],
        "commission":[{"earned","payable","paidOut"}],"lines":[{"id","day",
        "position","plan","planVersion","clause","clauseText","role",
        "doubleCredit","claim","base","credited","rate","levels","amount",
        "payable","release","statements","payouts":[{"id","day","amount",
        "reference"}],"paidOut"}],
        "reasons":[{"code","clause","text"}],"disputes":[{"id","day","about",
        "line","reason","settledOn","result","resolution"}]}],"withoutDeal",
        "sums":[{"total","deals","elsewhere","others","withoutDeal","lines",
        "payable","paidOut"}],"unreadable","speaksFor"}.
        isPaid is null where a contract is carried out by orders with rows of
        their own; lines of a delivery or change are {"product","quantity","net"};
        withoutDeal has lines as a deal has. deals - elsewhere + others +
        withoutDeal = lines, which is what `kontor commission lines` adds up to
        for the same days
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Whose extract it is, by id.")
  var payee: String

  @Option(
    help: ArgumentHelp("The first day of the deals.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var from: CalendarDay

  @Option(
    help: ArgumentHelp("The last day of the deals; it belongs to the span.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var to: CalendarDay

  @Option(
    help: ArgumentHelp("Also write a table for a German Excel.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var csv: String?

  @Option(
    help: ArgumentHelp("Also write a page to print and hand out.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard from <= to else {
      throw ValidationError("--from lies behind --to; give the first day and the last one.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let query = try ExtractQuery(History(ledger.journal), clocks.clocks)
      let extract = try query.extract(payee: payee, from: from, to: to)
      try reader.note(
        ledger, "commission extract", about: [Optional(payee).subject], extract.speaksFor.size)
      let name = ledger.terms.name
      if let csv { try OutputFile.write(ExtractCSV(extract, ledger: name).bytes(), to: csv) }
      if let html {
        try OutputFile.write(ExtractHTML(extract: extract, ledger: name).bytes(), to: html)
      }
      if output.json {
        try printJSON { try $0.value(extract, ledger: name) }
      } else {
        try ExtractReport(extract: extract, output: output).show()
        for path in [csv, html].compactMap(\.self) {
          try StandardStream.output.line("Written: \(path.printable())")
        }
        try StandardStream.output.line(
          """
          Ledger \(name.printable()), size \(extract.speaksFor.size), root \(extract.speaksFor.root)
          """)
        try output.showFooter(extract.speaksFor, extract.unreadable)
      }
    }
  }
}
