import LedgerEvents
import Money

@testable import Projections

/// A little ledger with one of everything that a book extract must show.
struct ExtractLedger {
  let ledger: TestLedger

  /// The seller has 5 % of an order, released as far as it was delivered.
  static let seller = """
    plan: seller
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: rate
        text: Fünf vom Hundert, sobald geliefert ist.
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller}
        base: net
        rate: 5 %
        gates:
          - {of: margin, at_least: 30 %, otherwise: nothing}
        earned: delivered
    """

  /// Invoices credit both roles in full.
  static let double = """
    plan: double
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: both
        applies_to: {deal: invoice}
        anchor: invoiced
        credit:
          mode: full_each
          parties:
            - {to: role, role: kam, rate: 2 %}
            - {to: role, role: field_sales, rate: 3 %}
        base: net
    """

  init() throws {
    ledger = try TestLedger()
    try publish(Self.seller, id: "seller")
    try publish(Self.double, id: "double")
    try customer()
    try delivered()
    try cancelled()
    try order("so-3", "2026-03-06", "500.00", cost: "100.00")
    try order("so-4", "2026-03-07", "700.00", cost: "100.00", seller: "e-9")
    try order("so-5", "2026-03-08", "1000.00", cost: "900.00")
    // Nobody of ours has to do with this one.
    try order("so-6", "2026-03-09", "800.00", cost: "100.00", seller: "e-8", account: "altwerk")
  }

  private func customer() throws {
    try record(
      "account.registered", "2025-12-01",
      """
      {"account_id":"nordwerk","name":"Nordwerk","sector":"s","country":"DE","source_key":"D-1"}
      """)
    try record(
      "account.details_changed", "2025-12-02",
      #"{"field":"address","new":"Werftstraße 12, 24143 Kiel"}"#)
    // Moved after the deals: the extract shows where the customer was.
    try record(
      "account.details_changed", "2026-06-01", #"{"field":"address","new":"Neue Allee 1, Kiel"}"#)
    for (id, employee, role) in [("as-1", "e-7", "kam"), ("as-2", "e-9", "field_sales")] {
      try record(
        "assignment.started", "2026-01-01",
        """
        {"assignment_id":"\(id)","employee_id":"\(employee)","role":"\(role)",\
        "valid_from":"2026-01-01"}
        """)
    }
  }

  /// Two partial deliveries, an invoice, a part payment with Skonto, and a return.
  private func delivered() throws {
    try record(
      "order.booked", "2026-03-02",
      """
      {"order_id":"so-1","lines":[{"product_id":"p-1","quantity":10,"net":\(euros("900.00")),\
      "cost":\(euros("450.00")),"list":\(euros("1000.00")),\
      "reductions":[{"kind":"Mengenrabatt","reduction_bp":1000}],"description":"Pumpe"}],\
      "net":\(euros("900.00")),"employee_id":"e-7","confirmed":"2026-03-03"}
      """)
    for (id, day, count, net) in [
      ("l-1", "2026-03-10", 4, "360.00"), ("l-2", "2026-03-20", 6, "540.00"),
    ] {
      try record(
        "delivery.made", day,
        """
        {"delivery_id":"\(id)","order_id":"so-1","lines":[{"product_id":"p-1",\
        "quantity":\(count),"net":\(euros(net))}],"net":\(euros(net))}
        """)
    }
    try record(
      "invoice.issued", "2026-03-21",
      #"{"invoice_id":"r-1","order_id":"so-1","net":\#(euros("900.00")),"due":"2026-04-20"}"#)
    try record(
      "payment.received", "2026-04-01",
      """
      {"invoice_id":"r-1","amount":\(euros("490.00")),"deduction":\(euros("10.00")),\
      "deduction_reason":"Skonto"}
      """)
    try record(
      "credit_note.issued", "2026-04-10",
      """
      {"credit_note_id":"g-1","invoice_id":"r-1","net":\(euros("90.00")),\
      "reason":"beschädigt","cause":"customer","returned":"2026-04-08"}
      """)
  }

  private func cancelled() throws {
    try order("so-2", "2026-03-05", "2000.00", cost: "1000.00")
    try record(
      "order.cancelled", "2026-03-15",
      """
      {"order_id":"so-2","changes":[],"reason":"Projekt abgesagt","cause":"customer",\
      "measures":"Klage aussichtslos"}
      """)
  }

  func order(
    _ id: String, _ day: String, _ net: String, cost: String, seller: String = "e-7",
    account: String = "nordwerk"
  ) throws {
    try record(
      "order.booked", day,
      """
      {"order_id":"\(id)","lines":[{"product_id":"p-1","quantity":1,"net":\(euros(net)),\
      "cost":\(euros(cost))}],"net":\(euros(net)),"employee_id":"\(seller)"}
      """, on: "account/\(account)")
  }

  @discardableResult
  func record(
    _ type: String, _ day: String, _ data: String, on subject: String = "account/nordwerk"
  ) throws -> UInt64 {
    try ledger.record("\(type).v1", on: subject, at: day, data)
  }

  private func publish(_ text: String, id: String) throws {
    var event = CommissionPlanVersionPublished()
    event.planID = id
    event.version = 1
    event.effectiveFrom = Day(try CalendarDay("2026-01-01"))
    event.text = text
    event.sha256 = String(repeating: "0", count: 64)
    _ = try ledger.append([
      try ProposedEvent(
        id: "plan-\(id)", source: "urn:test", subject: "plan/\(id)",
        occurrence: .day(try CalendarDay("2026-01-01")), data: event)
    ])
  }

  func extract(
    _ payee: String, _ from: String = "2026-01-01", _ to: String = "2026-12-31",
    _ clocks: Clocks = Clocks()
  ) throws -> BookExtract {
    try ExtractQuery(ledger.history, clocks).extract(
      payee: payee, from: try CalendarDay(from), to: try CalendarDay(to))
  }
}
