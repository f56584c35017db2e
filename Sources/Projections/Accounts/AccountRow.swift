package import LedgerEvents
package import Money

/// One account in the list of accounts.
package struct AccountRow: Equatable, Sendable {
  package let id: String
  /// The company's name; nil where the account was never registered.
  package let name: String?
  package let sector: String?
  package let country: String?
  package let tier: AccountTierAssigned.Tier?
  /// Who is key account manager on the day of the answer.
  package let kam: String?
  /// The account this one was merged into.
  package let mergedInto: String?
  package let eventCount: UInt64
  package let interactionCount: UInt64
  package let lastInteraction: CalendarDay?
  package let openEscalations: Int
  package let nextContractEnd: CalendarDay?
  /// The position of the last event.
  package let lastPosition: UInt64
  /// Positions of events that could not be understood.
  package let unreadable: [UInt64]

  init(_ id: String, _ fold: AccountFold, on day: CalendarDay) {
    self.id = id
    name = fold.name?.value
    sector = fold.sector?.value
    country = fold.country?.value
    tier = fold.tier(on: day)
    kam = fold.holders(of: .kam, on: day).first?.employee
    mergedInto = fold.merged?.value
    eventCount = fold.eventCount
    interactionCount = fold.interactionCount
    lastInteraction = fold.lastInteraction
    openEscalations = fold.openEscalations
    nextContractEnd = fold.nextContractEnd(after: day)
    lastPosition = fold.lastPosition
    unreadable = fold.unreadable
  }
}

/// Which accounts are wanted; nil does not restrict.
package struct AccountFilter: Hashable, Sendable {
  /// Words that stand in the id, name, sector or country; case and marks on letters do not matter.
  package var text: String?
  package var tier: AccountTierAssigned.Tier?
  package var kam: String?
  /// Whether accounts that were merged into another are shown.
  package var includesMerged = false

  package init() {}

  func includes(_ row: AccountRow) -> Bool {
    if row.mergedInto != nil, !includesMerged { return false }
    if let tier, row.tier != tier { return false }
    if let kam, row.kam != kam { return false }
    guard let text, !text.isEmpty else { return true }
    return SearchText([row.id, row.name, row.sector, row.country].compactMap { $0 }).holds(text)
  }
}

/// A question for one page of the list of accounts.
package struct AccountRequest: Sendable {
  package var filter: AccountFilter
  package var clocks: Clocks
  /// The day for tier, key account manager and contract end where no as-of day is given; without
  /// it, the day of the last record.
  package var today: CalendarDay?
  package var limit: Int
  /// What the page before gave as its next cursor.
  package var cursor: String?

  package init(
    filter: AccountFilter = AccountFilter(), clocks: Clocks = Clocks(),
    today: CalendarDay? = nil, limit: Int = 50, cursor: String? = nil
  ) {
    self.filter = filter
    self.clocks = clocks
    self.today = today
    self.limit = limit
    self.cursor = cursor
  }
}

/// One page of the list of accounts, in the order of their ids.
package struct AccountPage: Equatable, Sendable {
  package let rows: [AccountRow]
  package let nextCursor: String?
  /// The day for which tier, key account manager and contract end are given.
  package let day: CalendarDay
  package let speaksFor: Standpoint
  /// Why the view was made anew for this answer, if it was.
  package let rebuild: ViewRebuild?
  /// The generation that answered; nil where the journal itself was folded.
  package let generation: UInt32?
  /// Accounts that are missing from the list, or shown without some of their events.
  package let quarantined: [QuarantinedAccount]
}
