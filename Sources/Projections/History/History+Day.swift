import Journal
package import Money

extension History {
  /// The day an answer speaks for: the as-of day, else the day (UTC) of the last record known.
  package func day(of standpoint: Standpoint) throws(ProjectionError) -> CalendarDay {
    if let asOf = standpoint.asOf { return asOf }
    var recorded: Int64 = 0
    if standpoint.size > 0 {
      let record = try inJournal { () throws(JournalError) in
        try records.record(at: standpoint.size - 1)
      }
      recorded = record.recordedTime ?? 0
    }
    do throws(MoneyError) {
      return try Instant(microseconds: recorded).day(offsetSeconds: 0)
    } catch {
      throw .arithmetic(error)
    }
  }
}
