import Journal
import LedgerEvents
import Testing

@testable import Ledger

struct AmendmentTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account(), order("or-1", "100.00"))
  }

  @Test func `Decisions after a correction use what holds now`() throws {
    #expect(
      try temporary.record(invoice("iv-1", of: "or-1", "190.00")).code == "invoice-above-order")
    try temporary.record(
      correction("c-1", of: "order-or-1", "order.booked", orderData("or-1", "190.00")))
    #expect(
      try temporary.record(invoice("iv-1", of: "or-1", "190.01")).code == "invoice-above-order")
    #expect(try temporary.record(invoice("iv-1", of: "or-1", "190.00")).receipts != nil)
  }

  @Test func `A corrected stream is the same for whoever opens the ledger next`() throws {
    try temporary.record(
      correction("c-1", of: "order-or-1", "order.booked", orderData("or-1", "50.00")))
    try temporary.reopen()
    #expect(
      try temporary.record(invoice("iv-1", of: "or-1", "50.01")).code == "invoice-above-order")
    #expect(try temporary.record(invoice("iv-1", of: "or-1", "50.00")).receipts != nil)
  }

  @Test func `What was retracted never happened, until the retraction is taken back`() throws {
    try temporary.record(retraction("r-1", of: "order-or-1"))
    #expect(try temporary.record(invoice("iv-1", of: "or-1")).code == "unknown-order")
    #expect(try temporary.record(retraction("r-2", of: "order-or-1")).code == "already-retracted")
    try temporary.record(retraction("r-3", of: "r-1"))
    #expect(try temporary.record(invoice("iv-1", of: "or-1")).receipts != nil)
  }

  @Test func `A correction may follow its event in one batch, and goes with it`() throws {
    let batch = try [
      order("or-2", "10.00"),
      correction("c-2", of: "order-or-2", "order.booked", orderData("or-2", "20.00")),
      invoice("iv-2", of: "or-2", "20.00"),
    ]
    let spoilt = try batch + [invoice("iv-3", of: "or-2", "0.01")]
    #expect(try temporary.ledger.record(spoilt).code == "invoice-above-order")
    #expect(try temporary.record(invoice("iv-2", of: "or-2", "20.00")).code == "unknown-order")
    #expect(try temporary.ledger.record(batch).receipts?.map(\.revision) == [2, 3, 4])
  }

  @Test func `A correction of nothing is refused`() throws {
    #expect(try temporary.record(retraction("r-1", of: "order-or-9")).code == "unknown-event")
    let impossible = try correction(
      "c-1", of: "order-or-1", "account.registered", accountData("nordwerk"))
    #expect(try temporary.record(impossible).code == "duplicate-account")
  }
}
