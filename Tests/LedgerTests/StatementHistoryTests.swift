import Commission
import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// The statements of every seller and month of a public data set, through a change of plan.
@Suite(.enabled(if: DataSets.arePresent))
struct StatementHistoryTests {
  @Test func `No issued byte changes when a margin plan is published`() throws {
    let set = try DataSets.importAdventureWorks()
    let ledger = set.ledger
    defer { ledger.close() }
    try publish(1, from: "2017-07-01", base: "base: net", ledger)

    let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")
    var query = try StatementQuery(History(ledger.journal))
    let months = Set(try query.commission.lines().map { $0.period }).sorted { $0.start < $1.start }
    #expect(months.count > 30)
    for month in months {
      let (outcome, documents) = try ledger.closePeriod(month, signatures, actor: "e-2")
      #expect(outcome.receipts != nil && !documents.isEmpty, "\(month): \(outcome)")
    }
    query = try StatementQuery(History(ledger.journal))
    let issued = texts(query)
    let lines = try query.commission.lines()
    #expect(issued.count > 300)
    #expect(
      query.book.issued.values.joined().flatMap(\.document.lines).map(\.amount.minor).reduce(0, +)
        == lines.map(\.amount.minor).reduce(0, +), "every line is stated once")

    let text = Self.plan(2, from: "2019-07-01", base: "base: margin\nmargin_floor: per_deal")
    let preview = try query.commission.under(.adding(try Plan.parse(text)))
    // The second computation: 1 % of net before, 1 % of the margin above zero from the day on.
    var expected: Int64 = 0
    for event in set.events {
      guard case .orderBooked(let order) = event.data, order.hasEmployeeID else { continue }
      let cost = order.lines.reduce(0) { $0 + $1.cost.minor }
      let base = event.day < 20_190_701 ? order.net.minor : max(0, order.net.minor - cost)
      expected += (base + 50) / 100
    }
    #expect(try preview.lines().map(\.amount.minor).reduce(0, +) == expected)

    try publish(2, text: text, ledger)
    let after = try StatementQuery(History(ledger.journal))
    #expect(texts(after) == issued)
    #expect(
      try after.commission.lines().map(\.amount.minor).reduce(0, +) == expected,
      "published, it gives what the preview said")
    // What the new plan changes in closed months waits as corrections in the first month after them.
    let next = try #require(months.last).next
    let corrections = try after.payees.flatMap {
      try after.statement(of: $0, for: next).document.lines
    }
    #expect(
      corrections.map(\.amount.minor).reduce(0, +)
        == expected - lines.map(\.amount.minor).reduce(0, +))
    #expect(corrections.allSatisfy { $0.correction?.statement != nil })
  }

  private func texts(_ query: StatementQuery) -> [String: String] {
    var texts: [String: String] = [:]
    for statement in query.book.issued.values.joined() {
      texts[statement.document.id] = statement.text
    }
    return texts
  }

  private static func plan(_ version: Int, from day: String, base: String) -> String {
    """
    plan: sellers
    version: \(version)
    effective_from: \(day)
    currency: USD
    rounding: half_up
    legal_type: provision
    clauses:
      - id: own
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller}
        \(base.replacingOccurrences(of: "\n", with: "\n    "))
        rate: 1 %
    """
  }

  private func publish(_ version: Int, from day: String, base: String, _ ledger: Ledger) throws {
    try publish(version, text: Self.plan(version, from: day, base: base), ledger)
  }

  private func publish(_ version: Int, text: String, _ ledger: Ledger) throws {
    let outcome = try ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2")
    #expect(outcome.receipts != nil, "\(outcome)")
  }
}
