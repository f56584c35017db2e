package import Foundation
import Journal
import LedgerEvents
package import Money

extension History {
  /// The day an answer speaks for: the as-of day, else the day of the last record known, in the time
  /// zone of the ledger.
  package func day(of standpoint: Standpoint) throws(ProjectionError) -> CalendarDay {
    if let asOf = standpoint.asOf { return asOf }
    var (recorded, offset) = (Int64(0), 0)
    if standpoint.size > 0 {
      let record = try inJournal { () throws(JournalError) in
        try records.record(at: standpoint.size - 1)
      }
      recorded = record.recordedTime ?? 0
      offset = try zoneOffset(at: recorded)
    }
    do throws(MoneyError) {
      return try Instant(microseconds: recorded).day(offsetSeconds: offset)
    } catch {
      throw .arithmetic(error)
    }
  }

  /// How many seconds the ledger's clocks run ahead of UTC at a moment; none where its first record
  /// names no time zone.
  private func zoneOffset(at moment: Int64) throws(ProjectionError) -> Int {
    let first = try inJournal { () throws(JournalError) in try records.record(at: 0) }
    guard case .ledgerCreated(let created)? = try? StoredEvent(first).data(),
      let zone = TimeZone(identifier: created.timeZone)
    else { return 0 }
    return zone.offset(at: moment)
  }
}

extension TimeZone {
  /// How many seconds its clocks run ahead of UTC at a moment in microseconds since 1970 UTC.
  package func offset(at moment: Int64) -> Int {
    let (quotient, remainder) = moment.quotientAndRemainder(dividingBy: 1_000_000)
    let second = remainder < 0 ? quotient - 1 : quotient
    return secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
  }
}
