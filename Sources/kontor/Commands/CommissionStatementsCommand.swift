import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON

struct CommissionStatementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements",
    abstract:
      "List the issued statements, what was paid of them, and what is disputed (Abrechnungen).",
    discussion: """
        kontor commission statements
        kontor commission statements --payee e-7 --json

      JSON: {"statements":[{"statement","payee","period","earned","payout","carried",
        "position","sha256","openDisputes"}],"payouts":[{"payout","payee","amount",
        "paidOn","statements","reference","position"}],"balances":[{"payee",
        "stated","paid","open"}],"closed":["2026-03"],"unreadable","speaksFor"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Only of this one of our people, by id.")
  var payee: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let history = History(ledger.journal)
      let standpoint = try history.standpoint(clocks.clocks)
      let book = try StatementBook(history, standpoint)
      try reader.note(ledger, "commission statements", about: [payee.subject], standpoint.size)
      try output.json ? printAsJSON(book, standpoint) : show(book, standpoint)
    }
  }

  private func issued(_ book: StatementBook) -> [StatementBook.Issued] {
    book.issued.filter { payee == nil || $0.key == payee }.sorted { $0.key < $1.key }
      .flatMap(\.value)
  }

  private func openDisputes(_ book: StatementBook, _ id: String) -> Int {
    book.disputes.filter { $0.statement == id && $0.result == nil }.count
  }

  private func printAsJSON(_ book: StatementBook, _ standpoint: Standpoint) throws {
    let balances = try book.balances().filter { payee == nil || $0.payee == payee }
    try printJSON { json in
      json.beginObject()
      json.array("statements", issued(book)) { json, issued in
        let document = issued.document
        json.beginObject()
        json.member("statement", document.id)
        json.member("payee", document.payee)
        json.member("period", "\(document.period)")
        json.member("earned", document.balance.earned)
        json.member("payout", document.balance.payout)
        json.member("carried", document.balance.carriedOut)
        json.member("position", issued.position)
        json.member("sha256", issued.sha256)
        json.member("openDisputes", openDisputes(book, document.id))
        json.endObject()
      }
      json.array("payouts", book.payouts.filter { payee == nil || $0.payee == payee }) {
        json, payout in
        json.beginObject()
        json.member("payout", payout.id)
        json.member("payee", payout.payee)
        json.member("amount", payout.amount)
        json.member("paidOn", "\(payout.paidOn)")
        json.array("statements", payout.statements) { $0.value($1) }
        json.member("reference", optional: payout.reference)
        json.member("position", payout.position)
        json.endObject()
      }
      json.array("balances", balances) { json, balance in
        json.beginObject()
        json.member("payee", balance.payee)
        json.member("stated", balance.stated)
        json.member("paid", balance.paid)
        json.member("open", balance.open)
        json.endObject()
      }
      json.array("closed", book.closed.map { "\($0)" }.sorted()) { $0.value($1) }
      json.unreadable(book.unreadable)
      json.speaksFor(standpoint)
      json.endObject()
    }
  }

  private func show(_ book: StatementBook, _ standpoint: Standpoint) throws {
    var table = Table([
      .text("Payee", minimum: 8), .id("Period"), .id("Statement"), .number("Earned"),
      .number("Payout"), .number("Position"), .text("Disputes"),
    ])
    for issued in issued(book) {
      let document = issued.document
      let open = openDisputes(book, document.id)
      table.add([
        Table.Cell(document.payee), "\(document.period)", Table.Cell(document.id),
        "\(document.balance.earned) \(document.currency)",
        "\(document.balance.payout) \(document.currency)", "\(issued.position)",
        Table.Cell(open == 0 ? "" : "\(open) open", .warning),
      ])
    }
    if table.rows.isEmpty {
      try StandardStream.output.line(
        "No statement was issued yet; `kontor commission statement --issue` issues one.")
    } else {
      try output.show(table)
      var balances = Table([
        .text("Payee", minimum: 8), .number("Stated"), .number("Paid"), .number("Open"),
      ])
      for balance in try book.balances() where payee == nil || balance.payee == payee {
        balances.add([
          Table.Cell(balance.payee), "\(balance.stated) \(balance.stated.currency)",
          "\(balance.paid)", "\(balance.open)",
        ])
      }
      try output.show(balances)
    }
    try output.showFooter(standpoint, book.unreadable)
  }
}
