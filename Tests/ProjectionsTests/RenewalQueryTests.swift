import Journal
import Money
import Testing

@testable import Projections

struct RenewalQueryTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.register("nordwerk", "Nordwerk", at: "2025-01-01")
    try ledger.register("suedwerk", "Südwerk", at: "2025-01-01")
    try ledger.assign("as-1", "e-7", from: "2025-01-01", recordedOn: "2025-01-01")
    try ledger.assign("as-2", "e-9", from: "2025-01-01", recordedOn: "2025-01-01", on: "suedwerk")
  }

  private func renewals(
    _ day: String, within days: Int = 90, owner: String? = nil, known: KnownAt? = nil
  ) throws -> RenewalAnswer {
    try RenewalQuery(ledger.history).renewals(
      within: days, owner: owner, clocks: Clocks(asOf: try CalendarDay(day), knownAt: known))
  }

  @Test func `Contracts that end soon stand in the order of their notice dates`() throws {
    // Last day for a notice: k-1 2025-12-01, k-2 2025-10-02, k-3 2025-11-16.
    try ledger.sign("k-1", from: "2025-01-01", to: "2026-01-01", noticeDays: 30)
    try ledger.sign("k-2", from: "2025-01-01", to: "2026-01-01", noticeDays: 90, on: "suedwerk")
    try ledger.sign("k-3", from: "2025-01-01", to: "2025-12-17", noticeDays: 30, renewsItself: true)
    try ledger.sign("k-4", from: "2025-01-01", to: "2026-06-01", noticeDays: 30)
    let answer = try renewals("2025-11-20")
    #expect(
      answer.renewals.map { "\($0.contract) \($0.noticeBy.map { "\($0)" } ?? "-") \($0.days)" } == [
        "k-2 2025-10-02 42", "k-3 2025-11-16 27", "k-1 2025-12-01 42",
      ])
    #expect(answer.renewals.map(\.isNoticePassed) == [true, true, false])
    #expect(answer.renewals.map(\.isPrepared) == [false, true, false])
    #expect(answer.renewals.map(\.owner) == ["e-9", "e-7", "e-7"])
    #expect(answer.renewals.map { "\($0.value)" } == ["12000.00", "12000.00", "12000.00"])
    #expect(try renewals("2025-11-20", owner: "e-9").renewals.map(\.contract) == ["k-2"])
    #expect(try renewals("2025-11-20", within: 27).renewals.map(\.contract) == ["k-3"])
    #expect(try renewals("2025-11-20", within: 26).renewals.map(\.contract) == [])
    // On the day of its end a contract does not end any more; one that renews itself has done so.
    #expect(try renewals("2026-01-01").renewals.isEmpty)
    #expect(try renewals("2026-01-01").unrecorded.map(\.contract) == ["k-3"])
  }

  @Test func `A renewal step counts as it counts for the health score`() throws {
    try ledger.sign("k-1", from: "2025-01-01", to: "2026-01-01", noticeDays: 30)
    func find(_ id: String, _ kind: String, _ day: String) throws -> UInt64 {
      try ledger.record(
        "opportunity.identified.v1", on: "account/nordwerk", at: day,
        #"{"opportunity_id":"\#(id)","origin":"proactive","kind":"\#(kind)"}"#)
    }
    _ = try find("o-1", "cross_sell", "2025-09-01")
    let second = try find("o-2", "renewal", "2025-10-01")
    let third = try find("o-3", "renewal", "2025-10-15")
    func step(_ day: String) throws -> String? {
      let renewal = try #require(try renewals(day, within: 365).renewals.first)
      #expect(renewal.isPrepared == (renewal.step != nil))
      return renewal.step.map { "\($0.opportunity) \($0.day) \($0.position)" }
    }
    #expect(try step("2025-09-30") == nil)
    #expect(try step("2025-10-01") == "o-2 2025-10-01 \(second)")
    #expect(try step("2025-10-15") == "o-3 2025-10-15 \(third)")
    try ledger.record(
      "opportunity.lost.v1", on: "account/nordwerk", at: "2025-11-01",
      #"{"opportunity_id":"o-3","reason":"price"}"#)
    #expect(try step("2025-11-01") == "o-2 2025-10-01 \(second)")
    let notice = try ledger.record(
      "contract.notice_received.v1", on: "account/nordwerk", at: "2025-11-10",
      #"{"contract_id":"k-1","effective":"2025-12-15"}"#)
    let noticed = try #require(try renewals("2025-11-10").renewals.first)
    #expect(!noticed.isPrepared)
    #expect(noticed.noticeReceived == notice)
    #expect("\(noticed.end)" == "2025-12-15")
    // As far as was known before the notice, it was prepared.
    let before = try #require(try renewals("2025-11-10", known: .size(notice)).renewals.first)
    #expect(before.isPrepared)
  }

  @Test func `A renewal moves the end, and a merged account's contract stays in sight`() throws {
    try ledger.sign("k-1", from: "2025-01-01", to: "2026-01-01", noticeDays: 30, on: "suedwerk")
    try ledger.record(
      "account.merged.v1", on: "account/suedwerk", at: "2025-06-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"suedwerk"}"#)
    let merged = try #require(try renewals("2025-12-01").renewals.first)
    #expect(merged.account == "suedwerk")
    #expect(merged.name == "Nordwerk")
    // Who answers for the account that goes on answers for what it took over.
    #expect(merged.owner == "e-7")
    #expect(try renewals("2025-05-31", within: 300).renewals.map(\.owner) == ["e-9"])
    try ledger.record(
      "contract.renewed.v1", on: "account/suedwerk", at: "2025-12-10",
      """
      {"contract_id":"k-1","old_end":"2026-01-01","new_end":"2027-01-01",\
      "acv_before":\(euros("12000.00")),"acv_after":\(euros("13000.00"))}
      """)
    #expect(try renewals("2025-12-10").renewals.isEmpty)
    #expect(try renewals("2025-12-10", within: 400).renewals.map { "\($0.value)" } == ["13000.00"])
    #expect(try renewals("2025-12-09").renewals.count == 1)
  }
}
