import Commission
import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import Testing
import TransparencyLog

@testable import Ledger

/// Commission on the net value at the sellers' own rates, and what becomes of it when a later version
/// of the plan pays on the margin instead.
@Suite(.enabled(if: DataSets.arePresent))
struct MarginPlanTests {
  /// Published on the shared ledger once; each test looks from before or after it.
  private struct Published {
    let ledger: Ledger
    let orders: [Order]
    /// Rates in thousandths by seller.
    let rates: [String: Int64]
    /// The size of the journal when only the first version was known.
    let before: UInt64
    let after: UInt64
  }

  private struct Order {
    let id: String
    let seller: String
    let day: UInt32
    let net: Int64
    let cost: Int64
  }

  private static let published = Result { try publish() }

  /// The day from which the margin counts.
  private static let change: UInt32 = 20_190_701

  private static func publish() throws -> Published {
    let set = try DataSets.adventureWorks.get()
    let rates = try rates()
    let orders = set.events.compactMap { event -> Order? in
      guard case .orderBooked(let order) = event.data else { return nil }
      return Order(
        id: order.orderID, seller: order.employeeID, day: event.day, net: order.net.minor,
        cost: order.lines.reduce(0) { $0 + $1.cost.minor })
    }
    var sizes: [UInt64] = []
    for text in [
      plan(version: 1, from: "2017-07-01", base: "net", rates),
      plan(version: 2, from: "2019-07-01", base: "margin\n    margin_floor: per_deal", rates),
    ] {
      let outcome = try set.ledger.publishPlan(
        text: text, try Plan.parse(text), actor: "operations-1")
      let receipt = try #require(outcome.receipts?.first, "\(outcome)")
      sizes.append(receipt.position + 1)
    }
    return Published(
      ledger: set.ledger, orders: orders, rates: rates, before: sizes[0], after: sizes[1])
  }

