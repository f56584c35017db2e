import Commission
import Journal
import Money
import Testing

@testable import Projections

struct ExtractQueryTests {
  private let books: ExtractLedger

  init() throws { books = try ExtractLedger() }

  @Test func `One row tells the whole story of an order`() throws {
    let row = try #require(try books.extract("e-7").rows.first)
    #expect(row.document == "so-1")
    #expect(row.parts == ["seller", "kam"])
    #expect(row.confirmed.map { "\($0)" } == "2026-03-03")
    #expect(row.customer.number == "D-1")
    #expect(row.customer.address == "Werftstraße 12, 24143 Kiel")
    #expect(row.items.map(\.description) == ["Pumpe"])
    #expect(row.items.first?.list.map { "\($0)" } == "1000.00")
    #expect(row.items.first?.reductions.map(\.basisPoints) == [1000])
    #expect(
      row.deliveries.map { "\($0.day) \($0.net)" } == ["2026-03-10 360.00", "2026-03-20 540.00"])
    #expect(row.execution == .whole)
    let payment = try #require(row.payments.first)
    // 10.00 of 500.00 settled are 2 %.
    #expect(try payment.deductionBasisPoints() == 200)
    #expect("\(try row.paid())" == "490.00")
    // 900.00 less 490.00, 10.00 and 90.00.
    #expect(try row.invoices.map { "\(try $0.open())" } == ["310.00"])
    let credit = try #require(row.credits.first)
    #expect(credit.order == "so-1")
    #expect(credit.orderDay.map { "\($0)" } == "2026-03-02")
    #expect(credit.returned.map { "\($0)" } == "2026-04-08")
    #expect(credit.cause == "customer")
    // 5 % of 360.00 and of 540.00 with the deliveries, 2 % of the invoice, then the return of 90.00.
    #expect(
      row.lines.map { "\($0.entry.trigger.day) \($0.entry.clause) \($0.entry.amount)" } == [
        "2026-03-02 rate 0.00", "2026-03-10 rate 18.00", "2026-03-20 rate 27.00",
        "2026-03-21 both 18.00", "2026-04-10 both -1.80", "2026-04-10 rate -4.50",
      ])
    #expect(try row.commission().map { "\($0.earned)" } == ["56.70"])
    #expect(row.lines.first?.levels == ["5 %"])
    #expect(row.lines.first?.clauseText == "Fünf vom Hundert, sobald geliefert ist.")
    #expect(row.reasons.isEmpty)
  }

  @Test func `Deals that earn nothing are in it and say why`() throws {
    let rows = try books.extract("e-7").rows
    #expect(rows.map(\.document) == ["so-1", "so-2", "so-3", "so-4", "so-5"])
    #expect(rows.map(\.number) == [1, 2, 3, 4, 5])
    let change = try #require(rows[1].changes.first)
    #expect(rows[1].execution == .cancelled)
    #expect(change.kind == .cancelled)
    #expect(change.stage == .ordered)
    #expect(change.reason == "Projekt abgesagt")
    #expect(change.cause == "customer")
    #expect(change.measures == "Klage aussichtslos")
    #expect(rows[2].execution == .open)
    #expect(try rows[2].paid().isZero)
    #expect(rows[2].reasons.map(\.code) == [.notEarnedYet])
    // Another one sold it; e-7 is there as key account manager only.
    #expect(rows[3].parts == ["kam"])
    #expect(rows[3].lines.isEmpty)
    #expect(rows[3].reasons.map(\.code) == [.othersCredited])
    // A margin of 10 % does not pass the gate of 30 %.
    #expect(rows[4].reasons.map(\.code) == [.gate])
    #expect(rows[4].reasons.first?.clause == "rate")
  }

  @Test func `What is about somebody else is not told`() throws {
    let rows = try books.extract("e-9").rows
    #expect(rows.map(\.document) == ["so-1", "so-2", "so-3", "so-4", "so-5"])
    // 3 % of 900.00 less 3 % of 90.00: the same invoice is credited to both in full.
    #expect(try rows[0].commission().map { "\($0.earned)" } == ["24.30"])
    #expect(rows[0].lines.allSatisfy { $0.entry.isDoubleCredit })
    #expect(rows[4].reasons.map(\.code) == [.othersCredited])
    #expect(rows.flatMap(\.reasons).allSatisfy { !$0.text.contains("e-7") })
    #expect(try books.extract("e-8").rows.map(\.document) == ["so-6"])
    #expect(try books.extract("nobody").rows.isEmpty)
  }

  @Test(arguments: ["e-7", "e-9", "e-8"])
  func `The sum agrees to the cent with the lines`(_ payee: String) throws {
    let query = try CommissionQuery(books.ledger.history)
    let zero = Amount.zero(.eur)
    let all = try query.lines(payee: payee).map(\.amount).reduce(zero) { try $0.adding($1) }
    let year = try #require(try books.extract(payee).sums.first)
    #expect(try year.total() == all)
    #expect(year.lines == all)
    for (from, to, period) in [
      ("2026-03-01", "2026-03-31", "2026-03"), ("2026-04-01", "2026-04-30", "2026-04"),
    ] {
      let sum = try #require(try books.extract(payee, from, to).sums.first)
      let lines = try query.lines(payee: payee, period: try Period(parsing: period))
      #expect(sum.lines == (try lines.map(\.amount).reduce(zero) { try $0.adding($1) }))
      let agreed = try sum.deals.subtracting(sum.elsewhere).adding(sum.others)
        .adding(sum.withoutDeal)
      #expect(agreed == sum.lines)
    }
  }

  @Test func `A deal belongs to its own day and both ends of the span count`() throws {
    let march = try #require(try books.extract("e-7", "2026-03-02", "2026-03-02").sums.first)
    #expect("\(march.deals)" == "56.70")
    // All but the zero line of the sale came later.
    #expect("\(march.elsewhere)" == "56.70")
    #expect("\(march.lines)" == "0.00")
    let april = try books.extract("e-7", "2026-04-01", "2026-04-30")
    #expect(april.rows.isEmpty)
    // The return of April: -4.50 and -1.80.
    #expect(april.sums.map { "\($0.others) \($0.lines)" } == ["-6.30 -6.30"])
  }

  @Test func `Both clocks cut`() throws {
    let day = Clocks(asOf: try CalendarDay("2026-03-12"))
    let early = try books.extract("e-7", "2026-01-01", "2026-12-31", day)
    #expect(early.rows[0].execution == .partly)
    #expect(try early.rows[0].commission().map { "\($0.earned)" } == ["18.00"])
    #expect(early.rows[1].changes.isEmpty)
    #expect(early.rows[1].execution == .open)
    #expect(early.speaksFor.asOf.map { "\($0)" } == "2026-03-12")
    let size = try books.ledger.journal.head().size
    try books.order("so-9", "2026-03-30", "100.00", cost: "10.00")
    let known = try books.extract("e-7", "2026-01-01", "2026-12-31", .init(knownAt: .size(size)))
    #expect(known.rows.count == 5)
    #expect(try books.extract("e-7").rows.count == 6)
  }

  @Test func `A payout is named where the statement contains the line`() throws {
    let on = "employee/e-7"
    try books.record(
      "commission.statement_issued", "2026-04-05",
      """
      {"statement_id":"st-3","period":"2026-03","employee_id":"e-7","decision_ids":[],\
      "total":\(euros("45.00")),"sha256":"\(String(repeating: "0", count: 64))",\
      "plan_id":"seller","payout":\(euros("45.00"))}
      """, on: on)
    try books.record(
      "commission.paid_out", "2026-04-30",
      """
      {"payout_id":"po-1","employee_id":"e-7","amount":\(euros("45.00")),\
      "paid_on":"2026-04-30","statement_ids":["st-3"]}
      """, on: on)
    try books.record(
      "commission_statement.disputed", "2026-05-02",
      #"{"dispute_id":"sd-1","statement_id":"st-3","reason":"so-1 fehlt ein Teil"}"#, on: on)
    let row = try #require(try books.extract("e-7").rows.first)
    let paid = row.lines.filter(\.isPaidOut)
    #expect(paid.map(\.entry.clause) == ["rate", "rate", "rate"])
    #expect(paid.allSatisfy { $0.statements == ["st-3"] })
    #expect(paid.first?.payouts.map { "\($0.id) \($0.day)" } == ["po-1 2026-04-30"])
    // 18.00 and 27.00 of March; what April took back is in no statement yet.
    #expect(try row.commission().map { "\($0.paidOut)" } == ["45.00"])
    #expect(row.disputes.map(\.id) == ["sd-1"])
    let before = Clocks(asOf: try CalendarDay("2026-04-29"))
    let unpaid = try books.extract("e-7", "2026-01-01", "2026-12-31", before).rows.first
    #expect(unpaid?.lines.contains(where: \.isPaidOut) == false)
    #expect(unpaid?.lines.contains { $0.statements == ["st-3"] } == true)
  }
}

