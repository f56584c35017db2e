package import LedgerEvents
package import Money

/// An event as it holds at a standpoint, with its correction brought to bear.
package struct HeldEvent: Sendable {
  package let stored: StoredEvent
  /// The payload that holds, in its current form.
  package let data: Record.OneOf_Data
  /// The business day that holds.
  package let day: CalendarDay
  /// The correction that is in force; a retracted event does not hold at all.
  package let amendment: Amendment?

  package var position: UInt64 { stored.position }

  /// Brings an amendment to bear on a stored event; what a retraction takes back keeps its data.
  init(_ stored: StoredEvent, _ amendment: Amendment?) throws(EventError) {
    self.stored = stored
    self.amendment = amendment
    if let corrected = amendment?.replacement {
      data = try corrected.replacement.decoded(id: stored.id)
    } else {
      data = try stored.data()
    }
    day = try Self.day(stored, amendment)
  }

  /// The business day that holds.
  static func day(
    _ stored: StoredEvent, _ amendment: Amendment?
  ) throws(EventError) -> CalendarDay {
    do throws(MoneyError) {
      if let corrected = amendment?.replacement, corrected.hasBusinessDay {
        return try corrected.businessDay.calendarDay
      }
      return try CalendarDay(yyyymmdd: stored.header.businessDay)
    } catch {
      throw EventError(.brokenRecord("its business day: \(error)"))
    }
  }
}
