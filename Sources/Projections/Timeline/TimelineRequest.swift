/// A question for one page of a timeline.
package struct TimelineRequest: Sendable {
  /// The account's id, such as `nordwerk`.
  package var account: String
  package var filter: TimelineFilter
  package var clocks: Clocks
  /// How many entries a page has at most.
  package var limit: Int
  /// What the page before gave as its next cursor.
  package var cursor: String?
  package var oldestFirst: Bool
  /// Whether corrections and retractions stand below the event they are about, and not at a place
  /// of their own; a filter that asks for them by type or family has them as entries all the same.
  package var nestsAmendments: Bool

  package init(
    account: String, filter: TimelineFilter = TimelineFilter(), clocks: Clocks = Clocks(),
    limit: Int = 50, cursor: String? = nil, oldestFirst: Bool = false,
    nestsAmendments: Bool = false
  ) {
    self.account = account
    self.filter = filter
    self.clocks = clocks
    self.limit = limit
    self.cursor = cursor
    self.oldestFirst = oldestFirst
    self.nestsAmendments = nestsAmendments
  }
}

/// One page of a timeline.
package struct TimelinePage: Sendable {
  package let entries: [TimelineEntry]
  /// Asks for the page after this one; nil on the last page.
  package let nextCursor: String?
  /// The account asked for, then those that were merged into it.
  package let accounts: [String]
  package let speaksFor: Standpoint
}
