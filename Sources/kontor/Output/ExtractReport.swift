import Commission
import Money
import Printing
import Projections

/// A book extract on the terminal: what became of each deal, in one line.
struct ExtractReport {
  let extract: BookExtract
  let output: OutputOptions

  func show() throws {
    if extract.rows.isEmpty {
      try StandardStream.output.line(
        """
        \(extract.payee.printable()) has to do with no deal from \(extract.from) to \(extract.to); \
        `kontor commission payees` lists who has lines.
        """)
    } else {
      try output.show(try table())
    }
    for sum in extract.sums { try output.show(try agreement(sum)) }
  }

  private func table() throws(MoneyError) -> Table {
    var table = Table([
      .id("No"), .id("Day"), .text("Deal", minimum: 6), .text("Customer", minimum: 8), .id("Type"),
      .text("As", minimum: 6), .number("Value"), .number("Delivered"), .number("Invoiced"),
      .number("Paid"), .id("State"), .number("Commission"), .number("Payable"),
      .number("Paid out"), .prose("Why"),
    ])
    for row in extract.rows { table.add(try cells(row)) }
    for sum in extract.sums {
      var cells = table.columns.map { _ in Table.Cell("") }
      cells[1] = Table.Cell("Total", .heading)
      cells[11] = Table.Cell("\(sum.deals) \(sum.currency)", .heading)
      if output.wide {
        cells[12] = Table.Cell("\(sum.payable)", .heading)
        cells[13] = Table.Cell("\(sum.paidOut)", .heading)
      }
      table.add(cells)
    }
    return table
  }

  private func cells(_ row: ExtractRow) throws(MoneyError) -> [Table.Cell] {
    let paid = try row.paid()
    let sums = try row.commission()
    func joined(_ part: (ExtractCommission) -> Amount) -> String {
      sums.map { "\(part($0))" }.joined(separator: ", ")
    }
    func wide(_ text: String, _ style: Style = .plain) -> Table.Cell {
      Table.Cell(output.wide ? text : "", style)
    }
    let earned = sums.map { "\($0.earned) \($0.earned.currency)" }.joined(separator: ", ")
    let isLess = sums.contains { $0.earned.isNegative }
    return [
      wide("\(row.number)"), "\(row.day)", Table.Cell(row.document),
      Table.Cell(row.customer.name ?? row.customer.account), wide(row.type.rawValue),
      wide(row.parts.joined(separator: ", ")), "\(row.net)", wide("\(try row.delivered())"),
      "\(try row.invoiced())",
      row.execution == .callOffs
        ? "see orders" : paid.isZero ? Table.Cell("not paid", .warning) : "\(paid)",
      wide(ExtractWording.execution(row.execution).english),
      earned.isEmpty ? Table.Cell("nothing", .warning) : Table.Cell(earned, isLess ? .bad : .plain),
      wide(joined(\.payable)), wide(joined(\.paidOut)),
      wide(why(row), .faint),
    ]
  }

  private func why(_ row: ExtractRow) -> String {
    let reasons = row.reasons.map { reason in
      (reason.clause.map { "clause \($0): " } ?? "") + reason.text
    }
    let changes = row.changes.map { change in
      "\(ExtractWording.change(change.kind).english) \(change.day): \(change.reason ?? "no reason given")"
    }
    let disputes = row.disputes.map { "disputed \($0.day): \($0.reason)" }
    return (reasons + changes + disputes).joined(separator: "; ")
  }

  /// How the extract agrees with the lines of the same days.
  private func agreement(_ sum: ExtractSum) throws(MoneyError) -> Table {
    var table = Table([.text(""), .number("")])
    for (text, amount) in try sum.steps(extract) {
      table.add([Table.Cell(text.english, .faint), Table.Cell("\(amount) \(sum.currency)")])
    }
    return table
  }
}
