import AccountHealth
import Money
import Testing

@testable import Projections

/// The day that an answer speaks for where none is asked for: that of the last record, where the
/// ledger is.
struct AnswerDayTests {
  /// The last record was made at 00:30 on 1 January in Berlin, at 18:30 on 31 December in New York.
  private func ledger(in zone: String?) throws -> TestLedger {
    let ledger = try TestLedger(recordedFrom: "2025-12-30T08:00:00Z")
    if let zone {
      try ledger.record(
        "ledger.created.v1", on: "ledger", at: "2025-12-30",
        #"{"name":"Nordwerk","currency":"EUR","time_zone":"\#(zone)","format":1}"#)
    }
    try ledger.register("nordwerk", "Nordwerk", at: "2025-12-30")
    try ledger.setTime("2025-12-31T23:30:00Z")
    try ledger.invoice("i-1", order: "o-1", "100.00", at: "2026-01-01", due: "2026-02-01")
    return ledger
  }

  @Test func `Health speaks for the day it is where the ledger is`() throws {
    for (zone, day) in [
      ("Europe/Berlin", "2026-01-01"), ("America/New_York", "2025-12-31"), ("UTC", "2025-12-31"),
      (nil, "2025-12-31"),
    ] as [(String?, String)] {
      let ledger = try ledger(in: zone)
      let answer = try HealthQuery(ledger.history).assess("nordwerk")
      #expect("\(answer.assessment.asOf)" == day, "\(zone ?? "no zone")")
    }
  }

  @Test func `The key figures of the first minutes of a year are those of that year`() throws {
    for (zone, from, revenue) in [
      ("Europe/Berlin", "2026-01-01", 100_00), ("America/New_York", "2025-01-01", nil),
    ] as [(String, String, Int?)] {
      let ledger = try ledger(in: zone)
      let answer = try KPIQuery(ledger.history).figures(of: .account("nordwerk"))
      #expect("\(answer.period.from)" == from, "\(zone)")
      #expect(answer.results.first { $0.kpi == .revenue }?.value == revenue, "\(zone)")
    }
  }
}
