import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

struct StandingDifferenceTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger(recordedFrom: "2025-01-02T08:00:00Z")
    try ledger.register("nordwerk", "Nordwerk", at: "2025-01-02")
  }

  private func difference(_ from: Clocks, _ to: Clocks) throws -> StandingDifference {
    try StandingQuery(ledger.history).difference("nordwerk", from: from, to: to)
  }

  private func day(_ text: String, known: KnownAt? = nil) throws -> Clocks {
    Clocks(asOf: try CalendarDay(text), knownAt: known)
  }

  /// "contract k-1 acv: 12,000.00 EUR -> 13,000.00 EUR [4]".
  private func lines(_ difference: StandingDifference) -> [String] {
    difference.changes.flatMap { change in
      let thing = "\(change.thing.kind) \(change.thing.id)"
      guard change.kind == .changed else { return ["\(change.kind) \(thing)"] }
      return change.members.map { member in
        let (old, new) = (member.old.map { "\($0)" }, member.new.map { "\($0)" })
        return "\(thing) \(member.name): \(old ?? "-") -> \(new ?? "-") \(member.events)"
      }
    }
  }

  private func positions(_ entries: [TimelineEntry]) -> [UInt64] {
    entries.map(\.stored.position)
  }

  @Test func `Between two days members stand with old and new value and their events`() throws {
    let signed = try ledger.sign("k-1", from: "2025-02-01", to: "2026-02-01", noticeDays: 30)
    let invoiced = try ledger.invoice(
      "iv-1", order: "a-1", "500.00", at: "2025-03-01", due: "2025-03-31")
    let changed = try ledger.record(
      "contract.changed.v1", on: "account/nordwerk", at: "2025-05-01",
      """
      {"contract_id":"k-1","kind":"up_sell","acv_before":\(euros("12000.00")),\
      "acv_after":\(euros("15000.00"))}
      """)
    let paid = try ledger.record(
      "payment.received.v1", on: "account/nordwerk", at: "2025-05-02",
      #"{"invoice_id":"iv-1","amount":\#(euros("200.00"))}"#)
    let found = try ledger.record(
      "opportunity.identified.v1", on: "account/nordwerk", at: "2025-05-03",
      #"{"opportunity_id":"o-1","origin":"inquiry","kind":"new"}"#)
    let answer = try difference(try day("2025-03-15"), try day("2025-05-31"))
    #expect(
      lines(answer) == [
        "new opportunity o-1",
        "contract k-1 acv: 12,000.00 EUR -> 15,000.00 EUR [\(signed), \(changed)]",
        "invoice iv-1 paid: - -> 200.00 EUR [\(paid)]",
        "invoice iv-1 open: 500.00 EUR -> 300.00 EUR [\(paid)]",
        "invoice iv-1 state: open -> overdue []",
      ])
    #expect(positions(answer.events.new) == [changed, paid, found])
    #expect(answer.events.late.isEmpty)
    // Only the days differ: what passed by itself has no event.
    let overdue = try difference(try day("2025-03-31"), try day("2025-04-01"))
    #expect(lines(overdue) == ["invoice iv-1 state: open -> overdue []"])
    #expect(overdue.changes.first?.members.first?.isByTime == true)
    #expect(positions(overdue.events.new).isEmpty)
    #expect(invoiced == 2)
  }

  @Test func `Between two states of knowledge late and corrected events stand apart`() throws {
    let order = try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2025-02-01",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("100.00"))}"#, id: "order-1")
    let wrong = try ledger.invoice(
      "iv-9", order: "a-9", "1.00", at: "2025-02-02", due: "2025-03-01", recordedAs: "invoice-9")
    let size = try ledger.history.standpoint().size
    let late = try ledger.invoice(
      "iv-1", order: "a-1", "40.00", at: "2025-02-10", due: "2025-03-10")
    let corrected = try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2025-02-20",
      """
      {"target_event_id":"order-1","reason":"Tippfehler","replacement":{\
      "type":"de.kontor.order.booked.v1",\
      "data":{"order_id":"a-1","lines":[],"net":\(euros("90.00"))}}}
      """)
    let retracted = try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2025-02-20",
      #"{"target_event_id":"invoice-9","reason":"falscher Kunde"}"#, id: "undo-9")
    let asOf = try CalendarDay("2025-02-28")
    let answer = try difference(
      Clocks(asOf: asOf, knownAt: .size(size)), Clocks(asOf: asOf))
    #expect(positions(answer.events.new).isEmpty)
    #expect(positions(answer.events.late) == [late])
    #expect(positions(answer.events.corrected) == [order])
    #expect(positions(answer.events.retracted) == [wrong])
    // 90 - 40 = 50 are left to invoice.
    #expect(
      lines(answer) == [
        "order a-1 net: 100.00 EUR -> 90.00 EUR [\(corrected)]",
        "order a-1 invoiced: - -> 40.00 EUR [\(late)]",
        "order a-1 open: 100.00 EUR -> 50.00 EUR [\(late), \(corrected)]",
        "new invoice iv-1", "gone order a-9", "gone invoice iv-9",
      ])
    #expect(answer.events.corrected.first?.originalSummary == "Order a-1 booked: 100.00 EUR net")
    // The retraction is taken back: the event holds again.
    let before = try ledger.history.standpoint().size
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2025-02-21",
      #"{"target_event_id":"undo-9","reason":"doch richtig"}"#)
    let again = try difference(
      Clocks(asOf: asOf, knownAt: .size(before)), Clocks(asOf: asOf))
    #expect(positions(again.events.restored) == [wrong])
    #expect(lines(again) == ["new order a-9", "new invoice iv-9"])
    #expect(retracted == before - 1)
  }

  @Test func `What came and went in between is no difference`() throws {
    let size = try ledger.history.standpoint().size
    try ledger.invoice(
      "iv-1", order: "a-1", "40.00", at: "2025-02-10", due: "2025-03-10", recordedAs: "iv")
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2025-02-20",
      #"{"target_event_id":"iv","reason":"doppelt"}"#)
    let asOf = try CalendarDay("2025-02-28")
    let answer = try difference(Clocks(asOf: asOf, knownAt: .size(size)), Clocks(asOf: asOf))
    #expect(answer.changes.isEmpty)
    #expect(positions(answer.events.late).isEmpty)
    #expect(positions(answer.events.retracted).isEmpty)
  }

  @Test func `An event whose day is corrected over the earlier day is a correction`() throws {
    let booked = try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2025-02-01",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("100.00"))}"#, id: "order-1")
    let size = try ledger.history.standpoint().size
    try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2025-02-20",
      """
      {"target_event_id":"order-1","reason":"Datum","business_day":"2025-06-01","replacement":{\
      "type":"de.kontor.order.booked.v1",\
      "data":{"order_id":"a-1","lines":[],"net":\(euros("100.00"))}}}
      """)
    let asOf = try CalendarDay("2025-02-28")
    let answer = try difference(Clocks(asOf: asOf, knownAt: .size(size)), Clocks(asOf: asOf))
    #expect(positions(answer.events.corrected) == [booked])
    #expect(lines(answer) == ["gone order a-1"])
  }

  @Test func `An account that was not there yet is new as a whole, and backwards is refused`()
    throws
  {
    let answer = try difference(try day("2025-01-01"), try day("2025-01-31"))
    #expect(lines(answer) == ["new account nordwerk"])
    #expect(positions(answer.events.new) == [0])
    #expect {
      try difference(try day("2025-02-01"), try day("2025-01-31"))
    } throws: { error in
      if case ProjectionError.backwards = error { true } else { false }
    }
  }

  /// The changes bring the earlier standing to the later one, whatever happened.
  @Test(arguments: [1, 2, 3, 4])
  func `Old values are those before and new values those after`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var ids: [String] = []
    for number in 0..<60 {
      let day = "2025-0\(Int.random(in: 1...9, using: &random))-1\(number % 10)"
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        try ledger.invoice(
          "iv-\(number % 9)", order: "a-\(number % 3)", "10.00", at: day, due: day,
          recordedAs: "n-\(number)")
      case 1:
        try ledger.sign(
          "k-\(number % 4)", from: day, to: "2026-01-01", noticeDays: number,
          recordedAs: "n-\(number)")
      case 2:
        try ledger.record(
          "payment.received.v1", on: "account/nordwerk", at: day,
          #"{"invoice_id":"iv-\#(number % 9)","amount":\#(euros("1.00"))}"#, id: "n-\(number)")
      default:
        guard let target = ids.randomElement(using: &random) else { continue }
        try ledger.record(
          "event.retracted.v1", on: "account/nordwerk", at: day,
          #"{"target_event_id":"\#(target)","reason":"wrong"}"#, id: "n-\(number)")
      }
      ids.append("n-\(number)")
    }
    let size = try ledger.history.standpoint().size
    let from = try day("2025-04-01", known: .size(UInt64.random(in: 2...size / 2, using: &random)))
    let answer = try difference(from, try day("2025-08-01"))
    typealias Rows = [StandingFold.Key: [String: StandingValue]]
    func rows(_ standing: AccountStanding) -> Rows {
      var rows: Rows = [:]
      for thing in standing.things {
        rows[thing.key] = Dictionary(
          uniqueKeysWithValues: thing.members.map { ($0.name, $0.value) })
      }
      return rows
    }
    var applied = rows(answer.before)
    for change in answer.changes {
      for member in change.members {
        #expect(applied[change.thing.key]?[member.name] == member.old, "seed \(seed)")
        applied[change.thing.key, default: [:]][member.name] = member.new
      }
      if change.kind == .gone { applied[change.thing.key] = nil }
    }
    #expect(applied == rows(answer.after), "seed \(seed)")
  }
}
