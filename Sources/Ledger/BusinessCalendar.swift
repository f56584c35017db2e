import Foundation
import Journal
import Money
import Projections
import Synchronization

/// Says which calendar day an instant belongs to in the ledger's time zone.
///
/// The day is decided once, when a fact is accepted, and stands in its record: a later change of time
/// zone rules does not move facts between months.
struct BusinessCalendar: Sendable {
  private let zone: TimeZone
  private let offsets = Offsets()

  /// Offsets already asked for, by quarter of an hour: since 1973 no zone has changed its offset in
  /// between.
  private final class Offsets: Sendable {
    let bySlot = Mutex<[Int64: Int]>([:])
  }

  private static let slot: Int64 = 15 * 60 * 1_000_000
  private static let slotLimit = 100_000
  /// The beginning of 1973 UTC.
  private static let wholeQuarters: Int64 = 94_694_400_000_000

  init(timeZone: String) throws(LedgerError) {
    guard let zone = TimeZone(identifier: timeZone), timeZone.contains("/") || timeZone == "UTC"
    else { throw .unknownTimeZone(timeZone) }
    self.zone = zone
  }

  func day(of instant: Instant) throws(LedgerError) -> CalendarDay {
    do {
      return try instant.day(offsetSeconds: offset(at: instant.microseconds))
    } catch {
      throw .outOfRange("\(instant)")
    }
  }

  /// The last instant of `day`.
  func end(of day: CalendarDay) throws(LedgerError) -> Instant {
    do throws(MoneyError) {
      let midnight = Instant(startOf: try day.adding(days: 1)).microseconds
      // The offset that holds at midnight, asked for twice: once near it, once at it.
      var next = midnight
      for _ in 0..<2 { next = midnight - Int64(offset(at: next)) * 1_000_000 }
      return Instant(microseconds: next - 1)
    } catch {
      throw .outOfRange("the day after \(day)")
    }
  }

  /// The day of an instant in microseconds since 1970 UTC as yyyymmdd.
  func yyyymmdd(_ instant: Int64) -> UInt32 {
    (try? day(of: Instant(microseconds: instant)))?.yyyymmdd ?? 0
  }

  var journalOptions: Journal.Options { Journal.Options(businessDay: { yyyymmdd($0) }) }

  private func offset(at instant: Int64) -> Int {
    guard instant >= Self.wholeQuarters else { return zone.offset(at: instant) }
    let place = instant / Self.slot
    return offsets.bySlot.withLock { offsets in
      if let offset = offsets[place] { return offset }
      if offsets.count >= Self.slotLimit { offsets.removeAll(keepingCapacity: true) }
      let offset = zone.offset(at: instant)
      offsets[place] = offset
      return offset
    }
  }
}
