import AccountHealth
import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

struct StandingTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.register("nordwerk", "Nordwerk Köln", at: "2025-01-02")
  }

  private func standing(
    _ day: String, known: KnownAt? = nil, account: String = "nordwerk"
  ) throws -> AccountStanding {
    try StandingQuery(ledger.history).standing(
      account, clocks: Clocks(asOf: try CalendarDay(day), knownAt: known))
  }

  /// One member of an open thing as people read it; nil where there is none.
  private func member(
    _ kind: StandingThing.Kind, _ id: String, _ name: String, on day: String
  ) throws -> String? {
    try standing(day).open(kind).first { $0.id == id }?[name].map { "\($0)" }
  }

  @Test func `An assignment and a tier hold from their own first day`() throws {
    try ledger.assign("as-1", "e-7", from: "2025-01-01", recordedOn: "2025-02-01")
    try ledger.record(
      "assignment.ended.v1", on: "account/nordwerk", at: "2025-02-01",
      #"{"assignment_id":"as-1","valid_to":"2025-07-01"}"#)
    try ledger.assign("as-2", "e-9", from: "2025-07-01", recordedOn: "2025-02-01")
    try ledger.record(
      "account.tier_assigned.v1", on: "account/nordwerk", at: "2025-02-01",
      #"{"tier":"key","valid_from":"2025-06-01"}"#)
    #expect(try standing("2025-01-15").owner == "e-7")
    #expect(try standing("2025-06-30").owner == "e-7")
    // Half-open: on the day it ends the next one holds.
    #expect(try standing("2025-07-01").owner == "e-9")
    #expect(try member(.account, "nordwerk", "tier", on: "2025-05-31") == nil)
    #expect(try member(.account, "nordwerk", "tier", on: "2025-06-01") == "key")
    // When only the first assignment was known, it had no end.
    #expect(try standing("2025-08-01", known: .size(2)).owner == "e-7")
  }

  @Test func `An order and its invoices are open by what is left of them`() throws {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2025-03-01",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("1000.00"))}"#)
    try ledger.record(
      "order.amended.v1", on: "account/nordwerk", at: "2025-03-05",
      """
      {"order_id":"a-1","changes":[{"product_id":"p-1","quantity_delta":-1,\
      "net_delta":\(euros("-100.00"))}]}
      """)
    try ledger.invoice("iv-1", order: "a-1", "600.00", at: "2025-03-10", due: "2025-04-09")
    try ledger.record(
      "payment.received.v1", on: "account/nordwerk", at: "2025-04-01",
      #"{"invoice_id":"iv-1","amount":\#(euros("400.00")),"deduction":\#(euros("12.00"))}"#)
    try ledger.record(
      "credit_note.issued.v1", on: "account/nordwerk", at: "2025-04-20",
      #"{"credit_note_id":"cn-1","invoice_id":"iv-1","net":\#(euros("88.00"))}"#)
    try ledger.record(
      "payment.received.v1", on: "account/nordwerk", at: "2025-05-01",
      #"{"invoice_id":"iv-1","amount":\#(euros("100.00"))}"#)
    try ledger.record(
      "payment.reversed.v1", on: "account/nordwerk", at: "2025-05-05",
      #"{"invoice_id":"iv-1","amount":\#(euros("100.00"))}"#)
    // 1,000 - 100 = 900 ordered, 600 of it invoiced.
    #expect(try member(.order, "a-1", "open", on: "2025-03-04") == "1,000.00 EUR")
    #expect(try member(.order, "a-1", "open", on: "2025-03-10") == "300.00 EUR")
    #expect(try member(.invoice, "iv-1", "open", on: "2025-03-31") == "600.00 EUR")
    // 600 - 400 - 12 = 188, - 88 = 100, - 100 = 0, and the bank takes 100 back.
    #expect(try member(.invoice, "iv-1", "open", on: "2025-04-09") == "188.00 EUR")
    #expect(try member(.invoice, "iv-1", "state", on: "2025-04-09") == "open")
    #expect(try member(.invoice, "iv-1", "state", on: "2025-04-10") == "overdue")
    #expect(try member(.invoice, "iv-1", "open", on: "2025-04-20") == "100.00 EUR")
    #expect(try member(.invoice, "iv-1", "open", on: "2025-05-01") == nil)
    #expect(try member(.invoice, "iv-1", "open", on: "2025-05-05") == "100.00 EUR")
    let invoice = try #require(try standing("2025-05-05").open(.invoice).first)
    #expect(invoice.events == [3, 4, 5, 6, 7])
  }

  @Test func `A cancelled order is open no more`() throws {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2025-03-01",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("1000.00"))}"#)
    try ledger.record(
      "order.cancelled.v1", on: "account/nordwerk", at: "2025-03-02", #"{"order_id":"a-1"}"#)
    #expect(try standing("2025-03-01").open(.order).count == 1)
    #expect(try standing("2025-03-02").open(.order).isEmpty)
    let order = try #require(try standing("2025-03-02").things.first { $0.kind == .order })
    #expect(order.text("state") == "cancelled")
  }

  @Test func `A contract runs until its end, its notice or its renewal says otherwise`() throws {
    try ledger.sign("k-1", from: "2025-01-01", to: "2026-01-01", noticeDays: 90)
    try ledger.sign("k-2", from: "2025-01-01", to: "2026-01-01", noticeDays: 30, renewsItself: true)
    try ledger.record(
      "contract.renewed.v1", on: "account/nordwerk", at: "2025-11-15",
      """
      {"contract_id":"k-1","old_end":"2026-01-01","new_end":"2027-01-01",\
      "acv_before":\(euros("12000.00")),"acv_after":\(euros("13000.00"))}
      """)
    try ledger.record(
      "contract.notice_received.v1", on: "account/nordwerk", at: "2026-02-01",
      #"{"contract_id":"k-2","effective":"2027-01-01"}"#)
    // 90 days lie between the notice and the end: 3 to 31 October, November, December.
    #expect(try member(.contract, "k-1", "noticeBy", on: "2025-06-01") == "2025-10-02")
    #expect(try member(.contract, "k-1", "noticeBy", on: "2025-11-15") == "2026-10-02")
    #expect(try member(.contract, "k-1", "acv", on: "2025-11-14") == "12,000.00 EUR")
    #expect(try member(.contract, "k-1", "acv", on: "2025-11-15") == "13,000.00 EUR")
    #expect(try member(.contract, "k-1", "state", on: "2026-12-31") == "running")
    #expect(try member(.contract, "k-1", "state", on: "2027-01-01") == nil)
    #expect(try member(.contract, "k-2", "state", on: "2026-01-15") == "renewed itself")
    #expect(try member(.contract, "k-2", "state", on: "2026-02-01") == "notice given")
    #expect(try standing("2027-01-01").open(.contract).isEmpty)
  }

  @Test func `Opportunities, offers, escalations and actions leave when they are decided`() throws {
    let facts: [(String, String, String)] = [
      (
        "opportunity.identified.v1", "2025-03-01",
        #"{"opportunity_id":"o-1","origin":"inquiry","kind":"new","value":\#(euros("5000.00"))}"#
      ),
      (
        "opportunity.stage_changed.v1", "2025-03-10",
        #"{"opportunity_id":"o-1","to_stage":"offer","value":\#(euros("6000.00"))}"#
      ),
      (
        "offer.submitted.v1", "2025-03-11",
        """
        {"offer_id":"f-1","opportunity_id":"o-1","version":1,"list":\(euros("7000.00")),\
        "net":\(euros("6000.00")),"valid_until":"2025-04-11"}
        """
      ),
      (
        "escalation.raised.v1", "2025-03-12",
        #"{"escalation_id":"x-1","severity":2,"category":"quality","due":"2025-03-20"}"#
      ),
      (
        "action.agreed.v1", "2025-03-12",
        #"{"action_id":"t-1","employee_id":"e-1","due":"2025-03-31","text":"Prüfen"}"#
      ),
      ("escalation.resolved.v1", "2025-04-01", #"{"escalation_id":"x-1"}"#),
      ("action.completed.v1", "2025-04-02", #"{"action_id":"t-1"}"#),
      (
        "opportunity.won.v1", "2025-05-01",
        #"{"opportunity_id":"o-1","value":\#(euros("5900.00"))}"#
      ),
    ]
    for (type, day, data) in facts {
      try ledger.record(type, on: "account/nordwerk", at: day, data)
    }
    func open(_ day: String) throws -> [String] {
      try standing(day).things.filter { $0.isOpen && $0.kind != .account }.map(\.id)
    }
    #expect(try open("2025-02-28") == [])
    #expect(try open("2025-03-12") == ["o-1", "f-1", "x-1", "t-1"])
    #expect(try open("2025-04-02") == ["o-1", "f-1"])
    #expect(try open("2025-05-01") == [])
    #expect(try member(.opportunity, "o-1", "value", on: "2025-03-09") == "5,000.00 EUR")
    #expect(try member(.opportunity, "o-1", "value", on: "2025-03-10") == "6,000.00 EUR")
    #expect(try member(.escalation, "x-1", "overdue", on: "2025-03-20") == nil)
    #expect(try member(.escalation, "x-1", "overdue", on: "2025-03-21") == "yes")
    #expect(try member(.offer, "f-1", "state", on: "2025-04-11") == "open")
    #expect(try member(.offer, "f-1", "state", on: "2025-04-12") == "lapsed")
    let offer = try #require(try standing("2025-05-01").things.first { $0.kind == .offer })
    #expect(offer.text("state") == "opportunity won")
  }

  @Test func `A plan has the goals that its newest version names`() throws {
    func publish(_ version: Int, _ day: String, goals: [String]) throws {
      let goals = goals.map {
        #"{"goal_id":"\#($0)","kpi":"revenue","target":{"count":5},"due":"2025-12-31"}"#
      }
      try ledger.record(
        "plan.version_published.v1", on: "account/nordwerk", at: day,
        """
        {"plan_id":"pl-1","version":\(version),"from":"2025-01-01","to":"2026-01-01",\
        "goals":[\(goals.joined(separator: ","))],\
        "contributors":[{"employee_id":"e-1","function":"Vertrieb"}]}
        """)
    }
    try publish(1, "2025-01-10", goals: ["g-1", "g-2"])
    try publish(2, "2025-06-10", goals: ["g-2", "g-3"])
    try ledger.record(
      "plan.goal_reviewed.v1", on: "account/nordwerk", at: "2025-07-01",
      #"{"goal_id":"g-2","status":"at_risk","actual":{"count":2}}"#)
    #expect(try standing("2025-02-01").open(.goal).map(\.id) == ["g-1", "g-2"])
    #expect(try standing("2025-06-10").open(.goal).map(\.id) == ["g-2", "g-3"])
    #expect(try member(.goal, "g-2", "status", on: "2025-07-01") == "at risk")
    #expect(try member(.plan, "pl-1", "version", on: "2025-06-09") == "1")
    #expect(try standing("2026-01-01").open(.plan).isEmpty)
    #expect(try standing("2026-01-01").open(.goal).isEmpty)
  }

  @Test func `A band set by hand holds until it expires or is cleared`() throws {
    try ledger.record(
      "health.override_set.v1", on: "account/nordwerk", at: "2025-02-01",
      #"{"band":"red","reason":"Insolvenz","expires_at":"2025-03-01"}"#)
    #expect(try member(.override, "nordwerk", "band", on: "2025-02-28") == "red")
    #expect(try standing("2025-03-01").open(.override).isEmpty)
    try ledger.record(
      "health.override_cleared.v1", on: "account/nordwerk", at: "2025-02-10", "{}")
    #expect(try standing("2025-02-09").open(.override).count == 1)
    #expect(try standing("2025-02-10").open(.override).isEmpty)
  }

  @Test func `A merged account brings its things, and equal ids stay apart`() throws {
    try ledger.register("altwerk", "Altwerk", at: "2025-01-02")
    try ledger.sign("k-1", from: "2025-01-01", to: "2026-01-01", noticeDays: 90)
    try ledger.sign("k-1", from: "2025-02-01", to: "2026-02-01", noticeDays: 90, on: "altwerk")
    try ledger.record(
      "account.merged.v1", on: "account/altwerk", at: "2025-05-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"altwerk"}"#)
    #expect(try standing("2025-04-30").open(.contract).map(\.account) == ["nordwerk"])
    let merged = try standing("2025-05-01")
    #expect(merged.accounts == ["nordwerk", "altwerk"])
    #expect(merged.name == "Nordwerk Köln")
    let ends = merged.open(.contract).map { "\($0.account) \($0["end"] ?? .text("none"))" }
    #expect(ends.sorted() == ["altwerk 2026-02-01", "nordwerk 2026-01-01"])
    let absorbed = try standing("2025-05-01", account: "altwerk")
    #expect(absorbed.things.first { $0.kind == .account }?.text("mergedInto") == "nordwerk")
  }

  @Test func `What cannot be added up is named and stops nothing else`() throws {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2025-03-01",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("1000.00"))}"#)
    try ledger.record(
      "invoice.issued.v1", on: "account/nordwerk", at: "2025-03-02",
      """
      {"invoice_id":"iv-1","order_id":"a-1","net":{"amount":"5.00","currency":"USD"},\
      "due":"2025-04-01"}
      """)
    let answer = try standing("2025-03-31")
    #expect(answer.quarantined.count == 1)
    #expect(answer.quarantined.first?.reason.contains("order a-1") == true)
    #expect(answer.open(.invoice).map(\.id) == ["iv-1"])
  }

  @Test(arguments: [11, 12, 13])
  func `The same clocks give the same standing after more events`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var questions: [(clocks: Clocks, answer: AccountStanding)] = []
    var ids: [String] = []
    for number in 0..<80 {
      let day = "2025-0\(Int.random(in: 1...9, using: &random))-1\(number % 10)"
      let known = try ledger.history.standpoint().size
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        try ledger.invoice("iv-\(number)", order: "a-\(number % 3)", "10.00", at: day, due: day)
      case 1: try ledger.sign("k-\(number % 4)", from: day, to: "2026-01-01", noticeDays: number)
      case 2: try ledger.assign("as-\(number)", "e-\(number % 3)", from: day, recordedOn: day)
      case 3:
        try ledger.record(
          "payment.received.v1", on: "account/nordwerk", at: day,
          #"{"invoice_id":"iv-\#(Int.random(in: 0..<80, using: &random))","amount":\#(euros("1.00"))}"#,
          id: "n-\(number)")
        ids.append("n-\(number)")
      default:
        guard let target = ids.randomElement(using: &random) else { continue }
        try ledger.record(
          "event.retracted.v1", on: "account/nordwerk", at: day,
          #"{"target_event_id":"\#(target)","reason":"wrong"}"#, id: "n-\(number)")
        ids.append("n-\(number)")
      }
      let clocks = Clocks(
        asOf: try CalendarDay("2025-0\(Int.random(in: 2...9, using: &random))-20"),
        knownAt: .size(known))
      questions.append(
        (clocks, try StandingQuery(ledger.history).standing("nordwerk", clocks: clocks)))
    }
    for (clocks, answer) in questions {
      let again = try StandingQuery(History(ledger.journal)).standing("nordwerk", clocks: clocks)
      #expect(again == answer, "seed \(seed), \(clocks)")
    }
  }
}
