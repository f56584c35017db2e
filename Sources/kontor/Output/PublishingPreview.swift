import Commission
import Ledger
import Money
import Printing
import Projections
import StrictJSON

/// What a plan is going to change, as it is shown before it is recorded.
struct PublishingPreview {
  private let from: CalendarDay
  private let difference: PlanDifference
  /// What stays as it is, whatever is published.
  private let statements: [IssuedStatement]

  /// Nil where nothing new can be published: the version is published already, or is refused.
  init?(_ plan: Plan, _ ledger: Ledger) throws {
    guard try ledger.objection(to: plan) == nil else { return nil }
    from = plan.effectiveFrom
    difference = try CommissionQuery(History(ledger.journal)).difference(
      publishing: plan, DifferenceScope(from: plan.effectiveFrom))
    statements = try ledger.issuedStatements()
  }

  func show(_ output: OutputOptions) throws {
    if difference.payees.isEmpty {
      try StandardStream.output.line("From \(from) on there is nothing to pay commission for.")
    } else {
      try StandardStream.output.line("From \(from) on:")
      let report = PlanDifferenceReport(difference: difference, output: output)
      try report.showTotals(difference.payees)
      try report.showCounts()
    }
    if !statements.isEmpty {
      let periods = Set(statements.map(\.period)).sorted()
      let span =
        periods.count == 1 ? periods[0] : "\(periods[0]) to \(periods[periods.count - 1])"
      try StandardStream.output.line(
        """
        The issued statements do not change (\(statements.count), for \(span.printable()));
        what differs becomes a correction in the next one.
        """)
    }
    try CommissionReport.showFailed(difference.failedDeals)
  }

  fileprivate func write(_ json: inout JSONWriter) {
    json.beginObject()
    json.member("from", "\(from)")
    json.totals("payees", difference.payees)
    json.totals("totals", difference.totals)
    json.array("issuedStatements", statements) { json, statement in
      json.beginObject()
      json.member("statement", optional: statement.id)
      json.member("payee", statement.payee)
      json.member("period", statement.period)
      json.member("position", statement.position)
      json.endObject()
    }
    json.failed(difference.failedDeals)
    json.speaksFor(difference.speaksFor)
    json.endObject()
  }
}

extension JSONWriter {
  /// `"preview":{…}`, null where there is none.
  mutating func preview(_ preview: PublishingPreview?) {
    name("preview")
    if let preview { preview.write(&self) } else { null() }
  }
}
