import AccountHealth
import Journal
import Money
import Testing

@testable import Projections

struct HealthQueryTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.record(
      "account.registered.v1", on: "account/nordwerk", at: "2026-01-05",
      #"{"account_id":"nordwerk","name":"Nördwerk","sector":"Maschinenbau","country":"DE"}"#)
    try ledger.record(
      "contact.added.v1", on: "account/nordwerk", at: "2026-01-05",
      #"{"contact_id":"c-1","function":"engineering","hierarchy":"head"}"#)
  }

  private func assess(
    _ day: String, knownAt: KnownAt? = nil, account: String = "nordwerk"
  ) throws -> HealthAnswer {
    try HealthQuery(ledger.history).assess(
      account, clocks: Clocks(asOf: try CalendarDay(day), knownAt: knownAt))
  }

  private func measurement(_ id: String, _ answer: HealthAnswer) throws -> Measurement {
    try #require(answer.assessment.indicators.first { $0.id == id }).measurement
  }

  /// The engine asked with facts that this test wrote down itself must say the same.
  @Test func `Events become the engine's facts, each at its position`() throws {
    let day = try CalendarDay("2026-03-02")
    let visited = try ledger.record(
      "interaction.recorded.v1", on: "account/nordwerk", at: "2026-03-02",
      """
      {"interaction_id":"i-1","kind":"visit","contact_ids":["c-1"],"employee_ids":["e-1"],\
      "topics":["offer","discount"]}
      """)
    let raised = try ledger.record(
      "escalation.raised.v1", on: "account/nordwerk", at: "2026-03-03",
      #"{"escalation_id":"x-1","severity":1,"category":"quality"}"#)
    let booked = try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2026-03-04",
      """
      {"order_id":"a-1","lines":[{"product_id":"p-1","quantity":2,"net":\(euros("500.00")),\
      "cost":\(euros("300.00"))}],"net":\(euros("500.00"))}
      """)
    let signed = try ledger.record(
      "contract.signed.v1", on: "account/nordwerk", at: "2026-03-05",
      """
      {"contract_id":"k-1","kind":"frame","start":"2026-03-05","end":"2027-03-05",\
      "notice_days":90,"auto_renew":false,"acv":\(euros("12000.00"))}
      """)
    let answered = try ledger.record(
      "survey.answered.v1", on: "account/nordwerk", at: "2026-03-06",
      """
      {"survey_id":"s-1","instrument":"nps","score":9,"scale_min":0,"scale_max":10,\
      "contact_id":"c-1"}
      """)
    var facts = HealthFacts()
    facts.contacts = [
      .init(
        contact: 0, function: .engineering, hierarchy: .head, day: try CalendarDay("2026-01-05"),
        position: 1)
    ]
    facts.addInteraction(
      day: day, kind: .visit, contacts: [0], topics: [.offer, .discount], position: visited)
    facts.escalations = [
      .init(
        escalation: 1, change: .raised(severity: 1), day: try CalendarDay("2026-03-03"),
        position: raised)
    ]
    facts.revenue = [
      .init(
        basis: .ordered, net: 50_000, cost: 30_000, day: try CalendarDay("2026-03-04"),
        position: booked)
    ]
    facts.contracts = [
      .init(
        contract: 2,
        change: .signed(
          start: try CalendarDay("2026-03-05"), end: try CalendarDay("2027-03-05"),
          renewsItself: false, value: 1_200_000), day: try CalendarDay("2026-03-05"),
        position: signed)
    ]
    facts.surveys = [
      .init(
        instrument: .nps, score: 9, worst: 0, best: 10, contact: 0,
        day: try CalendarDay("2026-03-06"), position: answered)
    ]
    let asOf = try CalendarDay("2026-03-31")
    let answer = try assess("2026-03-31")
    #expect(
      answer.assessment == AccountHealth.assess(facts, asOf: asOf, model: .keyAccount1))
    #expect(answer.assessment.coverageBp > 0)
    #expect(answer.name == "Nördwerk")
    #expect(answer.quarantined.isEmpty)
  }

  @Test func `A retracted escalation no longer weighs, and once weighed is still known`() throws {
    try ledger.record(
      "escalation.raised.v1", on: "account/nordwerk", at: "2026-03-03",
      #"{"escalation_id":"x-1","severity":1,"category":"quality"}"#, id: "x-1")
    let size = try ledger.journal.head().size
    let before = try assess("2026-03-31")
    #expect(!before.assessment.caps.isEmpty)
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-03-04",
      #"{"target_event_id":"x-1","reason":"other customer"}"#)
    #expect(try assess("2026-03-31").assessment.caps.isEmpty)
    #expect(try assess("2026-03-31", knownAt: .size(size)) == before)
  }

  @Test func `A cancelled order takes its revenue back`() throws {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: "2026-03-04",
      #"{"order_id":"a-1","lines":[],"net":\#(euros("500.00"))}"#)
    try ledger.record(
      "order.amended.v1", on: "account/nordwerk", at: "2026-03-05",
      """
      {"order_id":"a-1","changes":[{"product_id":"p-1","quantity_delta":-1,\
      "net_delta":\(euros("-100.00"))}]}
      """)
    let standpoint = try ledger.history.standpoint()
    func revenue() throws -> [Int64] {
      var builder = HealthFactsBuilder(accounts: ["nordwerk"])
      let events = try ledger.history.events(
        of: ["account/nordwerk"], at: try ledger.history.standpoint())
      for event in events.events { try builder.take(event) }
      return builder.facts.revenue.map(\.net)
    }
    #expect(try revenue() == [50_000, -10_000])
    try ledger.record(
      "order.cancelled.v1", on: "account/nordwerk", at: "2026-03-06",
      #"{"order_id":"a-1","changes":[]}"#)
    // 500.00 less 100.00 are left to be taken back.
    #expect(try revenue() == [50_000, -10_000, -40_000])
    #expect(standpoint.size == 4)
  }

  @Test func `Late facts are weighed on their own day`() throws {
    // Booked, cancelled in full, and only then was an amendment of the day between recorded.
    for (type, day, data) in [
      (
        "order.booked.v1", "2026-03-04", #"{"order_id":"a-1","lines":[],"net":\#(euros("500.00"))}"#
      ),
      ("order.cancelled.v1", "2026-03-06", #"{"order_id":"a-1","changes":[]}"#),
      (
        "order.amended.v1", "2026-03-05",
        """
        {"order_id":"a-1","changes":[{"product_id":"p-1","quantity_delta":-1,\
        "net_delta":\(euros("-100.00"))}]}
        """
      ),
      ("account.details_changed.v1", "2026-02-02", #"{"field":"name","new":"Nordwerk GmbH"}"#),
      ("account.details_changed.v1", "2026-02-01", #"{"field":"name","new":"Nordwerk KG"}"#),
    ] {
      try ledger.record(type, on: "account/nordwerk", at: day, data)
    }
    // Recorded in the order of happening, the same comes out.
    let other = try TestLedger()
    for (type, day, data) in [
      (
        "account.registered.v1", "2026-01-05",
        #"{"account_id":"nordwerk","name":"Nördwerk","sector":"Maschinenbau","country":"DE"}"#
      ),
      ("account.details_changed.v1", "2026-02-02", #"{"field":"name","new":"Nordwerk GmbH"}"#),
      (
        "order.booked.v1", "2026-03-04", #"{"order_id":"a-1","lines":[],"net":\#(euros("400.00"))}"#
      ),
      ("order.cancelled.v1", "2026-03-06", #"{"order_id":"a-1","changes":[]}"#),
    ] {
      try other.record(type, on: "account/nordwerk", at: day, data)
    }
    let clocks = Clocks(asOf: try CalendarDay("2026-03-31"))
    let late = try HealthQuery(ledger.history).assess("nordwerk", clocks: clocks)
    let inOrder = try HealthQuery(other.history).assess("nordwerk", clocks: clocks)
    #expect(late.name == "Nordwerk GmbH")
    #expect(late.assessment.score == inOrder.assessment.score)
    #expect(late.assessment.indicators.map(\.worth) == inOrder.assessment.indicators.map(\.worth))
  }

  @Test func `A band set by hand stands beside the score until it expires`() throws {
    let set = try ledger.record(
      "health.override_set.v1", on: "account/nordwerk", at: "2026-03-01",
      #"{"band":"red","reason":"insolvency rumour","expires_at":"2026-04-01"}"#)
    try ledger.record(
      "sentiment.rated.v1", on: "account/nordwerk", at: "2026-03-02", #"{"rating":2}"#)
    let answer = try assess("2026-03-31")
    #expect(answer.override?.band == .red)
    #expect(answer.override?.position == set)
    #expect(answer.sentiment?.rating == 2)
    #expect(try assess("2026-04-01").override == nil)
    try ledger.record(
      "health.override_cleared.v1", on: "account/nordwerk", at: "2026-03-15", "{}")
    #expect(try assess("2026-03-31").override == nil)
    #expect(try assess("2026-03-14").override?.band == .red)
  }

  @Test func `Without a day it speaks for the day of the last record`() throws {
    try ledger.setTime("2026-05-17T10:00:00Z")
    try ledger.record(
      "sentiment.rated.v1", on: "account/nordwerk", at: "2026-03-02", #"{"rating":2}"#)
    let answer = try HealthQuery(ledger.history).assess("nordwerk")
    #expect(answer.assessment.asOf == (try CalendarDay("2026-05-17")))
  }

  @Test func `An unknown account has no health`() throws {
    #expect(throws: ProjectionError.unknownAccount("westwerk")) {
      try assess("2026-03-31", account: "westwerk")
    }
  }
}
