import Commission
import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

struct CommissionQueryTests {
  private let ledger: TestLedger

  init() throws { ledger = try TestLedger() }

  private static let flat = """
    plan: seller
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: rate
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller, share: 100 %}
        base: net
        rate: 5 %
    """

  private static let double = """
    plan: key-account
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: doppelte-provision
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: full_each
          parties:
            - {to: role, role: kam, rate: 2 %}
            - {to: role, role: field_sales, rate: 3 %}
        base: net
    """

  @discardableResult
  private func publish(_ text: String, id: String, version: Int = 1) throws -> UInt64 {
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
  private func order(
    _ id: String, _ day: String, _ net: String, cost: String? = nil, seller: String? = "e-1",
    account: String = "nordwerk"
  ) throws -> UInt64 {
    let seller = seller.map { #","employee_id":"\#($0)""# } ?? ""
    let cost = cost.map { #","cost":\#(euros($0))"# } ?? ""
    return try ledger.record(
      "order.booked.v1", on: "account/\(account)", at: day,
      """
      {"order_id":"\(id)","lines":[{"product_id":"p-1","quantity":1,"net":\(euros(net))\(cost)}],\
      "net":\(euros(net))\(seller)}
      """, id: account == "nordwerk" ? "order-\(id)" : "order-\(account)-\(id)")
  }

  private func assign(_ employee: String, _ role: String, from day: String, id: String) throws {
    try ledger.record(
      "assignment.started.v1", on: "account/nordwerk", at: day,
      """
      {"assignment_id":"\(id)","employee_id":"\(employee)","role":"\(role)","valid_from":"\(day)"}
      """)
  }

  private func amounts(_ clocks: Clocks = Clocks()) throws -> [String: String] {
    var found: [String: String] = [:]
    for line in try CommissionQuery(ledger.history, clocks).lines() {
      found[line.id] = "\(line.amount)"
    }
    return found
  }

  @Test func `A flat rate on net pays the seller of each order`() throws {
    let plan = try publish(Self.flat, id: "seller")
    let first = try order("a-1", "2026-02-10", "1000.00")
    try order("a-2", "2026-02-20", "333.33")
    try order("a-3", "2026-03-01", "200.00", seller: "e-2")
    let query = try CommissionQuery(ledger.history)
    #expect(query.payees == ["e-1", "e-2"])
    // 5 % of 1,000.00 = 50.00; 5 % of 333.33 = 16.6665, half up 16.67; 5 % of 200.00 = 10.00.
    #expect(
      try query.totals().map { "\($0.payee) \($0.period) \($0.amount) \($0.lineCount)" } == [
        "e-1 2026-02 66.67 2", "e-2 2026-03 10.00 1",
      ])
    let february = try query.lines(
      payee: "e-1", period: try Period(parsing: "2026-02"), explain: true)
    #expect(
      february.map(\.id) == [
        "order/a-1/seller/rate/seller/e-1", "order/a-2/seller/rate/seller/e-1",
      ])
    let line = try #require(february.first)
    #expect(line.trigger.position == first)
    #expect(line.account == "nordwerk")
    #expect("\(line.period)" == "2026-02")
    // The path ends at the event and at the plan that was published.
    let inputs = positions(try #require(line.derivation))
    #expect(inputs.contains(first))
    #expect(inputs.contains(plan))
    #expect(query.quarantined.isEmpty)
    #expect(try query.line(id: line.id) == line)
  }

  @Test func `Double credit pays both roles of the day in full and counts revenue once`() throws {
    try publish(Self.double, id: "key-account")
    try assign("kam-1", "kam", from: "2026-01-01", id: "as-1")
    try assign("fs-1", "field_sales", from: "2026-01-01", id: "as-2")
    try ledger.record(
      "assignment.ended.v1", on: "account/nordwerk", at: "2026-03-01",
      #"{"assignment_id":"as-1","valid_to":"2026-03-01"}"#)
    try assign("kam-2", "kam", from: "2026-03-01", id: "as-3")
    try order("a-1", "2026-02-28", "10000.00")
    try order("a-2", "2026-03-01", "5000.00")
    let lines = try CommissionQuery(ledger.history).lines()
    // 2 % and 3 % of 10,000.00, then of 5,000.00; the manager changed on 1 March.
    #expect(
      lines.map { "\($0.deal ?? "–") \($0.payee) \($0.role) \($0.amount) \($0.revenue)" } == [
        "a-1 fs-1 field_sales 300.00 10000.00", "a-1 kam-1 kam 200.00 10000.00",
        "a-2 fs-1 field_sales 150.00 5000.00", "a-2 kam-2 kam 100.00 5000.00",
      ])
    #expect(lines.allSatisfy { $0.isDoubleCredit })
  }

  @Test func `The newest agreed split divides the deal`() throws {
    try publish(Self.flat, id: "seller")
    try order("a-1", "2026-02-10", "1000.00")
    let agreed = #"{"employee_id":"e-1","role":"kam","share_bp":6000}"#
    let other = #"{"employee_id":"e-2","role":"field_sales","share_bp":4000}"#
    try ledger.record(
      "commission_split.agreed.v1", on: "account/nordwerk", at: "2026-02-11",
      #"{"order_id":"a-1","shares":[\#(agreed),\#(other)],"mode":"split","approver_id":"m-1"}"#,
      id: "split-1")
    // 5 % of 600.00 and of 400.00.
    #expect(try payees() == ["e-1": "30.00", "e-2": "20.00"])
    let before = ledger.journal
    let size = try before.head().size
    try ledger.record(
      "commission_split.revised.v1", on: "account/nordwerk", at: "2026-02-12",
      """
      {"order_id":"a-1","shares":[{"employee_id":"e-2","role":"kam","share_bp":10000}],\
      "mode":"split","reason":"e-1 left","approver_id":"m-1"}
      """)
    #expect(try payees() == ["e-2": "50.00"])
    #expect(try payees(.init(knownAt: .size(size))) == ["e-1": "30.00", "e-2": "20.00"])
    // A late correction of the first agreement does not outrank its revision.
    try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2026-02-13",
      """
      {"target_event_id":"split-1","reason":"typo","replacement":{\
      "type":"de.kontor.commission_split.agreed.v1","data":{"order_id":"a-1",\
      "shares":[{"employee_id":"e-3","role":"kam","share_bp":10000}],"mode":"split",\
      "approver_id":"m-1"}}}
      """)
    #expect(try payees() == ["e-2": "50.00"])
  }

  private func payees(_ clocks: Clocks = Clocks()) throws -> [String: String] {
    let totals = try CommissionQuery(ledger.history, clocks).totals()
    return Dictionary(uniqueKeysWithValues: totals.map { ($0.payee, "\($0.amount)") })
  }

  @Test func `Cancellations, amendments and credit notes take back what they concern`() throws {
    try publish(Self.flat, id: "seller")
    try order("a-1", "2026-02-10", "1000.00")
    try ledger.record(
      "order.amended.v1", on: "account/nordwerk", at: "2026-02-15",
      """
      {"order_id":"a-1","changes":[{"product_id":"p-1","quantity_delta":-1,\
      "net_delta":\(euros("-200.00"))}]}
      """, id: "amend-1")
    try ledger.record(
      "invoice.issued.v1", on: "account/nordwerk", at: "2026-02-20",
      #"{"invoice_id":"i-1","order_id":"a-1","net":\#(euros("800.00")),"due":"2026-03-20"}"#)
    try ledger.record(
      "credit_note.issued.v1", on: "account/nordwerk", at: "2026-03-05",
      #"{"credit_note_id":"g-1","invoice_id":"i-1","net":\#(euros("100.00"))}"#, id: "credit-1")
    #expect(
      try amounts() == [
        "order/a-1/seller/rate/seller/e-1": "50.00",
        // 5 % of -200.00, then of -100.00.
        "order/a-1/amend-1/seller/rate/seller/e-1": "-10.00",
        "order/a-1/credit-1/seller/rate/seller/e-1": "-5.00",
      ])
    let cancelled = try ledger.record(
      "order.cancelled.v1", on: "account/nordwerk", at: "2026-04-01",
      #"{"order_id":"a-1","changes":[]}"#,
      id: "cancel-1")
    let lines = try CommissionQuery(ledger.history).lines(period: try Period(parsing: "2026-04"))
    // What is left, 35.00, is taken back.
    #expect(lines.map { "\($0.amount)" } == ["-35.00"])
    #expect(lines.first?.trigger.isReversal == true)
    #expect(lines.first?.trigger.position == cancelled)
    // As of March the cancellation had not happened.
    let march = try CommissionQuery(
      ledger.history, .init(asOf: try CalendarDay("2026-03-31"))
    ).totals(by: .year)
    #expect(march.map { "\($0.amount)" } == ["35.00"])
  }

  @Test func `A corrected order pays on what holds and names the correction`() throws {
    try publish(Self.flat, id: "seller")
    let booked = try order("a-1", "2026-02-10", "10000.00")
    let size = try ledger.journal.head().size
    let before = try CommissionQuery(ledger.history).lines(explain: true)
    let correction = try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2026-02-13",
      """
      {"target_event_id":"order-a-1","reason":"decimal point","business_day":"2026-01-31",\
      "replacement":{"type":"de.kontor.order.booked.v1","data":{"order_id":"a-1","lines":[],\
      "net":\(euros("1000.00")),"employee_id":"e-1"}}}
      """)
    let line = try #require(try CommissionQuery(ledger.history).lines().first)
    #expect("\(line.amount)" == "50.00")
    #expect("\(line.period)" == "2026-01")
    #expect(line.trigger.position == booked)
    #expect(line.trigger.correctedBy == correction)
    // The same clocks still give what they gave.
    let clocks = Clocks(knownAt: .size(size))
    #expect(try CommissionQuery(ledger.history, clocks).lines(explain: true) == before)
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-02-14",
      #"{"target_event_id":"order-a-1","reason":"never ordered"}"#)
    #expect(try CommissionQuery(ledger.history).lines().isEmpty)
  }

  @Test func `Of two corrections the newer one holds until it is taken back`() throws {
    try publish(Self.flat, id: "seller")
    try order("a-1", "2026-02-10", "10000.00")
    func correct(to net: String, _ id: String) throws -> UInt64 {
      try ledger.record(
        "event.corrected.v1", on: "account/nordwerk", at: "2026-02-13",
        """
        {"target_event_id":"order-a-1","reason":"\(id)",\
        "replacement":{"type":"de.kontor.order.booked.v1","data":{"order_id":"a-1","lines":[],\
        "net":\(euros(net)),"employee_id":"e-1"}}}
        """, id: id)
    }
    func takeBack(_ id: String) throws {
      try ledger.record(
        "event.retracted.v1", on: "account/nordwerk", at: "2026-02-14",
        #"{"target_event_id":"\#(id)","reason":"no"}"#)
    }
    // Five percent of what holds: 10,000.00, then 1,000.00, then 2,000.00, and back.
    func expectLine(_ amount: String, _ correction: UInt64?) throws {
      let line = try #require(try CommissionQuery(ledger.history).lines().first)
      #expect("\(line.amount)" == amount)
      #expect(line.trigger.correctedBy == correction)
    }
    let first = try correct(to: "1000.00", "fix-1")
    try expectLine("50.00", first)
    let second = try correct(to: "2000.00", "fix-2")
    try expectLine("100.00", second)
    let entry = try Timeline(ledger.history).page(.init(account: "nordwerk")).entries
      .first { $0.stored.id == "order-a-1" }
    #expect(entry?.summary == "Order a-1 booked: 2,000.00 EUR net")
    try takeBack("fix-2")
    try expectLine("50.00", first)
    try takeBack("fix-1")
    try expectLine("500.00", nil)
  }

  @Test func `A plan that does not parse is named and stops nothing`() throws {
    try publish(Self.flat, id: "seller")
    let broken = try publish("plan: broken\nversion: 1\n", id: "broken")
    try order("a-1", "2026-02-10", "1000.00")
    let query = try CommissionQuery(ledger.history)
    #expect(query.quarantined.map(\.position) == [broken])
    #expect(query.quarantined.first?.subject == "plan/broken")
    #expect(query.quarantined.first?.reason.contains("effective_from") == true)
    #expect(try query.totals().map { "\($0.amount)" } == ["50.00"])
  }

  @Test func `An order number that two accounts use makes two deals`() throws {
    try publish(Self.flat, id: "seller")
    try order("a-1", "2026-02-10", "1000.00")
    try order("a-1", "2026-02-11", "2000.00", account: "altwerk")
    #expect(
      try amounts() == [
        "order/a-1/seller/rate/seller/e-1": "50.00",
        "order/altwerk-a-1/seller/rate/seller/e-1": "100.00",
      ])
  }

  @Test func `Why nothing was paid is an answer`() throws {
    try publish(Self.double, id: "key-account")
    try order("a-1", "2026-02-10", "1000.00")
    let query = try CommissionQuery(ledger.history)
    #expect(try query.lines().isEmpty)
    #expect(query.omissions.contains { $0.contains("nobody was kam of the account on its day") })
  }

  private func positions(_ node: DerivationNode) -> Set<UInt64> {
    Set(node.inputs.map(\.position)).union(node.children.flatMap { positions($0) })
  }
}
