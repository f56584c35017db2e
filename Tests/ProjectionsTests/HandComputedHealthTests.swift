import AccountHealth
import Journal
import Money
import Testing

@testable import Projections

/// Six accounts at three dates each by both clocks, computed on paper with the model KA-1.
///
/// Each account has one fact that was recorded late. Weights: relationship 30, commercial 25,
/// contract 20, service 15, voice 10; a dimension without evidence gives its weight to the others.
struct HandComputedHealthTests {
  private let ledger: TestLedger
  /// The size of the journal before the late facts.
  private let size: UInt64

  init() throws {
    ledger = try TestLedger()
    for (account, type, day, data) in Self.early {
      try ledger.record(
        "\(type).v1", on: "account/\(account)", at: day, data, id: "\(account) \(type) \(day)")
    }
    size = try ledger.journal.head().size
    for (account, type, day, data) in Self.late {
      try ledger.record("\(type).v1", on: "account/\(account)", at: day, data)
    }
  }

  private static func contract(end: String, acv: String, start: String) -> String {
    """
    {"contract_id":"k","kind":"frame","start":"\(start)","end":"\(end)","notice_days":90,\
    "auto_renew":false,"acv":\(euros(acv))}
    """
  }

  private static func order(_ id: String, _ net: String, cost: String) -> String {
    """
    {"order_id":"\(id)","lines":[{"product_id":"p","quantity":1,"net":\(euros(net)),\
    "cost":\(euros(cost))}],"net":\(euros(net))}
    """
  }

  private static func survey(_ score: Int) -> String {
    """
    {"survey_id":"s","instrument":"nps","score":\(score),"scale_min":0,"scale_max":10,\
    "contact_id":"c"}
    """
  }

  private typealias Line = (account: String, type: String, day: String, data: String)

  private static let early: [Line] = [
    (
      "alpha", "contract.signed", "2025-01-01",
      contract(end: "2026-01-01", acv: "12000.00", start: "2025-01-01")
    ),
    ("beta", "survey.answered", "2025-01-10", survey(8)),
    (
      "gamma", "escalation.raised", "2025-05-01",
      #"{"escalation_id":"x","severity":1,"category":"quality"}"#
    ),
    ("delta", "order.booked", "2025-02-01", order("o-1", "1000.00", cost: "750.00")),
    ("delta", "order.booked", "2025-05-01", order("o-2", "1000.00", cost: "900.00")),
    (
      "epsilon", "contact.added", "2025-03-01",
      #"{"contact_id":"c","function":"purchasing","hierarchy":"head"}"#
    ),
    (
      "zeta", "contract.signed", "2024-06-01",
      contract(end: "2027-06-01", acv: "10000.00", start: "2024-06-01")
    ),
    (
      "zeta", "contract.changed", "2025-08-01",
      """
      {"contract_id":"k","kind":"reduction","acv_before":\(euros("10000.00")),\
      "acv_after":\(euros("8500.00"))}
      """
    ),
    call(1), call(2), call(3), call(4), call(5),
  ]

  private static func call(_ day: Int) -> Line {
    (
      "epsilon", "interaction.recorded", "2025-03-0\(day)",
      #"{"interaction_id":"i-\#(day)","kind":"call","contact_ids":["c"],"employee_ids":["e"]}"#
    )
  }

