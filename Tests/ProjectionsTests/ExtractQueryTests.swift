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
      "commission_statement.page_added", "2026-04-05",
      #"{"statement_id":"st-3","page":1,"text":"other words\n"}"#, on: on)
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
    #expect(paid.allSatisfy { $0.statement == "st-3" })
    #expect(paid.first?.payouts.map { "\($0.id) \($0.day)" } == ["po-1 2026-04-30"])
    // 18.00 and 27.00 of March; what April took back is in no statement yet.
    #expect(try row.commission().map { "\($0.paidOut)" } == ["45.00"])
    #expect(row.disputes.map(\.id) == ["sd-1"])
    let before = Clocks(asOf: try CalendarDay("2026-04-29"))
    let unpaid = try books.extract("e-7", "2026-01-01", "2026-12-31", before).rows.first
    #expect(unpaid?.lines.contains(where: \.isPaidOut) == false)
    #expect(unpaid?.lines.contains { $0.statement == "st-3" } == true)
  }
}
