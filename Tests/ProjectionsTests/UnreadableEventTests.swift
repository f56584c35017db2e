import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

struct UnreadableEventTests {
  private let ledger: TestLedger
  private let poison: UInt64

  /// An account with one sound order and one whose payload is no message.
  init() throws {
    ledger = try TestLedger()
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2026-02-01",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("100.00"))}"#)
    let broken = NewRecord(
      subject: "account/nordwerk", source: "urn:test", id: "broken",
      time: .init(
        occurred: Instant(startOf: try CalendarDay("2026-02-02")).microseconds,
        businessDay: 20_260_202, precision: 3),
      type: OrderBooked.typeNumber, payload: [0xFF])
    poison = try ledger.journal.write { try $0.append([broken]) }[0].position
    try ledger.record(
      "sentiment.rated.v1", on: "account/nordwerk", at: "2026-02-03", #"{"rating":4}"#)
  }

  @Test func `A timeline shows it with its reason`() throws {
    let entries = try Timeline(ledger.history).page(.init(account: "nordwerk")).entries
    #expect(entries.map(\.stored.position) == [2, poison, 0])
    #expect(entries[1].data == nil)
    #expect(entries[1].unreadable != nil)
    #expect(entries[1].summary.hasPrefix("Cannot be read: "))
    #expect(entries[1].type?.name == "order.booked")
  }

  @Test func `Health and commission name it and go on`() throws {
    let clocks = Clocks(asOf: try CalendarDay("2026-03-01"))
    let health = try HealthQuery(ledger.history).assess("nordwerk", clocks: clocks)
    #expect(health.quarantined.map(\.position) == [poison])
    #expect(health.sentiment?.rating == 4)
    let commission = try CommissionQuery(ledger.history)
    #expect(commission.quarantined.map(\.position) == [poison])
    #expect(commission.quarantined.first?.subject == "account/nordwerk")
  }

  @Test func `A correction makes it readable`() throws {
    let correction = try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2026-02-04",
      """
      {"target_event_id":"broken","reason":"lost in transfer","replacement":{\
      "type":"de.kontor.order.booked.v1","data":{"order_id":"a-2","lines":[],\
      "net":\(euros("7.00"))}}}
      """)
    let entries = try Timeline(ledger.history).page(.init(account: "nordwerk")).entries
    let entry = try #require(entries.first { $0.stored.position == poison })
    #expect(entry.summary == "Order a-2 booked: 7.00 EUR net")
    #expect(entry.originalSummary == nil)
    #expect(entry.amendment?.position == correction)
    #expect(try CommissionQuery(ledger.history).quarantined.isEmpty)
    #expect(
      try CommissionQuery(ledger.history, .init(knownAt: .size(3))).quarantined.map(\.position)
        == [poison])
  }

  @Test func `The list of accounts carries its position`() throws {
    try ledger.record(
      "account.registered.v1", on: "account/nordwerk", at: "2026-01-05",
      #"{"account_id":"nordwerk","name":"Nordwerk","sector":"Maschinenbau","country":"DE"}"#)
    let bad = NewRecord(
      subject: "account/nordwerk", source: "urn:test", id: "broken-2",
      time: .init(occurred: 0, businessDay: 20_260_202, precision: 3),
      type: AssignmentStarted.typeNumber, payload: [0xFF])
    let position = try ledger.journal.write { try $0.append([bad]) }[0].position
    let row = try #require(try Accounts(ledger.history, in: ledger.path).list().rows.first)
    // The list does not read orders, so only the assignment is one it cannot understand.
    #expect(row.unreadable == [position])
    #expect(row.name == "Nordwerk")
    #expect(row.eventCount == 5)
  }
}
