import Commission
import LedgerEvents
import Money
import Testing

@testable import Projections

/// A journal with plans and orders of one account, written in a few words.
struct CommissionStory {
  let ledger: TestLedger

  init() throws { ledger = try TestLedger() }

  /// A plan of clauses about orders; `clauses` is what stands under `clauses:`.
  static func text(
    _ clauses: String, id: String = "seller", version: Int = 1, from: String = "2026-01-01",
    to: String? = nil, currency: String = "EUR"
  ) -> String {
    """
    plan: \(id)
    version: \(version)
    effective_from: \(from)
    \(to.map { "effective_to: \($0)" } ?? "works_agreement: BV")
    currency: \(currency)
    rounding: half_up
    legal_type: provision
    clauses:
    \(clauses)
    """
  }

  /// A clause that credits the seller; `terms` are further keys of the clause, one a line.
  static func clause(
    _ id: String = "rate", _ terms: String..., deal: String = "order",
    parties: String = "[{to: seller}]", mode: String = "split", base: String = "net"
  ) -> String {
    let anchor = deal == "order" ? "booked" : "invoiced"
    return """
      - id: \(id)
        applies_to: {deal: \(deal)}
        anchor: \(anchor)
        credit: {mode: \(mode), parties: \(parties)}
        base: \(base)
        \(terms.joined(separator: "\n  "))
      """
      .split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }

  static func plan(
    _ clauses: String..., id: String = "seller", version: Int = 1, from: String = "2026-01-01",
    to: String? = nil
  ) throws -> Plan {
    try Plan.parse(
      text(clauses.joined(separator: "\n"), id: id, version: version, from: from, to: to))
  }

  @discardableResult
  func publish(
    _ clauses: String..., id: String = "seller", version: Int = 1, from: String = "2026-01-01",
    to: String? = nil, currency: String = "EUR"
  ) throws -> UInt64 {
    let text = Self.text(
      clauses.joined(separator: "\n"), id: id, version: version, from: from, to: to,
      currency: currency)
    _ = try Plan.parse(text)
    var event = CommissionPlanVersionPublished()
    event.planID = id
    event.version = UInt32(version)
    event.effectiveFrom = Day(try CalendarDay("2026-01-01"))
    event.text = text
    event.sha256 = String(repeating: "0", count: 64)
    return try ledger.append([
      try ProposedEvent(
        id: "plan-\(id)-\(version)", source: "urn:test", subject: "plan/\(id)",
        occurrence: .day(try CalendarDay("2026-01-01")), data: event)
    ])[0]
  }

  @discardableResult
  func order(
    _ id: String, _ day: String, _ net: String, cost: String? = nil, seller: String? = "e-1",
    product: String = "p-1"
  ) throws -> UInt64 {
    let seller = seller.map { #","employee_id":"\#($0)""# } ?? ""
    let cost = cost.map { #","cost":\#(euros($0))"# } ?? ""
    return try record(
      "order.booked.v1", day,
      """
      {"order_id":"\(id)","lines":[{"product_id":"\(product)","quantity":1,\
      "net":\(euros(net))\(cost)}],"net":\(euros(net))\(seller)}
      """)
  }

  @discardableResult
  func cancel(_ id: String, _ day: String, cause: String = "customer") throws -> UInt64 {
    try record(
      "order.cancelled.v1", day, #"{"order_id":"\#(id)","changes":[],"cause":"\#(cause)"}"#)
  }

  @discardableResult
  func invoice(_ id: String, of order: String, _ day: String, _ net: String) throws -> UInt64 {
    try record(
      "invoice.issued.v1", day,
      #"{"invoice_id":"\#(id)","order_id":"\#(order)","net":\#(euros(net)),"due":"\#(day)"}"#)
  }

  @discardableResult
  func assign(
    _ employee: String, _ role: String, from day: String, id: String
  ) throws -> UInt64 {
    try record(
      "assignment.started.v1", day,
      """
      {"assignment_id":"\(id)","employee_id":"\(employee)","role":"\(role)","valid_from":"\(day)"}
      """)
  }

  @discardableResult
  func record(_ type: String, _ day: String, _ data: String) throws -> UInt64 {
    try ledger.record(type, on: "account/nordwerk", at: day, data)
  }

  func query(_ clocks: Clocks = Clocks()) throws -> CommissionQuery {
    try CommissionQuery(ledger.history, clocks)
  }
}

extension PlanDifference {
  /// "e-1 a-1 rate: 50.00 → 60.00, rate" for each line that changes.
  var words: [String] {
    lines.map {
      let steps = $0.furtherSteps == 0 ? "" : " +\($0.furtherSteps)"
      return """
        \($0.payee) \($0.deal ?? "–") \($0.clause): \($0.amount.old) → \($0.amount.new), \
        \($0.reason.rawValue)\(steps)
        """
    }
  }

  /// "e-1 66.67 → 80.00 = 13.33" for each payee.
  var payeeWords: [String] { payees.map(\.words) }

  var totalWords: [String] { totals.map(\.words) }

  var periodWords: [String] { periods.map(\.words) }
}

extension PlanDifference.Total {
  fileprivate var words: String {
    let who = [payee, period.map { "\($0)" }].compactMap(\.self)
    return (who + ["\(amount.old) → \(amount.new) = \(amount.difference)"])
      .joined(separator: " ")
  }
}