  /// Read by hand from the two tables; a seller who is not in the first has no rate.
  private static func rates() throws -> [String: Int64] {
    var rates: [String: Int64] = [:]
    for line in try DataSets.text("adventureworks/oltp_SalesPerson.csv").split(
      whereSeparator: \.isNewline)
    {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let decimals = fields[4].split(separator: ".").dropFirst().first ?? ""
      rates[String(fields[0])] = Int64((decimals + "000").prefix(3))
    }
    var bySeller: [String: Int64] = [:]
    for record in try DataSets.records("adventureworks/derived_employee_map.csv") {
      let seller = "seller-\(try #require(record["EmployeeKey"]))"
      bySeller[seller] = rates[try #require(record["BusinessEntityID"])] ?? 0
    }
    return bySeller
  }

  private static func plan(
    version: Int, from day: String, base: String, _ rates: [String: Int64]
  ) -> String {
    let table = rates.sorted { $0.key < $1.key }.map { seller, rate in
      "      \(seller): \(rate / 10).\(rate % 10) %"
    }
    return """
      plan: adventureworks-sellers
      version: \(version)
      effective_from: \(day)
      currency: USD
      rounding: half_up
      legal_type: provision
      clauses:
        - id: own-rate
          text: The seller of an order has the rate of the table.
          applies_to: {deal: order}
          anchor: booked
          credit:
            mode: split
            parties:
              - {to: seller}
          base: \(base)
          rates_by_payee:
      \(table.joined(separator: "\n"))

      """
  }

  /// A base of not less than zero times thousandths, rounded half up.
  private func share(of base: Int64, _ rate: Int64) -> Int64 { (base * rate * 2 + 1_000) / 2_000 }

  private func query(
    _ published: Published, knownAt size: UInt64
  ) throws -> CommissionQuery {
    try CommissionQuery(History(published.ledger.journal), Clocks(knownAt: .size(size)))
  }

  @Test func `Commission at the sellers' own rates is more than the margin`() throws {
    let published = try Self.published.get()
    let query = try query(published, knownAt: published.before)
    #expect(query.quarantined.isEmpty && query.failedDeals.isEmpty)
    let lines = try query.lines()
    #expect(lines.reduce(0) { $0 + $1.amount.minor } == 105_844_017)
    let negative = Set(published.orders.filter { $0.net < $0.cost }.map(\.id))
    #expect(negative.count == 1_548)
    let onLoss = lines.filter { negative.contains($0.deal ?? "") }
    #expect(onLoss.reduce(0) { $0 + $1.amount.minor } == 54_274_269)
  }

  @Test func `Each order's commission is its seller's rate on its net value`() throws {
    let published = try Self.published.get()
    let lines = try query(published, knownAt: published.before).lines()
    try compare(lines, published) { order, rate in share(of: order.net, rate) }
  }

  @Test func `A later version changes what comes after it and nothing before`() throws {
    let published = try Self.published.get()
    let old = try query(published, knownAt: published.before)
    let new = try query(published, knownAt: published.after)
    let lines = try new.lines()
    try compare(lines, published) { order, rate in
      share(of: order.day < Self.change ? order.net : max(0, order.net - order.cost), rate)
    }
    // What was earned before the change is the same line for line, and names the first version.
    let day = try CalendarDay(yyyymmdd: Self.change)
    let earlier = lines.filter { $0.trigger.day < day }
    #expect(earlier == (try old.lines().filter { $0.trigger.day < day }))
    #expect(earlier.count > 1_000 && earlier.allSatisfy { $0.planVersion == 1 })
    let later = lines.filter { $0.trigger.day >= day }
    #expect(later.count > 1_000 && later.allSatisfy { $0.planVersion == 2 })
    let total = lines.reduce(0) { $0 + $1.amount.minor }
    #expect(total < 105_844_017)
  }

  @Test func `The preview of the margin plan is what the orders say by hand`() throws {
    let published = try Self.published.get()
    let before = try query(published, knownAt: published.before)
    let text = Self.plan(
      version: 2, from: "2019-07-01", base: "margin\n    margin_floor: per_deal",
      published.rates)
    let plan = try Plan.parse(text)
    let preview = try before.difference(
      publishing: plan, DifferenceScope(from: plan.effectiveFrom))
    var expected: [String: (old: Int64, new: Int64)] = [:]
    for order in published.orders where order.day >= Self.change {
      let rate = try #require(published.rates[order.seller])
      expected[order.seller, default: (0, 0)].old += share(of: order.net, rate)
      expected[order.seller, default: (0, 0)].new += share(of: max(0, order.net - order.cost), rate)
    }
    #expect(Set(preview.payees.compactMap(\.payee)).count == preview.payees.count)
    for total in preview.payees {
      let found = expected.removeValue(forKey: total.payee ?? "")
      let sums = try #require(found)
      #expect(total.amount.old.minor == sums.old && total.amount.new.minor == sums.new)
      #expect(total.amount.difference.minor == sums.new - sums.old)
    }
    #expect(expected.values.allSatisfy { $0.old == 0 && $0.new == 0 })
    // Over the whole history the new figures are those of the plan once it is published.
    let whole = try before.difference(publishing: plan)
    #expect(whole.totals.map { "\($0.amount.old)" } == ["1058440.17"])
    #expect(whole.totals.map { "\($0.amount.new)" } == ["607852.41"])
    let after = try query(published, knownAt: published.after).lines()
    #expect(after.reduce(0) { $0 + $1.amount.minor } == whole.totals[0].amount.new.minor)
    #expect(whole.lines.allSatisfy { $0.reason == .base && $0.furtherSteps == 0 })
    #expect(whole.totals[0].amount.difference == preview.totals[0].amount.difference)
  }

  @Test func `What was known before stays known as it was`() throws {
    let published = try Self.published.get()
    let first = try query(published, knownAt: published.before)
    let again = try query(published, knownAt: published.before)
    #expect(first.speaksFor == again.speaksFor)
    #expect(try first.totals() == again.totals())
    #expect(try first.totals().reduce(0) { $0 + $1.amount.minor } == 105_844_017)
    let recorded = try #require(
      try published.ledger.events(of: "plan/adventureworks-sellers").first
    ).recorded
    let byTime = try CommissionQuery(
      History(published.ledger.journal), Clocks(knownAt: .time(recorded)))
    #expect(byTime.speaksFor == first.speaksFor)
  }

  /// Every order has the line that `expected` computes, and there is no other line.
  private func compare(
    _ lines: [CommissionEntry], _ published: Published,
    _ expected: (Order, Int64) -> Int64
  ) throws {
    var byOrder: [String: CommissionEntry] = [:]
    for line in lines where byOrder.updateValue(line, forKey: line.deal ?? "") != nil {
      Issue.record("\(line.deal ?? "") has two lines")
    }
    for order in published.orders {
      let rate = try #require(published.rates[order.seller])
      let amount = expected(order, rate)
      let line = byOrder.removeValue(forKey: order.id)
      #expect(line?.amount.minor ?? 0 == amount, "\(order.id)")
      #expect(line?.payee ?? order.seller == order.seller, "\(order.id)")
    }
    #expect(byOrder.isEmpty)
  }
}
