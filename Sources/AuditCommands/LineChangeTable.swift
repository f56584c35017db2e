import Audit
import Money
import Printing
import Projections
import StrictJSON

/// Lines whose amounts are others than they were.
enum LineChangeTable {
  static func show(_ changes: [LineChange], _ output: OutputOptions) throws {
    var table = Table([
      .id("Day"), .text("Payee", minimum: 6), .text("Deal", minimum: 8),
      .text("Clause", minimum: 8), .number("Before"), .number("After"), .number("Difference"),
      .number("Payable diff."), .id(output.wide ? "Line" : ""),
    ])
    for change in changes {
      let isSame = change.payable == change.amount
      table.add([
        "\(change.day)", Table.Cell(change.payee), Table.Cell(change.deal ?? "–"),
        Table.Cell(change.clause), Table.Cell(change.before.map { "\($0.amount)" } ?? "–"),
        Table.Cell(change.after.map { "\($0.amount)" } ?? "–"),
        Table.Cell(signed(change.amount), change.amount.isNegative ? .bad : .plain),
        Table.Cell(isSame ? "" : signed(change.payable)),
        Table.Cell(output.wide ? change.id : "", .faint),
      ])
    }
    for sum in try changes.sums() {
      table.add([
        Table.Cell("Total", .heading), "", "", "", "", "",
        Table.Cell("\(signed(sum)) \(sum.currency)", .heading), "", "",
      ])
    }
    try output.show(table)
  }

  static func signed(_ amount: Amount) -> String {
    amount.minor > 0 ? "+\(amount)" : "\(amount)"
  }
}

extension JSONWriter {
  mutating func changes(_ name: String, _ changes: [LineChange]) {
    array(name, changes) { json, change in
      json.beginObject()
      json.member("line", change.id)
      json.member("payee", change.payee)
      json.member("account", optional: change.account)
      json.member("deal", optional: change.deal)
      json.member("day", "\(change.day)")
      json.member("plan", change.plan)
      json.member("clause", change.clause)
      json.figures("before", change.before)
      json.figures("after", change.after)
      json.member("difference", change.amount)
      json.member("payableDifference", change.payable)
      json.endObject()
    }
  }

  private mutating func figures(_ name: String, _ figures: LineChange.Figures?) {
    self.name(name)
    guard let figures else { return null() }
    beginObject()
    member("amount", figures.amount)
    member("payable", figures.payable)
    member("planVersion", figures.planVersion)
    endObject()
  }
}