/// Rows that are more than one order with its invoice.
struct ExtractRowTests {
  private let books: ExtractLedger

  init() throws { books = try ExtractLedger() }

  @Test func `An opportunity stands in the row of the order that it became`() throws {
    try books.record(
      "opportunity.won", "2026-05-01",
      #"{"opportunity_id":"op-1","value":\#(euros("300.00")),"order_id":"so-7","employee_id":"e-7"}"#
    )
    try books.order("so-7", "2026-05-02", "300.00", cost: "100.00")
    let rows = try books.extract("e-7", "2026-05-01", "2026-05-31").rows
    #expect(rows.map(\.document) == ["so-7"])
    #expect(rows.first?.opportunities == ["op-1"])
  }

  @Test func `A contract names its call-offs, and each order has its own row`() throws {
    try books.record(
      "contract.signed", "2026-05-01",
      """
      {"contract_id":"ct-1","kind":"service","start":"2026-05-01","end":"2027-05-01",\
      "notice_days":30,"auto_renew":false,"acv":\(euros("1200.00")),"employee_id":"e-7",\
      "monthly_fee":\(euros("100.00"))}
      """)
    try books.record(
      "order.booked", "2026-05-10",
      """
      {"order_id":"so-7","contract_id":"ct-1","lines":[],"net":\(euros("100.00")),\
      "employee_id":"e-7"}
      """)
    try books.record(
      "invoice.issued", "2026-05-20",
      #"{"invoice_id":"r-7","order_id":"so-7","net":\#(euros("100.00")),"due":"2026-06-20"}"#)
    try books.record(
      "contract.ended", "2026-08-01",
      """
      {"contract_id":"ct-1","reason":"terminated","lost_acv":\(euros("1200.00")),\
      "cause":"supplier"}
      """)
    let rows = try books.extract("e-7", "2026-05-01", "2026-05-31").rows
    #expect(rows.map { "\($0.type.rawValue) \($0.document)" } == ["contract ct-1", "order so-7"])
    // The contract itself pays nothing, so the invoice stands with the order only.
    #expect(rows[0].callOffs == ["so-7"])
    #expect(rows[0].execution == .callOffs)
    #expect(rows[0].invoices.isEmpty)
    #expect(rows[0].items.first?.description?.contains("100.00 a month") == true)
    #expect(rows[0].changes.map { "\($0.kind.rawValue) \($0.cause ?? "")" } == ["ended supplier"])
    #expect(rows[0].reasons.map(\.code) == [.noClause])
    #expect(rows[1].contract == "ct-1")
    #expect(rows[1].invoices.map(\.id) == ["r-7"])
  }

  @Test func `A payment taken back leaves the invoice not paid, a loss says whose fault it is`()
    throws
  {
    try books.order("so-7", "2026-05-02", "300.00", cost: "100.00")
    try books.record(
      "invoice.issued", "2026-05-03",
      #"{"invoice_id":"r-7","order_id":"so-7","net":\#(euros("300.00")),"due":"2026-06-03"}"#)
    try books.record(
      "payment.received", "2026-05-04", #"{"invoice_id":"r-7","amount":\#(euros("300.00"))}"#)
    try books.record(
      "payment.reversed", "2026-05-05",
      #"{"invoice_id":"r-7","amount":\#(euros("300.00")),"reason":"Rücklastschrift"}"#)
    try books.record(
      "receivable.written_off", "2026-07-01",
      #"{"invoice_id":"r-7","amount":\#(euros("300.00")),"cause":"customer","reason":"Insolvenz"}"#)
    let row = try #require(try books.extract("e-7", "2026-05-01", "2026-05-31").rows.first)
    #expect(row.payments.map { "\($0.amount)" } == ["300.00", "-300.00"])
    #expect(try row.paid().isZero)
    let invoice = try #require(row.invoices.first)
    #expect("\(invoice.paid) \(invoice.lost) \(try invoice.open())" == "0.00 300.00 0.00")
    let loss = try #require(row.changes.first)
    #expect(loss.kind == .notPaid)
    #expect(loss.stage == .invoiced)
    #expect(loss.reason == "Insolvenz")
  }

  @Test func `A deal that cannot be added up stays in it and stops no other`() throws {
    try books.order("so-7", "2026-05-02", "300.00", cost: "100.00")
    for id in ["l-7", "l-8"] {
      try books.record(
        "delivery.made", "2026-05-03",
        """
        {"delivery_id":"\(id)","order_id":"so-7","lines":[],\
        "net":\(euros("90000000000000000.00"))}
        """)
    }
    try books.order("so-8", "2026-05-04", "100.00", cost: "10.00")
    let rows = try books.extract("e-7", "2026-05-01", "2026-05-31").rows
    #expect(rows.map(\.document) == ["so-7", "so-8"])
    #expect(rows[0].reasons.map(\.code).contains(.notComputed))
    #expect(rows[1].reasons.map(\.code) == [.notEarnedYet])
  }

  @Test func `Who is named in a split is in it, and an adjustment stands without a deal`() throws {
    try books.order("so-7", "2026-05-02", "1000.00", cost: "100.00")
    try books.record(
      "commission_split.agreed", "2026-05-03",
      """
      {"order_id":"so-7","shares":[{"employee_id":"e-7","role":"kam","share_bp":6000},\
      {"employee_id":"e-5","role":"field_sales","share_bp":4000}],"mode":"split",\
      "approver_id":"m-1"}
      """)
    try books.record(
      "delivery.made", "2026-05-20",
      #"{"delivery_id":"l-7","order_id":"so-7","lines":[],"net":\#(euros("1000.00"))}"#)
    try books.record(
      "commission.adjusted", "2026-05-25",
      """
      {"employee_id":"e-5","amount":\(euros("7.00")),"reason":"Ausgleich","approver_id":"m-1"}
      """, on: "employee/e-5")
    let extract = try books.extract("e-5", "2026-05-01", "2026-05-31")
    #expect(extract.rows.map(\.parts) == [["split"]])
    #expect(extract.withoutDeal.map { "\($0.entry.amount)" } == ["7.00"])
    let sum = try #require(extract.sums.first)
    // 5 % of 400.00, and what was adjusted.
    #expect("\(sum.deals) \(sum.withoutDeal) \(try sum.total())" == "20.00 7.00 27.00")
    #expect(sum.lines == (try sum.total()))
  }

  @Test func `A statement that names its lines contains those and no others`() throws {
    let on = "employee/e-7"
    let line = "invoice/r-1/double/both/kam/e-7"
    try books.record(
      "commission_statement.page_added", "2026-04-05",
      #"{"statement_id":"st-3","page":1,"text":"[\"\#(line)\"]\n"}"#, on: on)
    try books.record(
      "commission.statement_issued", "2026-04-05",
      """
      {"statement_id":"st-3","period":"2026-03","employee_id":"e-7","decision_ids":[],\
      "total":\(euros("18.00")),"sha256":"\(String(repeating: "0", count: 64))"}
      """, on: on)
    try books.record(
      "commission_statement.disputed", "2026-04-06",
      #"{"dispute_id":"sd-1","statement_id":"st-3","line_id":"\#(line)","reason":"zu wenig"}"#,
      on: on)
    try books.record(
      "commission_statement.dispute_settled", "2026-04-20",
      #"{"dispute_id":"sd-1","result":"upheld","approver_id":"m-1"}"#, on: on)
    let rows = try books.extract("e-7").rows
    let settled = rows.flatMap(\.lines).filter { !$0.statements.isEmpty }
    #expect(settled.map(\.entry.id) == [line])
    #expect(settled.first?.isPaidOut == false)
    #expect(
      rows[0].disputes.map { "\($0.result ?? "") \($0.settledOn.map { "\($0)" } ?? "")" }
        == ["upheld 2026-04-20"])
    #expect(rows.dropFirst().allSatisfy { $0.disputes.isEmpty })
    // Paid, and then corrected by a statement that is not paid: not all of it is paid out.
    try books.record(
      "commission.paid_out", "2026-04-30",
      """
      {"payout_id":"po-1","employee_id":"e-7","amount":\(euros("18.00")),\
      "paid_on":"2026-04-30","statement_ids":["st-3"]}
      """, on: on)
    let paid = try books.extract("e-7").rows[0].lines.first { $0.entry.id == line }
    #expect(paid?.isPaidOut == true)
    try books.record(
      "commission_statement.page_added", "2026-05-05",
      #"{"statement_id":"st-4","page":1,"text":"[\"\#(line)\"]\n"}"#, on: on)
    try books.record(
      "commission.statement_issued", "2026-05-05",
      """
      {"statement_id":"st-4","period":"2026-04","employee_id":"e-7","decision_ids":[],\
      "total":\(euros("2.00")),"sha256":"\(String(repeating: "0", count: 64))"}
      """, on: on)
    let corrected = try books.extract("e-7").rows[0].lines.first { $0.entry.id == line }
    #expect(corrected?.statements == ["st-3", "st-4"])
    #expect(corrected?.isPaidOut == false)
    #expect(corrected?.payouts.map(\.id) == ["po-1"])
  }
}
