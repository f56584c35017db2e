import LedgerDomain
import LedgerEvents
import Testing

struct OrderTests {
  /// An account with an order over 1000.00 and an invoice over 600.00 of it.
  private func billed() throws -> Story {
    var story = try Story.nordwerk()
    try story.record(.order("or-1", net: 1_000_00))
    try story.record(.invoice("iv-1", net: 600_00))
    return story
  }

  @Test func `An order is booked once, in the ledger's currency, with lines that sum up`() throws {
    var story = try Story.nordwerk()
    let lines = [OrderBooked.Line.of("p-1", 1_200_00), .of("rabatt", -200_00)]
    #expect(try story.code(.order("or-1", net: 1_000_00) { $0.lines = lines }) == nil)
    let rejection = try #require(
      try story.refusal(.order("or-1", net: 1_000_01) { $0.lines = lines }))
    #expect(rejection.code == .linesDoNotSum)
    #expect(rejection.reason.contains("sum to 1000.00 EUR, but its net value says 1000.01 EUR"))

    let foreign = try #require(
      try story.refusal(.order("or-1") { $0.net = .of(1_000_00, "USD") }))
    #expect(foreign.code == .foreignCurrency)
    #expect(foreign.reason.contains("in USD, but this ledger keeps EUR"))
    #expect(try story.code(.order("or-1") { $0.clearNet() }) == .missingValue)
    #expect(try story.code(.order("or-1", net: -1)) == .wrongSign)
    #expect(try story.code(.order("or-1", net: 0)) == nil)

    try story.record(.order("or-1"))
    #expect(try story.code(.order("or-1")) == .duplicateOrder)
    #expect(try story.code(.order("or-2") { $0.contractID = "ct-1" }) == .unknownContract)
  }

  @Test func `Lines beyond the range of exact amounts are refused, not wrapped`() throws {
    let lines = [OrderBooked.Line.of("p-1", .max), .of("p-2", 1)]
    #expect(
      try Story.nordwerk().code(.order("or-1", net: 0) { $0.lines = lines }) == .amountTooLarge)
  }

  @Test func `History is imported whenever it arrives`() throws {
    var story = try Story.nordwerk()
    try story.record(.order("or-1"), on: "2026-03-02")
    #expect(try story.code(.order("or-0"), on: "2017-01-31") == nil)
    #expect(try story.code(.order("or-0"), on: nil) == nil)
  }

  @Test func `No more is taken from an order than it is worth`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.amendment("or-1", by: 1)) == .unknownOrder)
    try story.record(.order("or-1", net: 1_000_00))
    #expect(try story.code(.amendment("or-1", by: -1_000_01)) == .belowZero)
    #expect(try story.code(.amendment("or-1", by: -1_000_00)) == nil)
    #expect(try story.code(.cancellation("or-1", by: -1_000_01)) == .belowZero)
    #expect(try story.code(.cancellation("or-1", by: 1)) == .wrongSign)
    try story.record(.cancellation("or-1", by: -400_00))
    #expect(try story.code(.cancellation("or-1", by: -600_01)) == .belowZero)
    #expect(try story.code(.cancellation("or-1", by: -600_00)) == nil)
  }

  @Test func `A cancelled order is over, but not before the day it was cancelled`() throws {
    var story = try Story.nordwerk()
    try story.record(.order("or-1", net: 1_000_00), on: "2026-01-10")
    try story.record(.cancellation("or-1"), on: "2026-02-10")
    #expect(try story.code(.cancellation("or-1"), on: "2026-02-11") == .orderCancelled)
    #expect(try story.code(.amendment("or-1", by: 1), on: "2026-02-10") == .orderCancelled)
    #expect(try story.code(.amendment("or-1", by: 1), on: "2026-02-09") == nil)
    #expect(try story.code(.invoice("iv-1"), on: "2026-02-10") == .orderCancelled)
    #expect(try story.code(.invoice("iv-1"), on: nil) == .orderCancelled)
    #expect(try story.code(.invoice("iv-1"), on: "2026-02-09") == nil)
  }

  @Test func `Invoices do not exceed the order with its amendments`() throws {
    var story = try billed()
    #expect(try story.code(.invoice("iv-1", net: 1)) == .duplicateInvoice)
    #expect(try story.code(.invoice("iv-2", of: "or-9")) == .unknownOrder)
    #expect(try story.code(.invoice("iv-2", net: 400_00)) == nil)
    #expect(try story.code(.invoice("iv-2", net: 400_01)) == .invoiceAboveOrder)
    try story.record(.amendment("or-1", by: 1))
    #expect(try story.code(.invoice("iv-2", net: 400_01)) == nil)
    #expect(try story.code(.invoice("iv-2", net: -1)) == .wrongSign)
  }

  @Test func `What is credited can be billed again`() throws {
    var story = try billed()
    try story.record(.creditNote("cn-1", 600_00))
    #expect(try story.code(.invoice("iv-2", net: 1_000_00)) == nil)
    #expect(try story.code(.invoice("iv-2", net: 1_000_01)) == .invoiceAboveOrder)
  }

  @Test func `A payment does not exceed what is open`() throws {
    var story = try billed()
    #expect(try story.code(.payment(of: "iv-9", 1)) == .unknownInvoice)
    #expect(try story.code(.payment(0)) == .wrongSign)
    #expect(try story.code(.payment(600_01)) == .paymentAboveInvoice)
    try story.record(.payment(200_00))
    let rejection = try #require(try story.refusal(.payment(400_01)))
    #expect(rejection.code == .paymentAboveInvoice)
    #expect(
      rejection.reason
        == """
        of invoice iv-1 over 600.00 EUR, 400.00 EUR is open, but 400.01 EUR came in; amounts are net \
        of tax; record the rest on the invoice it pays
        """)
    #expect(try story.code(.payment(400_00)) == nil)
  }

  @Test func `A deduction settles an invoice beside what was paid`() throws {
    var story = try billed()
    let paid = { (amount: Int64, deduction: Int64) in
      Record.OneOf_Data.payment(amount) {
        $0.deduction = .eur(deduction)
        $0.deductionReason = "2 % Skonto"
      }
    }
    #expect(try story.code(paid(588_00, 0)) == .wrongSign)
    #expect(try story.code(paid(588_00, -1)) == .wrongSign)
    #expect(try story.code(paid(.max, 1)) == .amountTooLarge)
    let rejection = try #require(try story.refusal(paid(588_00, 12_01)))
    #expect(rejection.code == .paymentAboveInvoice)
    #expect(rejection.reason.contains("but 588.00 EUR came in and 12.01 EUR was deducted; amounts"))
    try story.record(paid(588_00, 12_00))
    #expect(try story.code(.payment(1)) == .paymentAboveInvoice)
    #expect(try story.code(.writeOff(1)) == .writeOffAboveInvoice)
    // The deduction was never paid, so it cannot come back.
    #expect(try story.code(.reversal(588_01)) == .reversalAbovePayments)
    #expect(try story.code(.reversal(588_00)) == nil)
  }

  @Test func `A reversed payment is open again`() throws {
    var story = try billed()
    #expect(try story.code(.reversal(of: "iv-9", 1)) == .unknownInvoice)
    #expect(try story.code(.reversal(1)) == .reversalAbovePayments)
    try story.record(.payment(600_00))
    #expect(try story.code(.reversal(0)) == .wrongSign)
    #expect(try story.code(.reversal(600_01)) == .reversalAbovePayments)
    try story.record(.reversal(400_00))
    #expect(try story.code(.reversal(200_01)) == .reversalAbovePayments)
    #expect(try story.code(.reversal(200_00)) == nil)
    #expect(try story.code(.payment(400_01)) == .paymentAboveInvoice)
    #expect(try story.code(.payment(400_00)) == nil)
    #expect(try story.code(.writeOff(400_00) { $0.cause = .customer }) == nil)
    #expect(try story.code(.writeOff(400_00) { $0.cause = .UNRECOGNIZED(9) }) == .unknownValue)
    // The payment never happened: nothing is paid, and no more is open than was billed.
    try story.record(retraction("fact-3"))
    #expect(try story.code(.payment(600_01)) == .paymentAboveInvoice)
    #expect(try story.code(.payment(600_00)) == nil)
  }

  @Test func `What else an order and its papers say is in order`() throws {
    let story = try billed()
    let order = { (edit: (inout OrderBooked) -> Void) in
      Record.OneOf_Data.order("or-2", edit)
    }
    #expect(try story.code(order { $0.gross = .eur(1_190_00) }) == nil)
    #expect(try story.code(order { $0.gross = .eur(-1) }) == .wrongSign)
    #expect(try story.code(order { $0.ancillary = .of(1, "USD") }) == .foreignCurrency)
    #expect(try story.code(order { $0.confirmed = .on(20_260_230) }) == .noSuchDay)
    let reduced = { (kind: String, reduction: UInt32) in
      var line = OrderBooked.Line.of("p-1", 1_000_00)
      line.list = .eur(1_250_00)
      var part = OrderBooked.PriceReduction()
      (part.kind, part.reductionBp) = (kind, reduction)
      line.reductions = [part]
      line.description_p = "Antrieb"
      return order { $0.lines = [line] }
    }
    #expect(try story.code(reduced("Mengenrabatt", 2_000)) == nil)
    #expect(try story.code(reduced("Mengenrabatt", 10_001)) == .outOfRange)
    #expect(try story.code(reduced("", 1)) == .missingValue)
    #expect(try story.code(.invoice("iv-2", net: 1) { $0.gross = .eur(-1) }) == .wrongSign)
    #expect(try story.code(.invoice("iv-2", net: 1) { $0.ancillary = .eur(5) }) == nil)
    #expect(try story.code(.cancellation("or-1") { $0.cause = .unspecified }) == .missingValue)
    #expect(try story.code(.creditNote("cn-1", 1) { $0.cause = .neither }) == nil)
    #expect(try story.code(.creditNote("cn-1", 1) { $0.returned = .on(1) }) == .noSuchDay)
  }

  @Test func `A credit note lowers what is open from its day on`() throws {
    var story = try billed()
    try story.record(.creditNote("cn-1", 100_00), on: "2026-03-10")
    #expect(try story.code(.payment(600_00), on: "2026-03-10") == .paymentAboveInvoice)
    #expect(try story.code(.payment(500_00), on: "2026-03-10") == nil)
    #expect(try story.code(.payment(600_00), on: "2026-03-09") == nil)
  }

  @Test func `A credit note does not exceed its invoice, paid or not`() throws {
    var story = try billed()
    #expect(try story.code(.creditNote("cn-1", on: "iv-9", 1)) == .unknownInvoice)
    #expect(try story.code(.creditNote("cn-1", -1)) == .wrongSign)
    try story.record(.payment(600_00))
    #expect(try story.code(.creditNote("cn-1", 600_01)) == .creditAboveInvoice)
    try story.record(.creditNote("cn-1", 600_00))
    #expect(try story.code(.creditNote("cn-1", 1)) == .duplicateCreditNote)
    #expect(try story.code(.creditNote("cn-2", 1)) == .creditAboveInvoice)
  }

  @Test func `Only what is open is written off`() throws {
    var story = try billed()
    try story.record(.payment(250_00))
    try story.record(.creditNote("cn-1", 50_00))
    #expect(try story.code(.writeOff(of: "iv-9", 1)) == .unknownInvoice)
    #expect(try story.code(.writeOff(300_01)) == .writeOffAboveInvoice)
    #expect(try story.code(.writeOff(0)) == .wrongSign)
    try story.record(.writeOff(300_00))
    #expect(try story.code(.payment(1)) == .paymentAboveInvoice)
  }

  @Test func `30 February is no day, and a period is a month, a quarter or a year`() throws {
    let story = try billed()
    let late = try #require(
      try story.refusal(.invoice("iv-2", net: 1) { $0.due = .on(20_260_230) }))
    #expect(late.code == .noSuchDay)
    #expect(late.member == "due")
    #expect(late.reason.hasPrefix("the calendar has no day 30 in month 2 of the year 2026"))
    #expect(try story.code(.invoice("iv-2", net: 1) { $0.due = .on(20_260_228) }) == nil)
    #expect(try story.code(.cost { $0.period = "2026-13" }) == .malformedPeriod)
    #expect(try story.code(.cost()) == nil)
    #expect(try story.code(.cost { $0.amount = .eur(-1) }) == .wrongSign)
    #expect(try story.code(.spend()) == nil)
    #expect(try story.code(.spend { $0.basis = "" }) == .missingValue)
  }
}
