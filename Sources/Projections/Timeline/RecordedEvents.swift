import Journal
package import LedgerEvents

extension History {
  /// The events about anything whose header is wanted, in the order of recording, each with what
  /// holds of it.
  ///
  /// Those dated after the as-of day are left out.
  package func entries(
    at standpoint: Standpoint, where isWanted: (LedgerEvents.RecordHeader) -> Bool
  ) throws(ProjectionError) -> [TimelineEntry] {
    let links = try links(to: standpoint.size)
    let verdicts = Amendment.inForce(links.amendments, below: standpoint.size)
    var found: [[UInt8]] = []
    try inJournal { () throws(JournalError) in
      try records.scan(to: standpoint.size) { _, record throws(JournalError) in
        guard let header = LedgerEvents.RecordHeader(record), isWanted(header) else { return }
        found.append(Array(record))
      }
    }
    var entries: [TimelineEntry] = []
    for bytes in found {
      guard let stored = try? StoredEvent(bytes) else { continue }
      let entry = TimelineEntry(stored, verdicts[stored.position]) {
        links.title(of: $0, below: standpoint.size)
      }
      if standpoint.includes(entry.day) { entries.append(entry) }
    }
    return entries
  }

  /// The event at a position, with what holds of it.
  package func entry(
    at position: UInt64, _ standpoint: Standpoint
  ) throws(ProjectionError) -> TimelineEntry {
    let bytes = try inJournal { () throws(JournalError) in try records.record(at: position) }
    let links = try links(to: standpoint.size)
    let verdicts = Amendment.inForce(links.amendments, below: standpoint.size)
    do throws(EventError) {
      return TimelineEntry(try StoredEvent(bytes), verdicts[position]) {
        links.title(of: $0, below: standpoint.size)
      }
    } catch {
      throw .journal(.damaged(position: position, reason: "\(error)"))
    }
  }
}
