import Journal
import Money
import Testing

@testable import Projections

struct HandoverQueryTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.register("nordwerk", "Nordwerk", at: "2025-01-01")
  }

  private func record(_ type: String, _ day: String, _ data: String) throws -> UInt64 {
    try ledger.record(type, on: "account/nordwerk", at: day, data)
  }

  private func handovers(_ day: String, openOnly: Bool = true) throws -> [Handover] {
    try HandoverQuery(ledger.history).handovers(
      openOnly: openOnly, clocks: Clocks(asOf: try CalendarDay(day))
    ).handovers
  }

  @Test func `A handover says how far it is and what is missing`() throws {
    _ = try record(
      "handover.initiated.v1", "2025-03-01",
      """
      {"handover_id":"h-1","from_employee_id":"e-1","to_employee_id":"e-2","kind":"kam_to_kam",\
      "planned":"2025-03-31"}
      """)
    for (day, item) in [("2025-03-05", "risks"), ("2025-03-06", "needs")] {
      _ = try record(
        "handover.item_completed.v1", day, #"{"handover_id":"h-1","item":"\#(item)"}"#)
    }
    func meet(_ employee: String, _ day: String) throws -> UInt64 {
      try record(
        "interaction.recorded.v1", day,
        """
        {"interaction_id":"i-\(day)","kind":"visit","contact_ids":["c-1"],\
        "employee_ids":["\(employee)"],"topics":["strategy"]}
        """)
    }
    _ = try meet("e-2", "2025-02-20")
    _ = try meet("e-1", "2025-03-08")
    let met = try meet("e-2", "2025-03-12")
    _ = try record(
      "handover.customer_introduced.v1", "2025-03-12",
      #"{"handover_id":"h-1","contact_id":"c-1","mode":"personal"}"#)
    let early = try #require(try handovers("2025-03-11").first)
    #expect(early.age == 10)
    #expect(early.done == ["needs", "risks"])
    #expect(
      early.missing == ["history", "contacts", "contracts", "open topics", "introduction"])
    #expect(early.introduction == nil)
    #expect(early.firstMeeting == nil)
    #expect(early.noMeeting == "no interaction with e-2 since 2025-03-01")
    #expect(!early.isLate)
    let later = try #require(try handovers("2025-03-12").first)
    #expect(later.firstMeeting?.position == met)
    #expect(later.firstMeeting?.days == 11)
    #expect(later.noMeeting == nil)
    #expect(later.introduction?.contact == "c-1")
    #expect(try handovers("2025-03-31").first?.isLate == false)
    #expect(try handovers("2025-04-01").first?.isLate == true)
    _ = try record(
      "handover.completed.v1", "2025-04-10", #"{"handover_id":"h-1","accepted_by":"e-2"}"#)
    #expect(try handovers("2025-04-09").count == 1)
    #expect(try handovers("2025-04-10").isEmpty)
    let complete = try #require(try handovers("2025-05-01", openOnly: false).first)
    // From 1 March to 10 April.
    #expect(complete.age == 40)
    #expect(complete.isLate)
    #expect(complete.daysFromCompletion == nil)
    _ = try meet("e-2", "2025-04-15")
    #expect(try handovers("2025-05-01", openOnly: false).first?.daysFromCompletion == 5)
    #expect(try handovers("2025-02-28", openOnly: false).isEmpty)
  }

  @Test func `A retracted item is missing again, and a corrected meeting counts on its day`() throws
  {
    _ = try record(
      "handover.initiated.v1", "2025-03-01",
      #"{"handover_id":"h-1","from_employee_id":"e-1","to_employee_id":"e-2","kind":"territory"}"#)
    try ledger.record(
      "handover.item_completed.v1", on: "account/nordwerk", at: "2025-03-02",
      #"{"handover_id":"h-1","item":"needs"}"#, id: "item")
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2025-03-03",
      #"{"target_event_id":"item","reason":"verfrüht"}"#)
    let handover = try #require(try handovers("2025-03-10").first)
    #expect(handover.done.isEmpty)
    #expect(handover.missing.count == 7)
    #expect(handover.planned == nil && !handover.isLate)
  }

  @Test func `Only the handovers from or to one manager are shown when asked for`() throws {
    try ledger.register("ostwerk", "Ostwerk", at: "2025-01-01")
    for (account, id, from, to) in [
      ("nordwerk", "h-1", "e-1", "e-2"), ("ostwerk", "h-2", "e-2", "e-3"),
      ("ostwerk", "h-3", "e-4", "e-5"),
    ] {
      _ = try ledger.record(
        "handover.initiated.v1", on: "account/\(account)", at: "2025-03-01",
        """
        {"handover_id":"\(id)","from_employee_id":"\(from)","to_employee_id":"\(to)",\
        "kind":"kam_to_kam"}
        """)
    }
    func ids(_ employee: String?) throws -> [String] {
      try HandoverQuery(ledger.history).handovers(of: employee).handovers.map(\.id).sorted()
    }
    #expect(try ids(nil) == ["h-1", "h-2", "h-3"])
    #expect(try ids("e-2") == ["h-1", "h-2"])
    #expect(try ids("e-5") == ["h-3"])
    #expect(try ids("e-9") == [])
  }
}
