import Foundation
import Journal
import LedgerEvents
import Money
import Testing

@testable import Ledger

struct BusinessDayTests {
  private func day(_ time: String?, in ledger: TemporaryLedger) throws -> UInt32 {
    let id = "visit-\(time?.filter { $0.isNumber } ?? "unknown")"
    try #require(try ledger.record(visit(id, at: time)).receipts != nil)
    return try #require(try ledger.ledger.allEvents().last).header.businessDay
  }

  /// Berlin is one hour before UTC in winter and two in summer, from 01:00 UTC of 29 March 2026 to
  /// 01:00 UTC of 25 October 2026.
  @Test func `An instant belongs to the day it is in the ledger's time zone`() throws {
    let berlin = try TemporaryLedger()
    try berlin.record(account())
    for (time, expected) in [
      ("2026-03-31T23:30:00Z", 20_260_401), ("2026-03-31T21:59:59Z", 20_260_331),
      ("2026-03-31T22:00:00Z", 20_260_401), ("2026-03-01T00:30:00+02:00", 20_260_228),
      // 29 March lasts 23 hours.
      ("2026-03-28T22:59:59Z", 20_260_328), ("2026-03-28T23:00:00Z", 20_260_329),
      ("2026-03-29T00:59:59Z", 20_260_329), ("2026-03-29T21:59:59Z", 20_260_329),
      ("2026-03-29T22:00:00Z", 20_260_330),
      // 25 October lasts 25.
      ("2026-10-24T21:59:59Z", 20_261_024), ("2026-10-24T22:00:00Z", 20_261_025),
      ("2026-10-25T01:00:00Z", 20_261_025), ("2026-10-25T22:59:59Z", 20_261_025),
      ("2026-10-25T23:00:00Z", 20_261_026),
      ("2026-12-31T23:00:00Z", 20_270_101),
    ] as [(String, UInt32)] {
      #expect(try day(time, in: berlin) == expected, "\(time)")
    }
  }

  @Test func `Another ledger has another day at the same instant`() throws {
    for (zone, expected) in [
      ("America/New_York", 20_260_331), ("Asia/Kathmandu", 20_260_401), ("UTC", 20_260_331),
      // 14 hours ahead.
      ("Pacific/Kiritimati", 20_260_401),
    ] as [(String, UInt32)] {
      let ledger = try TemporaryLedger(timeZone: zone)
      try ledger.record(account())
      #expect(try day("2026-03-31T18:30:00Z", in: ledger) == expected, "\(zone)")
    }
  }

  @Test func `A calendar day stays the day that was written`() throws {
    for zone in ["America/Los_Angeles", "Pacific/Kiritimati"] {
      let ledger = try TemporaryLedger(timeZone: zone)
      try ledger.record(account())
      #expect(try day("2026-03-31", in: ledger) == 20_260_331)
      let event = try #require(try ledger.ledger.allEvents().last)
      #expect(try event.occurrence == .day(CalendarDay(year: 2026, month: 3, day: 31)))
      #expect(event.occurred.description == "2026-03-31T00:00:00Z")
    }
  }

  @Test func `What has no time belongs to the day of its recording`() throws {
    let ledger = try TemporaryLedger()
    try ledger.record(account(at: nil))
    _ = try day(nil, in: ledger)
    let event = try #require(try ledger.ledger.allEvents().last)
    #expect(try event.occurrence == .unknown)
    #expect(event.occurred == event.recorded)
    #expect(event.header.businessDay == (try calendarDay(event.recorded, "Europe/Berlin")))
  }

  @Test(arguments: [
    "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Africa/Monrovia", "Pacific/Apia",
  ])
  func `Every instant has the day that the system's calendar gives it`(zone: String) throws {
    let calendar = try BusinessCalendar(timeZone: zone)
    let seed = zone.utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }
    var dice = Dice(seed: seed)
    // 1900 to 2037 in microseconds; each hour is asked twice, so that what was kept is used.
    for _ in 0..<400 {
      let instant = Int64.random(in: -2_208_988_800_000_000..<2_145_916_800_000_000, using: &dice)
      for moment in [instant, instant + Int64.random(in: 0..<600_000_000, using: &dice)] {
        let moment = Instant(microseconds: moment)
        #expect(
          try calendar.day(of: moment).yyyymmdd == calendarDay(moment, zone),
          "\(zone), \(moment), seed \(seed)")
      }
    }
  }

  private func calendarDay(_ instant: Instant, _ zone: String) throws -> UInt32 {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: zone))
    let date = Date(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000)
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let month = (try #require(parts.year)) * 100 + (try #require(parts.month))
    return UInt32(month * 100 + (try #require(parts.day)))
  }
}
