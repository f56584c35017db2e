import LedgerEvents
package import Money

/// The events of an account put together by what they are about.
package struct TimelineGroups: Sendable {
  /// What puts events into one group.
  package enum Key: String, Sendable, CaseIterable {
    case opportunity, order, contract, escalation, month
  }

  /// The events about one thing, or of one month.
  package struct Group: Sendable {
    /// The thing's id or the month; nil for the events that are about none.
    package let id: String?
    /// In the order that was asked for.
    package let entries: [TimelineEntry]
    package let first: CalendarDay
    package let last: CalendarDay
  }

  /// The group with the newest event first, or the oldest if that was asked for; what belongs to no
  /// group comes last.
  package let groups: [Group]
  /// How many groups there are beyond the limit.
  package let omitted: Int
  /// The account asked for, then those that were merged into it.
  package let accounts: [String]
  package let speaksFor: Standpoint
}

extension Timeline {
  private static let pageSize = 4096

  /// Every event the request wants, in groups; the limit is the number of groups.
  ///
  /// An event belongs to what it names, and through that to what is behind it: a payment to the
  /// order of its invoice, an order to the opportunity that was won with it.
  package func groups(
    _ request: TimelineRequest, by key: TimelineGroups.Key
  ) throws(ProjectionError) -> TimelineGroups {
    var whole = request
    (whole.filter, whole.limit, whole.cursor) = (TimelineFilter(), Self.pageSize, nil)
    whole.nestsAmendments = request.nestsAmendments && !request.filter.wantsAmendments
    var entries: [TimelineEntry] = []
    var page = try self.page(whole)
    entries += page.entries
    while let next = page.nextCursor {
      whole.cursor = next
      page = try self.page(whole)
      entries += page.entries
    }
    // What is behind an event may lie outside of what the filter wants.
    let links = ThingLinks(entries)
    var order: [String?] = []
    var byID: [String?: [TimelineEntry]] = [:]
    for entry in entries
    where request.filter.includes(entry.day) && request.filter.includes(entry) {
      let id = links.id(of: entry, by: key)
      if byID[id] == nil { order.append(id) }
      byID[id, default: []].append(entry)
    }
    let named = order.filter { $0 != nil } + order.filter { $0 == nil }
    let groups = named.compactMap { id in byID[id].flatMap { TimelineGroups.Group(id, $0) } }
    let limit = max(1, request.limit)
    return TimelineGroups(
      groups: Array(groups.prefix(limit)), omitted: max(0, groups.count - limit),
      accounts: page.accounts, speaksFor: page.speaksFor)
  }
}

extension TimelineGroups.Group {
  fileprivate init?(_ id: String?, _ entries: [TimelineEntry]) {
    let days = entries.map(\.day)
    guard let first = days.min(), let last = days.max() else { return nil }
    self.init(id: id, entries: entries, first: first, last: last)
  }
}
