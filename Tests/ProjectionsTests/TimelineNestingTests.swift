import LedgerEvents
import Money
import Testing

@testable import Projections

/// Corrections below what they correct, groups, and merged accounts.
struct TimelineNestingTests {
  private let ledger: TestLedger
  private let timeline: Timeline

  init() throws {
    ledger = try TestLedger()
    timeline = Timeline(ledger.history)
    try ledger.register("nordwerk", "Nordwerk", at: "2026-01-05")
  }

  private func order(_ id: String, _ net: String, at day: String) throws -> UInt64 {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: day,
      #"{"order_id":"\#(id)","lines":[],"net":\#(euros(net))}"#, id: "order-\(id)")
  }

  private func correct(_ id: String, to net: String, _ reason: String) throws -> UInt64 {
    try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2026-05-01",
      """
      {"target_event_id":"order-\(id)","reason":"\(reason)","replacement":{\
      "type":"de.kontor.order.booked.v1",\
      "data":{"order_id":"\(id)","lines":[],"net":\(euros(net))}}}
      """, id: "fix-\(reason)")
  }

  @Test func `Every word on an event stands below it, also one that was taken back`() throws {
    let booked = try order("a-1", "100.00", at: "2026-03-01")
    let visit = try ledger.record(
      "sentiment.rated.v1", on: "account/nordwerk", at: "2026-04-01", #"{"rating":4}"#)
    let first = try correct("a-1", to: "90.00", "eins")
    let second = try correct("a-1", to: "80.00", "zwei")
    let undone = try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-05-02",
      #"{"target_event_id":"fix-zwei","reason":"doch neunzig"}"#)
    let page = try timeline.page(.init(account: "nordwerk", nestsAmendments: true))
    #expect(page.entries.map(\.stored.position) == [visit, booked, 0])
    let entry = page.entries[1]
    #expect(entry.summary == "Order a-1 booked: 90.00 EUR net")
    #expect(
      entry.remarks.map { "\($0.kind) \($0.position) \($0.about) \($0.reason) \($0.isTakenBack)" }
        == [
          "corrected \(first) \(booked) eins false", "corrected \(second) \(booked) zwei true",
          "retracted \(undone) \(second) doch neunzig false",
        ])
    #expect(page.entries[0].remarks.isEmpty)
    // What was not known yet is no remark.
    let early = try timeline.page(
      .init(account: "nordwerk", clocks: .init(knownAt: .size(second)), nestsAmendments: true))
    #expect(early.entries[1].remarks.map(\.position) == [first])
    // Who asks for corrections as such gets them as entries.
    var filter = TimelineFilter()
    filter.types = ["event.corrected"]
    let asked = try timeline.page(
      .init(account: "nordwerk", filter: filter, nestsAmendments: true))
    #expect(asked.entries.map(\.stored.position) == [second, first])
  }

  @Test(arguments: [21, 22])
  func `Pages with corrections below show every event once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var orders: [String] = []
    for number in 0..<50 {
      if number % 3 == 2, let id = orders.randomElement(using: &random) {
        _ = try correct(id, to: "\(number).00", "r\(number)")
      } else {
        let day = "2026-0\(Int.random(in: 1...4, using: &random))-1\(number % 10)"
        _ = try order("a-\(number)", "1.00", at: day)
        orders.append("a-\(number)")
      }
    }
    var request = TimelineRequest(account: "nordwerk", limit: 7, nestsAmendments: true)
    var seen: [UInt64] = []
    var remarks: [UInt64] = []
    repeat {
      let page = try timeline.page(request)
      seen += page.entries.map(\.stored.position)
      remarks += page.entries.flatMap(\.remarks).map(\.position)
      request.cursor = page.nextCursor
    } while request.cursor != nil
    let flat = try timeline.page(.init(account: "nordwerk", limit: 1000)).entries
    #expect(Set(seen).count == seen.count, "seed \(seed)")
    #expect(Set(seen + remarks) == Set(flat.map(\.stored.position)), "seed \(seed)")
    #expect(seen.count == orders.count + 1, "seed \(seed)")
  }

  @Test func `A payment belongs to the order of its invoice and to the opportunity behind`() throws
  {
    let facts: [(String, String, String)] = [
      (
        "opportunity.identified.v1", "2026-01-10",
        #"{"opportunity_id":"o-1","origin":"inquiry","kind":"new"}"#
      ),
      (
        "offer.submitted.v1", "2026-01-20",
        """
        {"offer_id":"f-1","opportunity_id":"o-1","version":1,"list":\(euros("9.00")),\
        "net":\(euros("8.00")),"valid_until":"2026-04-11"}
        """
      ),
      ("offer.decided.v1", "2026-01-25", #"{"offer_id":"f-1","result":"accepted"}"#),
      (
        "opportunity.won.v1", "2026-01-31",
        #"{"opportunity_id":"o-1","value":\#(euros("8.00")),"order_id":"a-1"}"#
      ),
      (
        "order.booked.v1", "2026-02-01",
        #"{"order_id":"a-1","lines":[],"net":\#(euros("8.00"))}"#
      ),
      (
        "invoice.issued.v1", "2026-02-10",
        #"{"invoice_id":"iv-1","order_id":"a-1","net":\#(euros("8.00")),"due":"2026-03-01"}"#
      ),
      ("payment.received.v1", "2026-03-05", #"{"invoice_id":"iv-1","amount":\#(euros("8.00"))}"#),
      ("sentiment.rated.v1", "2026-03-06", #"{"rating":4}"#),
    ]
    for (type, day, data) in facts {
      try ledger.record(type, on: "account/nordwerk", at: day, data)
    }
    func groups(
      _ key: TimelineGroups.Key, _ filter: TimelineFilter = TimelineFilter(), limit: Int = 50
    ) throws -> TimelineGroups {
      try timeline.groups(.init(account: "nordwerk", filter: filter, limit: limit), by: key)
    }
    func lines(_ groups: TimelineGroups) -> [String] {
      groups.groups.map { "\($0.id ?? "-") \($0.entries.map(\.stored.position))" }
    }
    #expect(lines(try groups(.opportunity)) == ["o-1 [7, 6, 5, 4, 3, 2, 1]", "- [8, 0]"])
    #expect(lines(try groups(.order)) == ["a-1 [7, 6, 5, 4]", "- [8, 3, 2, 1, 0]"])
    #expect(
      lines(try groups(.month)) == ["2026-03 [8, 7]", "2026-02 [6, 5]", "2026-01 [4, 3, 2, 1, 0]"])
    // The order behind the payment is known although the filter leaves the invoice out.
    var filter = TimelineFilter()
    filter.from = try CalendarDay("2026-03-01")
    #expect(lines(try groups(.order, filter)) == ["a-1 [7]", "- [8]"])
    let cut = try groups(.month, limit: 1)
    #expect(lines(cut) == ["2026-03 [8, 7]"])
    #expect(cut.omitted == 2)
    let order = try #require(try groups(.order).groups.first)
    #expect("\(order.first) \(order.last)" == "2026-01-31 2026-03-05")
  }

  @Test func `Entries of a merged account say whose they are`() throws {
    try ledger.register("altwerk", "Altwerk", at: "2026-01-01")
    try ledger.record(
      "account.merged.v1", on: "account/altwerk", at: "2026-02-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"altwerk"}"#)
    let page = try timeline.page(.init(account: "nordwerk"))
    #expect(page.accounts == ["nordwerk", "altwerk"])
    #expect(page.entries.map(\.account) == ["altwerk", "nordwerk", "altwerk"])
    let alone = try timeline.page(
      .init(account: "nordwerk", clocks: .init(asOf: try CalendarDay("2026-01-31"))))
    #expect(alone.entries.map(\.account) == ["nordwerk"])
  }
}
