import Journal
import LedgerEvents
import Money

/// The events of one account as a reader wants them: filtered, cut by two clocks, page by page.
///
/// An account that others were merged into shows their histories with its own. Entries stand in the
/// order of happening; one whose day was corrected stands on the day that holds.
package struct Timeline: Sendable {
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// One page.
  ///
  /// The first page fixes what is known; the pages after it are cut there, so that every entry
  /// comes exactly once however much is recorded meanwhile. Without a filter no more records are
  /// read than the page shows.
  ///
  /// - Throws: ``ProjectionError/otherCursor`` when anything but the limit differs from the
  ///   question that gave the cursor.
  package func page(_ request: TimelineRequest) throws(ProjectionError) -> TimelinePage {
    let cursor = try request.cursor.map { text throws(ProjectionError) in
      try TimelineCursor(text, for: request)
    }
    var clocks = request.clocks
    if let cursor { clocks.knownAt = .size(cursor.size) }
    let standpoint = try history.standpoint(clocks)
    let accounts = try history.family(of: request.account, at: standpoint)
    let order = try TimelineOrder(
      accounts, history, standpoint,
      nestsAmendments: request.nestsAmendments && !request.filter.wantsAmendments)
    guard !order.places.isEmpty else { throw .unknownAccount(request.account) }
    return try page(request, order, accounts, standpoint, after: cursor)
  }

  private func page(
    _ request: TimelineRequest, _ order: TimelineOrder, _ accounts: [String],
    _ standpoint: Standpoint, after cursor: TimelineCursor?
  ) throws(ProjectionError) -> TimelinePage {
    let limit = max(1, request.limit)
    var walk = order.walk(request.filter, standpoint, oldestFirst: request.oldestFirst, cursor)
    var entries: [TimelineEntry] = []
    var last: TimelineOrder.Place?
    var chunkSize = limit + 1
    while let chunk = walk.next(chunkSize) {
      let records = try inJournal { () throws(JournalError) in
        try history.records.records(at: chunk.map(\.position))
      }
      for (place, bytes) in zip(chunk, records) {
        let entry = try order.entry(place.position, bytes, standpoint)
        guard standpoint.includes(entry.day), request.filter.includes(entry.day),
          request.filter.includes(entry)
        else { continue }
        guard entries.count < limit else {
          let next = last.map {
            TimelineCursor(size: standpoint.size, last: $0).text(for: request)
          }
          return TimelinePage(
            entries: entries, nextCursor: next, accounts: accounts, speaksFor: standpoint)
        }
        entries.append(entry)
        last = place
      }
      chunkSize = min(512, chunkSize * 2)
    }
    return TimelinePage(
      entries: entries, nextCursor: nil, accounts: accounts, speaksFor: standpoint)
  }
}
