import Commission
import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// What becomes of statements when something in them turns out to be of another day.
@Suite struct `Statements of deals that move` {
  private let temporary: TemporaryLedger
  private let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
  }

  private var ledger: Ledger { temporary.ledger }

  private func publish(_ terms: String) throws {
    let text = sellerPlan(terms)
    let outcome = try ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2")
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  private static func order(_ euros: String) -> String {
    #"{"order_id":"o-1","net":{"amount":"\#(euros)","currency":"EUR"},"employee_id":"anna"}"#
  }

  private func record(_ id: String, _ type: String, _ data: String, on day: String) throws {
    let outcome = try temporary.record(fact(id, type, data, at: day))
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  /// Corrects nothing of an event but its day; returns the position of the correction.
  @discardableResult
  private func move(
    _ event: String, _ type: String, _ data: String, to day: String
  ) throws -> UInt64 {
    let outcome = try temporary.record(
      fact(
        "\(event)-to-\(day)", "event.corrected",
        #"{"target_event_id":"\#(event)","reason":"Datum","business_day":"\#(day)","#
          + #""replacement":{"type":"de.kontor.\#(type).v1","data":\#(data)}}"#, at: day))
    return try #require(outcome.receipts?.first, "\(outcome)").position
  }

  /// An order over 1,000.00 of 1 March, and its invoice of the 5th.
  private func billOrder() throws {
    try record("order-1", "order.booked", Self.order("1000.00"), on: "2025-03-01")
    try record(
      "invoice-1", "invoice.issued", invoiceData("i-1", of: "o-1", "1000.00"), on: "2025-03-05")
  }

  private func query() throws -> StatementQuery { try StatementQuery(History(ledger.journal)) }

  private func close(_ period: String) throws -> StatementDocument? {
    let closed = try ledger.closePeriod(Period(parsing: period), signatures, actor: "e-2")
    _ = try #require(closed.outcome.receipts, "\(closed.outcome)")
    return closed.documents.first { $0.payee == "anna" }
  }

  private func computed(_ period: String) throws -> StatementDocument {
    try query().statement(of: "anna", for: Period(parsing: period)).document
  }

  /// All that was stated, which must come out of the records that it rested on.
  private func stated() throws -> [String] {
    let issued = try query().book.issued["anna"] ?? []
    for statement in issued {
      let then = try StatementQuery(
        History(ledger.journal), Clocks(knownAt: .size(statement.document.basisSize)))
      let again = try then.statement(of: "anna", for: statement.document.period).document
      #expect(again.signed(signatures).text == statement.text, "\(statement.document.id)")
    }
    return issued.map(\.document.balance.earned.description)
  }

  /// 3 % of 10,000.00 of 10 March are 300.00; they turn out to be of 10 April.
  ///
  /// April says 300.00 of the deal and −300.00 of what March said: 300.00 in all.
  @Test func `A deal that moves from a settled period to an open one is paid once`() throws {
    try publish("rate: 3 %")
    try record("order-1", "order.booked", Self.order("10000.00"), on: "2025-03-10")
    let march = try #require(try close("2025-03"))
    #expect(march.balance.payout.description == "300.00")
    let moved = try move(
      "order-1", "order.booked", Self.order("10000.00"), to: "2025-04-10")
    let april = try #require(try close("2025-04"))
    #expect(april.lines.map(\.amount.description) == ["-300.00", "300.00"])
    #expect(april.lines.map(\.payable.description) == ["-300.00", "300.00"])
    let back = try #require(april.lines[0].correction)
    #expect(back.statement == "st-anna-2025-03")
    #expect(back.line == march.lines[0].id)
    #expect(back.position == moved)
    #expect(back.reason == "was 300.00, is dated 2025-04-10 now")
    #expect(april.lines[1].correction == nil)
    #expect(april.balance.payout.description == "0.00")
    #expect(try stated() == ["300.00", "0.00"])
    #expect(try computed("2025-05").lines.isEmpty, "it is taken back once")
  }

  /// March 300.00, then April 300.00 − 300.00, then May 300.00 − 300.00, and at last March again.
  @Test func `A deal that moves twice is corrected where it was stated last`() throws {
    try publish("rate: 3 %")
    let order = Self.order("10000.00")
    try record("order-1", "order.booked", order, on: "2025-03-10")
    _ = try close("2025-03")
    try move("order-1", "order.booked", order, to: "2025-04-10")
    let april = try #require(try close("2025-04"))
    try move("order-1", "order.booked", order, to: "2025-05-12")
    let may = try #require(try close("2025-05"))
    #expect(may.lines.map(\.amount.description) == ["-300.00", "300.00"])
    #expect(may.lines[0].correction?.statement == april.id)
    #expect(may.lines[0].day.description == "2025-04-10")
    // Back between settled periods nothing is due that was not stated.
    try move("order-1", "order.booked", order, to: "2025-03-11")
    #expect(try computed("2025-06").lines.isEmpty)
    // What was wrong all along goes as a whole: 3 % of 4,000.00 are 120.00, so −180.00.
    try move("order-1", "order.booked", Self.order("4000.00"), to: "2025-03-12")
    let june = try computed("2025-06")
    #expect(june.lines.map(\.amount.description) == ["-180.00"])
    #expect(june.lines[0].correction?.statement == may.id)
    #expect(try stated() == ["300.00", "0.00", "0.00"])
  }

  /// March says 300.00; it is taken back in April and stays a debt until June says it again.
  @Test func `A deal that moves beyond the next period is taken back in that one`() throws {
    try publish("rate: 3 %")
    try record("order-1", "order.booked", Self.order("10000.00"), on: "2025-03-10")
    _ = try close("2025-03")
    try move("order-1", "order.booked", Self.order("10000.00"), to: "2025-06-10")
    let documents = try ["2025-04", "2025-05", "2025-06"].map { try #require(try close($0)) }
    #expect(documents.map { $0.lines.map(\.amount.description) } == [["-300.00"], [], ["300.00"]])
    #expect(documents.map(\.balance.payout.description) == ["0.00", "0.00", "0.00"])
    #expect(
      documents.map(\.balance.carriedOut.description) == ["-300.00", "-300.00", "0.00"])
    #expect(try stated() == ["300.00", "-300.00", "0.00", "300.00"])
  }

  /// April was stated before March, in which there was nothing then.
  @Test func `A deal that moves to an earlier period is taken back in that one`() throws {
    try publish("rate: 3 %")
    try record("order-1", "order.booked", Self.order("10000.00"), on: "2025-04-10")
    func issue(_ period: String) throws -> StatementDocument {
      let (outcome, document) = try ledger.issueStatement(
        of: "anna", for: Period(parsing: period), signatures, actor: "e-2")
      _ = try #require(outcome.receipts, "\(outcome)")
      return document
    }
    let april = try issue("2025-04")
    try move("order-1", "order.booked", Self.order("10000.00"), to: "2025-03-14")
    let march = try issue("2025-03")
    #expect(march.lines.map(\.amount.description) == ["300.00", "-300.00"])
    #expect(march.lines[1].correction?.statement == april.id)
    #expect(march.balance.payout.description == "0.00")
    #expect(try stated() == ["300.00", "0.00"])
    #expect(try computed("2025-05").lines.isEmpty)
  }

  /// 10 % of 1,000.00, earned as it is paid: 40.00 of a payment of 400.00 that was in April.
  @Test func `A payment that moves takes what it earned along`() throws {
    try publish("rate: 10 %\n    earned: paid")
    try billOrder()
    let payment = #"{"invoice_id":"i-1","amount":{"amount":"400.00","currency":"EUR"}}"#
    try record("payment-1", "payment.received", payment, on: "2025-03-20")
    let march = try #require(try close("2025-03"))
    #expect(march.lines.map(\.amount.description) == ["0.00", "40.00"])
    let moved = try move("payment-1", "payment.received", payment, to: "2025-04-08")
    let april = try #require(try close("2025-04"))
    #expect(april.lines.map(\.amount.description) == ["-40.00", "40.00"])
    #expect(april.lines[0].correction?.line == march.lines[1].id)
    #expect(april.lines[0].correction?.position == moved)
    #expect(try stated() == ["40.00", "0.00"])
  }

  /// 100.00 less 20.00 for a credit note of 200.00, which was in April: 80.00 in all.
  @Test func `A credit note that moves takes back in its own period`() throws {
    try publish("rate: 10 %")
    try billOrder()
    let note =
      #"{"credit_note_id":"cn-1","invoice_id":"i-1","net":{"amount":"200.00","currency":"EUR"}}"#
    try record("note-1", "credit_note.issued", note, on: "2025-03-25")
    let march = try #require(try close("2025-03"))
    #expect(march.lines.map(\.amount.description) == ["100.00", "-20.00"])
    try move("note-1", "credit_note.issued", note, to: "2025-04-02")
    let april = try #require(try close("2025-04"))
    #expect(april.lines.map(\.amount.description) == ["20.00", "-20.00"])
    #expect(try stated() == ["80.00", "0.00"])
  }
}
