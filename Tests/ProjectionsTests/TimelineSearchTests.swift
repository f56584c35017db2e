import LedgerEvents
import Money
import Testing

@testable import Projections

struct TimelineSearchTests {
  private let ledger: TestLedger
  private let timeline: Timeline

  init() throws {
    ledger = try TestLedger()
    timeline = Timeline(ledger.history)
    try ledger.register("nordwerk", "Nordwerk Köln", at: "2026-01-05")
  }

  private func found(_ words: String) throws -> [UInt64] {
    var filter = TimelineFilter()
    filter.search = words
    return try timeline.page(.init(account: "nordwerk", filter: filter)).entries
      .map(\.stored.position)
  }

  @Test func `Letters with marks are found with and without them`() throws {
    let agreed = try ledger.record(
      "action.agreed.v1", on: "account/nordwerk", at: "2026-04-02",
      #"{"action_id":"t-1","employee_id":"e-77","due":"2026-05-01","text":"Maße für Herrn Müller prüfen"}"#
    )
    for words in [
      "Müller", "MUELLER", "muller", "MÜLLER", "mu\u{308}ller", "masse", "Maße", "fuer pruefen",
      "prüfen müller", "t-1", "e-77",
    ] {
      #expect(try found(words) == [agreed], "\(words)")
    }
    #expect(try found("koeln") == [0])
    #expect(try found("KOLN") == [0])
    for words in ["Möller", "mller", "prüfen Huber"] { #expect(try found(words) == [], "\(words)") }
  }

  @Test func `An ASCII digraph is found by the letter with marks`() throws {
    let agreed = try ledger.record(
      "action.agreed.v1", on: "account/nordwerk", at: "2026-04-02",
      #"{"action_id":"t-1","employee_id":"e-1","due":"2026-05-01","text":"Herr Mueller, Société"}"#)
    #expect(try found("müller") == [agreed])
    #expect(try found("societe") == [agreed])
  }

  @Test func `Products and ids are searched, the names of members are not`() throws {
    let booked = try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2026-04-01",
      """
      {"order_id":"a-17","lines":[{"product_id":"pumpe-9","quantity":2,"net":\(euros("10.00")),\
      "description":"Kreiselpumpe"}],"net":\(euros("10.00"))}
      """, id: "evt-00042")
    #expect(try found("Pumpe-9") == [booked])
    #expect(try found("KREISEL") == [booked])
    #expect(try found("evt-00042") == [booked])
    #expect(try found("order_id") == [])
    #expect(try found("quantity") == [])
  }

  @Test func `The reason of a correction finds the event it is about`() throws {
    let booked = try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2026-04-01",
      #"{"order_id":"a-17","lines":[],"net":\#(euros("10.00"))}"#, id: "order-17")
    let undone = try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-04-02",
      #"{"target_event_id":"order-17","reason":"Verwechslung"}"#)
    #expect(try found("verwechslung") == [undone, booked])
    var filter = TimelineFilter()
    filter.search = "verwechslung"
    let nested = try timeline.page(
      .init(account: "nordwerk", filter: filter, nestsAmendments: true))
    #expect(nested.entries.map(\.stored.position) == [booked])
  }

  @Test func `A cursor does not go over to another search`() throws {
    for day in 1...4 {
      try ledger.invoice(
        "iv-\(day)", order: "a-1", "1.00", at: "2026-03-0\(day)", due: "2026-04-01")
    }
    var filter = TimelineFilter()
    filter.search = "invoice"
    var request = TimelineRequest(account: "nordwerk", filter: filter, limit: 2)
    let next = try timeline.page(request).nextCursor
    #expect(next != nil)
    request.cursor = next
    #expect(try timeline.page(request).entries.map(\.stored.position) == [2, 1])
    request.filter.search = "order"
    #expect(throws: ProjectionError.otherCursor) { try timeline.page(request) }
  }
}
