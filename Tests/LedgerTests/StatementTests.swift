import Commission
import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// Statements from the first line to what is learnt long after they were issued.
@Suite struct `Issued statements` {
  private let temporary: TemporaryLedger
  private let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
  }

  private var ledger: Ledger { temporary.ledger }

  private func publish(_ text: String) throws {
    let outcome = try ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2")
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  private func book(
    _ id: String, _ euros: String, by seller: String = "anna", on day: String
  ) throws {
    let outcome = try temporary.record(
      fact(
        "order-\(id)", "order.booked",
        #"{"order_id":"\#(id)","net":{"amount":"\#(euros)","currency":"EUR"},"#
          + #""employee_id":"\#(seller)"}"#, at: day))
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  private func query() throws -> StatementQuery { try StatementQuery(History(ledger.journal)) }

  @discardableResult
  private func issue(_ period: String, payee: String = "anna") throws -> StatementBook.Issued {
    let (outcome, _) = try ledger.issueStatement(
      of: payee, for: Period(parsing: period), signatures, actor: "e-2")
    _ = try #require(outcome.receipts, "\(outcome)")
    return try #require(try query().issued(payee, Period(parsing: period)))
  }

  private func computed(_ period: String, payee: String = "anna") throws -> StatementDocument {
    try query().statement(of: payee, for: Period(parsing: period)).document
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch LedgerError.refused(let refusal) {
      return refusal.code
    } catch {
      return "\(error)"
    }
  }

  /// 10 % of 100,000.00 in January; the order shrinks to 92,000.00 when January is settled.
  @Test func `A deal that shrinks after its period becomes a correction in the next one`() throws {
    try publish(sellerPlan("rate: 10 %"))
    try book("o-1", "100000.00", on: "2025-01-20")
    let january = try issue("2025-01")
    #expect(january.document.balance.payout.description == "10000.00")
    try temporary.record(
      fact(
        "amend-1", "event.corrected",
        #"{"target_event_id":"order-o-1","reason":"Menge","replacement":"#
          + #"{"type":"de.kontor.order.booked.v1","data":{"order_id":"o-1","net":"#
          + #"{"amount":"92000.00","currency":"EUR"},"employee_id":"anna"}}}"#, at: "2025-03-10"))

    #expect(try query().issued("anna", Period(parsing: "2025-01"))?.text == january.text)
    let march = try computed("2025-03")
    #expect(march.lines.map(\.amount.description) == ["-800.00"])
    let correction = try #require(march.lines.first?.correction)
    #expect(correction.statement == "st-anna-2025-01")
    #expect(correction.line == january.document.lines.first?.id)
    // Behind the statement lies what it commits of the streams.
    #expect(correction.position == january.position + 2)
    #expect(march.balance.payout.description == "0.00")
    #expect(march.balance.carriedOut.description == "-800.00")

    let then = try StatementQuery(
      History(ledger.journal), Clocks(knownAt: .size(january.document.basisSize)))
    let replayed = try then.statement(of: "anna", for: Period(parsing: "2025-01")).document
    #expect(replayed.signed(signatures).text == january.text)
    #expect(try CommissionQuery(History(ledger.journal)).lines().first?.amount.minor == 920_000)
  }

  /// 10 % in March, 12 % from April: 100.00 of March stay, an April deal of 1,000.00 gives 120.00.
  @Test func `A later plan version never touches what was issued`() throws {
    try publish(sellerPlan("rate: 10 %"))
    try book("o-1", "1000.00", on: "2025-03-05")
    let march = try issue("2025-03")
    try publish(sellerPlan(version: 2, from: "2025-04-01", "rate: 12 %"))
    try book("o-2", "1000.00", on: "2025-04-07")
    #expect(try query().issued("anna", Period(parsing: "2025-03"))?.text == march.text)
    let april = try computed("2025-04")
    #expect(april.lines.map(\.amount.description) == ["120.00"])
    #expect(april.plans.map(\.version) == [2])
    // The same rate from March on instead corrects March by 20.00.
    try publish(sellerPlan(version: 3, from: "2025-03-01", "rate: 12 %"))
    let corrected = try computed("2025-04")
    #expect(corrected.lines.map(\.amount.description) == ["20.00", "120.00"])
    #expect(corrected.lines[0].correction?.reason.contains("plan version 3, not 1") ?? false)
    #expect(try query().issued("anna", Period(parsing: "2025-03"))?.text == march.text)
  }

  /// 1,000.00 divided 60 : 40, then 50 : 50 after the close: −100.00 and +100.00.
  @Test func `A split that is corrected after the close moves money and makes none`() throws {
    try publish(sellerPlan("rate: 10 %"))
    try book("o-1", "10000.00", on: "2025-03-05")
    func split(_ id: String, _ type: String, _ first: Int, _ more: String) throws {
      try temporary.record(
        fact(
          id, type,
          #"{"order_id":"o-1","shares":[{"employee_id":"anna","role":"kam","share_bp":\#(first)},"#
            + #"{"employee_id":"bert","role":"field_sales","share_bp":\#(10_000 - first)}],"#
            + #""mode":"split","approver_id":"e-1"\#(more)}"#, at: "2025-03-06"))
    }
    try split("s-1", "commission_split.agreed", 6_000, "")
    let closed = try ledger.closePeriod(Period(parsing: "2025-03"), signatures, actor: "e-2")
    #expect(closed.documents.map(\.balance.payout.description) == ["600.00", "400.00"])
    try split("s-2", "commission_split.revised", 5_000, #","reason":"falsch erfasst""#)
    let amounts = try ["anna", "bert"].map {
      try computed("2025-04", payee: $0).lines.map(\.amount.description)
    }
    #expect(amounts == [["-100.00"], ["100.00"]])
    try issue("2025-04")
    #expect(try computed("2025-05").lines.isEmpty, "a correction is taken up once")
  }

  /// Earned 1,000.00; 300.00 less returns of 800.00; 1,200.00.
  @Test func `A balance below zero is carried and not paid`() throws {
    try publish(sellerPlan("rate: 10 %"))
    try book("o-1", "10000.00", on: "2025-01-05")
    try book("o-2", "3000.00", on: "2025-02-05")
    try temporary.record(
      fact(
        "amend-2", "order.amended",
        #"{"order_id":"o-1","changes":[{"product_id":"p-1","quantity_delta":-1,"#
          + #""net_delta":{"amount":"-8000.00","currency":"EUR"}}]}"#, at: "2025-02-20"))
    try book("o-3", "12000.00", on: "2025-03-05")
    for period in ["2025-01", "2025-02", "2025-03"] { try issue(period) }
    let issued = try query().book.issued["anna"] ?? []
    #expect(issued.map(\.document.balance.payout.description) == ["1000.00", "0.00", "700.00"])
    #expect(issued.map(\.document.balance.carriedOut.description) == ["0.00", "-500.00", "0.00"])
    #expect(
      try query().book.balances().map(\.open.description) == ["1700.00"], "the payouts together")
  }

  /// The draw of 2,000.00 a month against 2,750.00, 3,000.00, 1,500.00, 2,375.00, 3,000.00, 2,750.00.
  @Test func `A recoverable draw is paid back from what lies above it`() throws {
    try publish(
      sellerPlan(
        "rate: 10 %",
        head: "draws:\n  - {amount: 2000.00, kind: recoverable, payees: [anna], from: 2025-01-01}"))
    for (month, net) in [27_500, 30_000, 15_000, 23_750, 30_000, 27_500].enumerated() {
      try book("o-\(month)", "\(net).00", on: "2025-0\(month + 1)-10")
    }
    for month in 1...6 { try issue("2025-0\(month)") }
    let balances = (try query().book.issued["anna"] ?? []).map(\.document.balance)
    #expect(
      balances.map(\.payout.description) == [
        "2750.00", "3000.00", "2000.00", "2000.00", "2875.00", "2750.00",
      ])
    #expect(
      balances.map(\.owed.description) == ["0.00", "0.00", "500.00", "125.00", "0.00", "0.00"])
  }

  @Test func `What cannot be issued is refused with its reason`() throws {
    try publish(sellerPlan("rate: 10 %"))
    try book("o-1", "100.00", on: "2025-01-05")
    try book("o-2", "100.00", on: "2025-02-05")
    let today = try ledger.today
    let running = try Period(.month, of: today).description
    #expect(refusal { try issue("2025-02") } == "earlier-period-open")
    #expect(refusal { try issue(running) } == "period-not-over")
    #expect(refusal { try issue("2025") } == "period-too-long")
    try issue("2025-01")
    #expect(refusal { try issue("2025-01") } == "duplicate-statement")
    let (same, _) = try ledger.issueStatement(
      of: "anna", for: Period(parsing: "2025-02"), .init(preparer: "e-1", approver: "e-1"),
      actor: "e-1")
    guard case .rejected(let refused) = same else {
      Issue.record("one person issued a statement alone")
      return
    }
    #expect(refused.code == "own-approval")
    _ = try ledger.closePeriod(Period(parsing: "2025-02"), signatures, actor: "e-2")
    #expect(
      refusal {
        _ = try ledger.closePeriod(Period(parsing: "2025-02"), signatures, actor: "e-2")
      } == "period-closed")
  }

  @Test func `Credit in doubt is recorded as a decision with the statement`() throws {
    try publish(
      """
      plan: zweifel
      version: 1
      effective_from: 2025-01-01
      currency: EUR
      rounding: half_up
      legal_type: provision
      clauses:
        - id: im-zweifel-beide
          applies_to: {deal: order}
          anchor: booked
          credit:
            mode: in_doubt_both
            parties:
              - {to: role, role: kam, rate: 2 %}
              - {to: role, role: field_sales, rate: 3 %}
          base: net
      """)
    for (person, role) in [("anna", "kam"), ("bert", "field_sales")] {
      try temporary.record(
        fact(
          "as-\(person)", "assignment.started",
          #"{"assignment_id":"as-\#(person)","employee_id":"\#(person)","role":"\#(role)","#
            + #""valid_from":"2025-01-01"}"#, at: "2025-01-01"))
    }
    try book("o-1", "80000.00", by: "cora", on: "2025-03-05")
    let (_, documents) = try ledger.closePeriod(
      Period(parsing: "2025-03"), signatures, actor: "e-2")
    #expect(documents.map(\.balance.payout.description) == ["1600.00", "2400.00"])
    let decisions = try ledger.allEvents().compactMap { event -> CommissionDecided? in
      guard case .commissionDecided(let decided) = try event.data() else { return nil }
      return decided
    }
    let decision = try #require(decisions.first)
    #expect(decisions.count == 1)
    #expect(decision.triggerEventID == "order-o-1")
    #expect(decision.lines.map(\.amount.minor).sorted() == [160_000, 240_000])
    #expect(decision.lines.map(\.basis.minor) == [8_000_000, 8_000_000])
  }

  @Test func `A statement longer than a record is kept on several pages`() throws {
    try publish(sellerPlan("rate: 10 %"))
    for number in 1...180 { try book("o-\(number)", "\(number).00", on: "2025-01-05") }
    let issued = try issue("2025-01")
    #expect(issued.document.lines.count == 180)
    // 10 % of 1 + 2 + … + 180.
    #expect(issued.document.balance.payout.description == "1629.00")
    #expect(issued.text.utf8.count > 65_535)
    let pages = try ledger.allEvents().count { $0.header.type == 1110 }
    #expect(pages >= 2)
    #expect(StatementDocument(text: issued.text)?.text == issued.text)
  }
}
