import Money
import Printing
import Projections

/// A book extract as a page to hand out: one row for each deal, its columns in the groups of the law.
struct ExtractHTML {
  let extract: BookExtract
  let ledger: String

  func bytes() throws(MoneyError) -> [UInt8] {
    let title = HTMLPage.Heading("Buchauszug (§ 87c Abs. 2 HGB)", "book extract")
    let page = HTMLPage(
      title: title, isLandscape: true, facts: extract.facts(ledger: ledger),
      body: HTML([try deals(), try withoutDeal(), try sums()]))
    return page.bytes
  }

  private var running: String {
    """
    Buchauszug · \(ledger) · \(extract.payee) · \(GermanText.day(extract.from)) – \
    \(GermanText.day(extract.to)) · Journal \(extract.speaksFor.size), \(extract.speaksFor.root)
    """
  }

  private func deals() throws(MoneyError) -> HTML {
    guard !extract.rows.isEmpty else {
      return "<p>Keine Geschäfte in diesem Zeitraum. <small lang=\"en\">No deals.</small></p>\n"
    }
    var table = HTMLTable(
      columns: [
        .init(heading: .init("Auftrag", "order"), width: 15),
        .init(heading: .init("Ware und Preis", "goods and price"), width: 16),
        .init(heading: .init("Lieferung", "delivery"), width: 10),
        .init(heading: .init("Rechnung", "invoice"), width: 11),
        .init(heading: .init("Zahlung, Abzüge", "payment, deductions"), width: 12),
        .init(
          heading: .init(
            "Retouren, Gutschriften, Storno, Nichtausführung",
            "returns, credits, cancellation, non-execution"), width: 15),
        .init(heading: .init("Provision", "commission"), width: 21),
      ], running: running)
    for row in extract.rows { table.rows.append(try row.cells()) }
    return table.html
  }

  private func withoutDeal() throws(MoneyError) -> HTML {
    guard !extract.withoutDeal.isEmpty else { return "" }
    var table = HTMLTable(
      columns: [
        .init(heading: .init("Tag", "day")), .init(heading: .init("Klausel", "clause")),
        .init(heading: .init("Eigenschaft", "as")), .init(heading: .init("Stand", "state")),
        .init(heading: .init("Betrag", "amount"), isNumber: true),
      ], running: running)
    for line in extract.withoutDeal {
      let entry = line.entry
      table.rows.append([
        "\(GermanText.day(entry.trigger.day))",
        "\(entry.plan) \(entry.planVersion), \(entry.clause)",
        "\(ExtractWording.part(entry.role).german)", "\(line.stateInGerman)",
        "\(GermanText.money(entry.amount))",
      ])
    }
    let heading = HTMLPage.Heading("Ohne Geschäft", "bonuses, minimums, adjustments")
    return "<h2>\(heading.html)</h2>\n\(table.html)"
  }

  /// How the extract agrees with the lines, and so with the statements.
  private func sums() throws(MoneyError) -> HTML {
    var table = HTMLTable(
      columns: [
        .init(heading: .init("Summen", "sums")),
        .init(heading: .init("Betrag", "amount"), isNumber: true),
      ], running: running)
    for sum in extract.sums {
      for (index, step) in try sum.steps(extract).enumerated() {
        let money = GermanText.money(step.amount)
        let isSum = index == 2 || index == 5
        table.rows.append(
          isSum
            ? ["<strong>\(step.text.html)</strong>", "<strong>\(money)</strong>"]
            : [step.text.html, "\(money)"])
      }
    }
    let heading = HTMLPage.Heading("Summe und Abstimmung", "sum and reconciliation")
    return "<section class=\"together\">\n<h2>\(heading.html)</h2>\n\(table.html)</section>\n"
  }
}
