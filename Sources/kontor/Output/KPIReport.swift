import AccountHealth
import Money
import Printing
import Projections
import StrictJSON

/// Key figures as people read them.
struct KPIReport {
  let answer: KPIAnswer
  let currency: Currency

  func show(_ output: OutputOptions) throws {
    let period = answer.period
    var title = "\(scopeText), \(period.from) to before \(period.to)"
    if !period.isComplete { title += ", so far as of \(period.last)" }
    try output.paragraph(title, .heading)
    var known = Table([
      .number("No."), .id("Figure"), .number("Value"), .number("n"), .text("Kennzahl"),
    ])
    var undefined = Table([.number("No."), .id("Undefined"), .prose("Because")])
    let order = answer.results.enumerated().sorted {
      ($0.element.kpi.number, $0.offset) < ($1.element.kpi.number, $1.offset)
    }.map(\.element)
    for result in order {
      let (number, name) = ("\(result.kpi.number)", result.kpi.rawValue)
      if result.value != nil {
        known.add([
          Table.Cell(number), Table.Cell(name), Table.Cell(value(result)), "\(result.n)",
          Table.Cell(result.kpi.german, .faint),
        ])
      } else {
        undefined.add([Table.Cell(number), Table.Cell(name), Table.Cell(result.reason ?? "")])
      }
    }
    if !known.rows.isEmpty { try output.show(known) }
    if !undefined.rows.isEmpty {
      try StandardStream.output.line("")
      try output.show(undefined)
    }
    try output.showFooter(answer.speaksFor, answer.quarantined)
  }

  /// One figure with its formula and the events behind it.
  func show(_ result: KPIResult, _ events: [KPIEvent], _ output: OutputOptions) throws {
    let kpi = result.kpi
    let title = "\(kpi.rawValue) (\(kpi.german)), \(scopeText)"
    try output.paragraph(title, .heading)
    var table = Table([.id(""), .prose("")])
    let period = "\(answer.period.from) to before \(answer.period.to)"
    for (name, text) in [
      ("Value", result.value == nil ? "undefined: \(result.reason ?? "")" : value(result)),
      ("n", "\(result.n)"), ("Period", period), ("Formula", kpi.formula),
      ("Number", "\(kpi.number)"),
      ("Source", kpi.source), ("Events", kpi.events),
    ] {
      table.add([Table.Cell(name, .faint), Table.Cell(text)])
    }
    try output.show(table)
    if !events.isEmpty {
      try StandardStream.output.line("")
      var list = Table([.number("Position"), .id("Day"), .id("Type"), .text("Id")])
      for event in events {
        list.add([
          "\(event.position)", "\(event.day)", Table.Cell(event.type), Table.Cell(event.id),
        ])
      }
      try output.show(list)
    }
    try output.showFooter(answer.speaksFor, answer.quarantined)
  }

  private var scopeText: String {
    switch answer.scope {
    case .account(let id): answer.name.map { "\($0) (\(id))" } ?? id
    case .portfolio(let employee, _):
      "Portfolio of \(employee), \(answer.accounts.count.counted("account"))"
    case .ledger: "The whole ledger, \(answer.accounts.count.counted("account"))"
    }
  }

  private func value(_ result: KPIResult) -> String {
    guard let value = result.value else { return "–" }
    let whole = Int64(clamping: value)
    switch result.kpi.unit {
    case .minorUnits: return "\(Amount(minor: whole, currency: currency)) \(currency.code)"
    case .basisPoints: return "\(Rate(basisPoints: whole))"
    case .hundredths: return Rate(basisPoints: whole).percentDecimal
    case .count, .index: return "\(value)"
    case .days: return value.counted("day")
    case .hours: return value.counted("hour")
    }
  }
}

extension Rate {
  /// Hundredths as a decimal number: 2,500 basis points are 25.
  fileprivate var percentDecimal: String {
    String(description.prefix { $0 != " " })
  }
}
