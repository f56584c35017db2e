import Money
package import Projections

/// What other plans change, in tables.
package struct PlanDifferenceReport {
  package let difference: PlanDifference
  package let output: OutputOptions

  package init(difference: PlanDifference, output: OutputOptions) {
    self.difference = difference
    self.output = output
  }

  /// Where all amounts are in one currency, it stands in the titles instead of in every row.
  private var currency: Currency? {
    difference.totals.count == 1 ? difference.totals[0].amount.old.currency : nil
  }

  /// Whether what may be paid changes by other amounts than what is earned.
  private var showsPayable: Bool {
    difference.periods.contains { $0.amount.difference != $0.payable.difference }
  }

  /// The lines that change.
  package func showLines(withPayee: Bool) throws {
    guard !difference.lines.isEmpty else { return }
    let isOneClause = Set(difference.lines.map(\.clause)).count == 1 && !output.wide
    var table = Table(
      [.text("Payee", minimum: 8), .text("Deal", minimum: 8), .text("Clause", minimum: 8)]
        + figures + [.prose("Reason", minimum: 14)])
    for line in difference.lines {
      table.add(
        [
          Table.Cell(withPayee ? line.payee : ""), Table.Cell(line.what),
          Table.Cell(isOneClause ? "" : line.clause),
        ] + cells(line.amount, line.payable) + [Table.Cell(line.reasonText)])
    }
    try output.show(table)
    try StandardStream.output.line("")
  }

  /// Totals with what changes, those not listed in one row, everybody together in the last.
  package func showTotals(
    _ totals: [PlanDifference.Total], others: [PlanDifference.Total] = []
  ) throws {
    var table = Table([.text("Payee"), .id("Period")] + figures)
    for total in totals {
      table.add(
        [Table.Cell(total.payee ?? ""), Table.Cell(total.period.map { "\($0)" } ?? "")]
          + cells(total.amount, total.payable))
    }
    for total in others {
      table.add([Table.Cell("unchanged", .faint), ""] + cells(total.amount, total.payable))
    }
    for total in difference.totals {
      table.add(
        [Table.Cell("Total", .heading), ""]
          + cells(total.amount, total.payable, style: .heading))
    }
    try output.show(table)
  }

  /// How many lines change, and how many do not.
  package func showCounts() throws {
    let (changed, same) = (difference.lines.count, difference.unchanged)
    try StandardStream.output.line(
      """
      \(changed.counted("line")) \(changed == 1 ? "changes" : "change"), \
      \(same) \(same == 1 ? "stays as it is" : "stay as they are").
      """)
  }

  private var figures: [Table.Column] {
    let unit = currency.map { " \($0)" } ?? ""
    return [.number("Old\(unit)"), .number("New\(unit)"), .number("Difference")]
      + (showsPayable ? [.number("Payable diff.")] : [])
  }

  private func cells(
    _ amount: PlanDifference.Change, _ payable: PlanDifference.Change, style: Style = .plain
  ) -> [Table.Cell] {
    func cell(_ amount: Amount, signed: Bool = false) -> Table.Cell {
      let unit = currency == nil ? " \(amount.currency)" : ""
      let sign = signed && amount.minor > 0 ? "+" : ""
      return Table.Cell(
        "\(sign)\(amount)\(unit)", signed && amount.isNegative ? .bad : style)
    }
    return [cell(amount.old), cell(amount.new), cell(amount.difference, signed: true)]
      + (showsPayable ? [cell(payable.difference, signed: true)] : [])
  }
}

extension PlanDifference.Line {
  /// The deal, or the period of a bonus.
  fileprivate var what: String { deal ?? span.map { "\($0)" } ?? "–" }

  fileprivate var reasonText: String {
    let words = detail.map { "\(reason.words): \($0)" } ?? reason.words
    return furtherSteps == 0 ? words : "\(words) (+\(furtherSteps.counted("step")))"
  }
}

extension PlanDifference.Reason {
  fileprivate var words: String {
    switch self {
    case .onlyInOld: "only in old"
    case .onlyInNew: "only in new"
    case .currency: "other currency"
    case .credit: "other share"
    case .base: "other base"
    case .tiers: "other tiers"
    case .rate: "other rate"
    case .limit: "other limit"
    case .release: "other release"
    case .reversal: "other reversal"
    case .clauseText: "other clause text"
    case .terms: "other terms"
    }
  }
}
