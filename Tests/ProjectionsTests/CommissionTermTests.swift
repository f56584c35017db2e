import Commission
import Money
import Testing

@testable import Projections

/// Which orders carry out a contract as signed, as renewed, and what was changed of it.
struct CommissionTermTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  /// A clause about contracts of one kind, called by it, that credits the seller.
  private static func clause(_ kind: String, _ terms: String...) -> String {
    """
      - id: \(kind.replacing("_", with: "-"))
        applies_to: {deal: contract, kinds: [\(kind)]}
        anchor: signed
        credit: {mode: full_each, parties: [{to: seller}]}
        \(terms.joined(separator: "\n    "))
    """
  }

  private func publish(_ clauses: [String]) throws {
    try story.publish(clauses.joined(separator: "\n"), from: "2025-01-01")
  }

  /// 12,000.00 a year, for 2025 or without an end.
  private func sign(isOpen: Bool = false) throws {
    let end = isOpen ? "" : #""end":"2026-01-01","#
    try story.record(
      "contract.signed.v1", "2025-01-02",
      """
      {"contract_id":"k-1","kind":"frame","start":"2025-01-01",\(end)"notice_days":30,\
      "auto_renew":false,"acv":\(euros("12000.00")),"employee_id":"e-1"}
      """)
  }

  /// At the same value, for 2026 or without an end.
  private func renew(_ day: String, isOpen: Bool = false, at value: String = "12000.00") throws {
    let ends = isOpen ? "" : #""old_end":"2026-01-01","new_end":"2027-01-01","#
    try story.record(
      "contract.renewed.v1", day,
      """
      {"contract_id":"k-1",\(ends)"acv_before":\(euros(value)),"acv_after":\(euros(value)),\
      "employee_id":"e-1"}
      """)
  }

  private func sellMore(_ day: String) throws {
    try story.record(
      "contract.changed.v1", day,
      """
      {"contract_id":"k-1","kind":"up_sell","acv_before":\(euros("12000.00")),\
      "acv_after":\(euros("14000.00")),"employee_id":"e-1"}
      """)
  }

  /// An order that calls on the contract, billed on its day.
  private func callOff(_ number: Int, _ day: String, _ net: String) throws {
    try story.record(
      "order.booked.v1", day,
      #"{"order_id":"so-\#(number)","lines":[],"net":\#(euros(net)),"contract_id":"k-1"}"#)
    try story.invoice("i-\(number)", of: "so-\(number)", day, net)
  }

  private func pay(_ number: Int, _ day: String, _ net: String) throws {
    try story.record(
      "payment.received.v1", day, #"{"invoice_id":"i-\#(number)","amount":\#(euros(net))}"#)
  }

  /// What a clause has earned, and what of it may be paid.
  private func figures(_ clause: String) throws -> String {
    let lines = try story.query().lines().filter { $0.clause == clause }
    let zero = Amount.zero(.eur)
    let earned = try lines.reduce(zero) { try $0.adding($1.amount) }
    let payable = try lines.reduce(zero) { try $0.adding($1.payable) }
    return "\(earned) \(payable)"
  }

  @Test func `A renewal is released by what is paid in its own term`() throws {
    try publish([
      Self.clause("new", "base: net", "rate: 3 %", "payable: paid"),
      Self.clause("renewal", "base: net", "rate: 3 %", "payable: paid"),
    ])
    try sign()
    try callOff(1, "2025-03-01", "12000.00")
    try pay(1, "2025-04-01", "12000.00")
    try renew("2025-12-15")
    // 3 % of 12,000.00, of which only the first term is paid.
    #expect(try figures("new") == "360.00 360.00")
    #expect(try figures("renewal") == "360.00 0.00")
    // Paid in 2026 for an order of 2025, it is a payment of the first term.
    try callOff(2, "2025-12-20", "500.00")
    try pay(2, "2026-01-20", "500.00")
    #expect(try figures("renewal") == "360.00 0.00")
    // 3,000.00 of 12,000.00 release a quarter: 90.00, the other 9,000.00 the rest.
    try callOff(3, "2026-01-01", "3000.00")
    try pay(3, "2026-02-10", "3000.00")
    #expect(try figures("renewal") == "360.00 90.00")
    try callOff(4, "2026-05-10", "9000.00")
    try pay(4, "2026-06-10", "9000.00")
    #expect(try figures("renewal") == "360.00 360.00")
    #expect(try figures("new") == "360.00 360.00")
    try story.expectStoredRows()
  }

  @Test func `A payment counts for one term only`() throws {
    try publish([
      Self.clause("new", "base: cash", "rate: 3 %"),
      Self.clause("renewal", "base: cash", "rate: 3 %"),
    ])
    try sign()
    try callOff(1, "2025-03-01", "12000.00")
    try pay(1, "2025-04-01", "12000.00")
    try renew("2025-12-15")
    // 3 % of the 12,000.00 paid in 2025.
    #expect(try figures("new") == "360.00 360.00")
    #expect(try figures("renewal") == "0.00 0.00")
    // 3 % of 13,000.00.
    try callOff(2, "2026-02-01", "13000.00")
    try pay(2, "2026-03-01", "13000.00")
    #expect(try figures("new") == "360.00 360.00")
    #expect(try figures("renewal") == "390.00 390.00")
    try story.expectStoredRows()
  }

  @Test func `A contract without an end is renewed on the day of the renewal`() throws {
    try publish([Self.clause("renewal", "base: cash", "rate: 3 %")])
    try sign(isOpen: true)
    try renew("2025-12-15", isOpen: true)
    for (number, day) in [(1, "2025-12-14"), (2, "2025-12-15")] {
      try callOff(number, day, "1000.00")
      try pay(number, "2026-01-10", "1000.00")
    }
    // 3 % of the second order's 1,000.00.
    #expect(try figures("renewal") == "30.00 30.00")
  }

  @Test func `A change is carried out by what is ordered from its own day on`() throws {
    try publish([
      Self.clause("up_sell", "base: cash", "rate: 10 %"),
      Self.clause("renewal", "base: cash", "rate: 10 %"),
    ])
    try sign()
    try callOff(1, "2025-02-01", "5000.00")
    try sellMore("2025-07-01")
    try pay(1, "2025-08-01", "5000.00")
    #expect(try figures("up-sell") == "0.00 0.00")
    // 10 % of 7,000.00 ordered after the change.
    try callOff(2, "2025-07-01", "7000.00")
    try pay(2, "2025-08-15", "7000.00")
    #expect(try figures("up-sell") == "700.00 700.00")
    // The renewal takes the change up: 10 % of 14,000.00 are the renewal's.
    try renew("2025-12-15", at: "14000.00")
    try callOff(3, "2026-01-10", "14000.00")
    try pay(3, "2026-02-10", "14000.00")
    #expect(try figures("up-sell") == "700.00 700.00")
    #expect(try figures("renewal") == "1400.00 1400.00")
    try story.expectStoredRows()
  }

  @Test func `A change after an early renewal goes on in the term that was renewed`() throws {
    try publish([Self.clause("up_sell", "base: net", "rate: 10 %", "payable: paid")])
    try sign()
    try renew("2025-11-15")
    try sellMore("2025-12-10")
    try callOff(1, "2026-01-10", "1000.00")
    try pay(1, "2026-02-10", "1000.00")
    // 10 % of 2,000.00 more a year; 1,000.00 of these are paid.
    #expect(try figures("up-sell") == "200.00 100.00")
  }

  @Test func `A renewal won as an opportunity waits for its own payments`() throws {
    try story.publish(
      """
        - id: won
          applies_to: {deal: opportunity}
          anchor: won
          credit: {mode: full_each, parties: [{to: seller}]}
          base: net
          rate: 3 %
          payable: paid
      """, from: "2025-01-01")
    try sign()
    try callOff(1, "2025-03-01", "12000.00")
    try pay(1, "2025-04-01", "12000.00")
    try story.record(
      "opportunity.won.v1", "2025-12-10",
      """
      {"opportunity_id":"op-1","value":\(euros("12000.00")),"contract_id":"k-1",\
      "employee_id":"e-1"}
      """)
    try renew("2025-12-15")
    #expect(try figures("won") == "360.00 0.00")
    try callOff(2, "2026-01-10", "12000.00")
    try pay(2, "2026-02-10", "12000.00")
    #expect(try figures("won") == "360.00 360.00")
  }

  @Test func `The extract shows each term with its own orders`() throws {
    try publish([Self.clause("renewal", "base: cash", "rate: 3 %")])
    try sign()
    try callOff(1, "2025-03-01", "12000.00")
    try renew("2025-12-15")
    try callOff(2, "2026-02-01", "13000.00")
    let extract = try ExtractQuery(story.ledger.history).extract(
      payee: "e-1", from: try CalendarDay("2025-01-01"), to: try CalendarDay("2026-12-31"))
    let terms = extract.rows.filter { $0.type == .contract }
    #expect(terms.map(\.callOffs) == [["so-1"], ["so-2"]])
  }
}
