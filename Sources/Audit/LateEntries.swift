import LedgerEvents
package import Money
package import Projections

/// What was recorded long after it happened, or after its period was settled.
package struct LateEntries: Sendable {
  package struct Entry: Sendable {
    package let event: TimelineEntry
    /// Days from the business day to the day (UTC) of recording.
    package let days: Int
    /// The closed period it belongs to, with the position of its closing.
    package let closed: (period: Period, position: UInt64)?
    /// What it moved; nil where that was not asked or nothing depends on it.
    package let changes: [LineChange]?
  }

  package struct Scope: Sendable {
    /// More days than this are late.
    package var days = 30
    package var onlyAfterClose = false
    package var account: String?
    /// Of how many entries, the last ones, the effect on amounts is computed.
    package var effects = 20

    package init() {}
  }

  package let entries: [Entry]
  package let speaksFor: Standpoint

  package init(
    _ history: History, _ clocks: Clocks = Clocks(), _ scope: Scope = Scope(),
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint(clocks)
    var closings: [(period: Period, position: UInt64)] = []
    for entry in try history.entries(
      at: history.standpoint(Clocks(knownAt: .size(speaksFor.size))),
      where: { $0.type == PeriodClosed.typeNumber })
    where !entry.isRetracted {
      guard case .periodClosed(let event)? = entry.data,
        let period = try? Period(parsing: event.period)
      else { continue }
      closings.append((period, entry.stored.position))
    }
    let candidates = try history.entries(at: speaksFor) { header in
      guard let days = Self.days(header) else { return false }
      return days > scope.days
        || closings.contains { $0.position < header.position && $0.period.contains(header) }
    }
    var late: [(event: TimelineEntry, days: Int, closed: (period: Period, position: UInt64)?)] = []
    for entry in candidates {
      if let account = scope.account, entry.stored.subject != "account/\(account)" { continue }
      guard !Self.isOwn(entry.stored.header.type),
        let recorded = try? entry.stored.recorded.day(offsetSeconds: 0)
      else { continue }
      let days = Int(recorded.daysSinceEpoch - entry.day.daysSinceEpoch)
      let closed = closings.first {
        $0.position < entry.stored.position && $0.period.contains(entry.day)
      }
      guard closed != nil || (!scope.onlyAfterClose && days > scope.days) else { continue }
      late.append((entry, days, closed))
    }
    let measured = late.indices.suffix(max(0, scope.effects))
    var entries: [Entry] = []
    for (index, found) in late.enumerated() {
      var changes: [LineChange]?
      if measured.contains(index), CommissionQuery.dependsOn(found.event.stored.header.type) {
        changes = try Movements(history).changes(by: found.event.stored.position)
        progress(index - (measured.first ?? 0) + 1, measured.count)
      }
      entries.append(
        Entry(event: found.event, days: found.days, closed: found.closed, changes: changes))
    }
    self.entries = entries
  }

  /// Days between business day and recording; nil where a record has no day that exists.
  private static func days(_ header: LedgerEvents.RecordHeader) -> Int? {
    guard let day = try? CalendarDay(yyyymmdd: header.businessDay),
      let recorded = try? Instant(microseconds: header.recorded).day(offsetSeconds: 0)
    else { return nil }
    return Int(recorded.daysSinceEpoch - day.daysSinceEpoch)
  }

  /// What the ledger records about itself has no other day than that of recording.
  private static func isOwn(_ type: UInt32) -> Bool {
    switch type {
    case LedgerCreated.typeNumber, ImportCompleted.typeNumber, PeriodClosed.typeNumber: true
    default: false
    }
  }
}

extension Period {
  fileprivate func contains(_ header: LedgerEvents.RecordHeader) -> Bool {
    (try? CalendarDay(yyyymmdd: header.businessDay)).map { contains($0) } ?? false
  }
}