  private static let late: [Line] = [
    (
      "alpha", "opportunity.identified", "2025-09-01",
      #"{"opportunity_id":"o","origin":"proactive","kind":"renewal"}"#
    ),
    (
      "beta", "event.corrected", "2025-01-12",
      """
      {"target_event_id":"beta survey.answered 2025-01-10","reason":"misread",\
      "replacement":{"type":"de.kontor.survey.answered.v1","data":\(survey(9))}}
      """
    ),
    ("gamma", "escalation.resolved", "2025-05-31", #"{"escalation_id":"x"}"#),
    ("delta", "order.booked", "2025-01-15", order("o-0", "2000.00", cost: "1000.00")),
    (
      "epsilon", "review.held", "2025-08-20",
      #"{"review_id":"r","kind":"executive","period":"2025-Q3","c_level_present":true}"#
    ),
    (
      "zeta", "contract.notice_received", "2025-10-01",
      #"{"contract_id":"k","effective":"2026-06-01"}"#
    ),
  ]

  /// Account, day, then what was known before the late facts and after them: the score in hundredths
  /// of a point and the coverage in basis points.
  private static let expectations: [(String, String, known: (Int, Int), now: (Int, Int))] = [
    // 306 days to the end are worth 100; no escalation is worth 100. Known are 60 % of 20 and of 15.
    ("alpha", "2025-03-01", (10_000, 2_100), (10_000, 2_100)),
    // 100 days: (100 - 30) / 150 = 46.66; (20 × 46.66 + 15 × 100) / 35 = 69.52.
    // With the renewal begun the end is secured.
    ("alpha", "2025-09-23", (6_952, 2_100), (10_000, 2_100)),
    // 30 days are worth 0: 1500 / 35 = 42.857; the cap at 59 does not bind.
    ("alpha", "2025-12-02", (4_286, 2_100), (10_000, 2_100)),

    // 8 of 10: (80 - 60) / 30 = 66.66. 9 of 10: 100. Voice is 10 %, of which two days have taken
    // 2 / 360.
    ("beta", "2025-01-12", (6_666, 994), (10_000, 994)),
    // One half-life: half of the evidence is left.
    ("beta", "2025-07-09", (6_666, 500), (10_000, 500)),
    // Two of them.
    ("beta", "2026-01-05", (6_666, 250), (10_000, 250)),

    // One day open: 2 × 31/30 = 2.0666; (3 - 2.0666) / 3 = 31.11. 60 % of 15.
    ("gamma", "2025-05-02", (3_111, 900), (3_111, 900)),
    // 15 days open: 2 × 45/30 = 3, worth 0.
    ("gamma", "2025-05-16", (0, 900), (0, 900)),
    // 90 days open: 4, worth 0. Resolved 60 days ago: 2 / 2 = 1, worth 66.66; 30 days of 2 are
    // worth 0: 0.6 × 66.66 + 0.4 × 0 = 39.996.
    ("gamma", "2025-07-30", (0, 900), (4_000, 1_500)),

    // 25 %: (25 - 15) / 15 = 66.66; (25 × 66.66 + 15 × 100) / 40 = 79.1625. Known are 40 % of 25
    // and 60 % of 15. With the late order 1250 of 3000, 41.66 %, worth 100.
    ("delta", "2025-02-01", (7_916, 1_900), (10_000, 1_900)),
    // 350 of 2000, 17.5 %: 2.5 / 15 = 16.66; (25 × 16.66 + 1500) / 40 = 47.9125. 1350 of 4000 is
    // 33.75 %, worth 100.
    ("delta", "2025-06-01", (4_791, 1_900), (10_000, 1_900)),
    // Only the order of May is left: 10 %, worth 0; 1500 / 40 = 37.5. The late one is gone as well.
    ("delta", "2026-02-01", (3_750, 1_900), (3_750, 1_900)),

    // The level of purchasing's head is known: 9 days since the first call, worth 100; purchasing
    // alone is worth 0: (25 × 100 + 20 × 0) / 45 = 55.55. (30 × 55.55 + 15 × 100) / 45 = 70.37.
    // Known are 45 % of 30 and 60 % of 15.
    ("epsilon", "2025-03-10", (7_037, 2_250), (7_037, 2_250)),
    // 180 days: (365 - 180) / 275 = 67.27; four calls are too few. (30 × 67.27 + 1500) / 45 = 78.18.
    // The review of 8 days ago is worth 100.
    ("epsilon", "2025-08-28", (7_818, 1_650), (10_000, 1_650)),
    // 370 days are worth 0 and nothing else is known; 198 days: (365 - 198) / 275 = 60.72.
    ("epsilon", "2026-03-06", (0, 750), (6_072, 750)),

    // 700 days to the end and the same value as a year ago; no business within a year.
    ("zeta", "2025-07-01", (10_000, 2_000), (10_000, 2_000)),
    // 15 % less: (30 - 15) / 30 = 50. 0.6 × 100 + 0.4 × 50 = 80; (20 × 80 + 15 × 100) / 35 = 88.57.
    ("zeta", "2025-09-01", (8_857, 2_900), (8_857, 2_900)),
    // The notice leaves 212 days, worth 100, and caps the score at 39.
    ("zeta", "2025-11-01", (8_857, 2_900), (3_900, 2_900)),
  ]

  @Test(arguments: 0..<18)
  func `Score and coverage are those computed on paper`(_ index: Int) throws {
    let (account, day, known, now) = Self.expectations[index]
    let query = HealthQuery(ledger.history)
    for (knownAt, expected) in [(KnownAt.size(size), known), (.size(size + 6), now)] {
      let answer = try query.assess(
        account, clocks: Clocks(asOf: try CalendarDay(day), knownAt: knownAt))
      let place: Comment = "\(account) on \(day), \(knownAt)"
      #expect(answer.assessment.exactScore == expected.0, place)
      #expect(answer.assessment.coverageBp == expected.1, place)
      #expect(answer.quarantined.isEmpty, place)
    }
  }

  /// From the second date to the third, known then without the late fact: the four parts follow
  /// from the table and one assessment in between.
  @Test func `The parts of a change follow from the same figures`() throws {
    let change = try #require(
      try HealthQuery(ledger.history).assess(
        "zeta", clocks: Clocks(asOf: try CalendarDay("2025-11-01")),
        since: .init(try CalendarDay("2025-09-01"), knownAt: .size(size))
      ).change)
    // Nothing was late for September; October's notice is new, and it is the only thing.
    #expect(change.parts.parts.map(\.step.change) == [0, 0, 3_900 - 8_857, 0])
    #expect(change.newEvents.count == 1 && change.lateEvents.isEmpty)
    let late = try #require(
      try HealthQuery(ledger.history).assess(
        "alpha", clocks: Clocks(asOf: try CalendarDay("2025-12-02")),
        since: .init(try CalendarDay("2025-09-23"), knownAt: .size(size))
      ).change)
    // The renewal begun in September was not known then: 69.52 → 100, and it stays there.
    #expect(late.parts.parts.map(\.step.change) == [3_048, 0, 0, 0])
    #expect(late.lateEvents == [size])
    let time = try #require(
      try HealthQuery(ledger.history).assess(
        "alpha", clocks: Clocks(asOf: try CalendarDay("2025-12-02"), knownAt: .size(size)),
        since: .init(try CalendarDay("2025-09-23"), knownAt: .size(size))
      ).change)
    #expect(time.parts.parts.map(\.step.change) == [0, 4_286 - 6_952, 0, 0])
  }

  @Test func `A change from a later day is refused`() throws {
    #expect(throws: ProjectionError.self) {
      try HealthQuery(ledger.history).assess(
        "alpha", clocks: Clocks(asOf: try CalendarDay("2025-01-02")),
        since: .init(try CalendarDay("2025-01-03"), knownAt: .size(size)))
    }
  }

  @Test func `The trend shows the quarters that ended, by what is known now`() throws {
    let answer = try HealthQuery(ledger.history).assess(
      "alpha", clocks: Clocks(asOf: try CalendarDay("2025-12-02"), knownAt: .size(size)))
    #expect(
      answer.trend.map(\.day.description) == [
        "2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31",
        "2025-06-30", "2025-09-30",
      ])
    // 93 days to the end on 30 September: 63 / 150 = 42 points; (20 × 42 + 1500) / 35 = 66.857.
    #expect(answer.trend.map(\.score) == [nil, nil, nil, nil, nil, 100, 100, 66])
  }
}
