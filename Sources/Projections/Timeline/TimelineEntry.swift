package import LedgerEvents
package import Money

/// One event in a timeline: what was recorded, and what holds of it.
package struct TimelineEntry: Sendable {
  package let stored: StoredEvent
  /// The type that holds; nil where this release does not know it.
  package let type: EventType?
  /// The business day that holds.
  package let day: CalendarDay
  /// The data that hold, of a retracted event those that were recorded; nil where they cannot be
  /// read.
  package let data: Record.OneOf_Data?
  /// Why the data cannot be read.
  package let unreadable: String?
  /// The newest word on this event, where it was corrected or retracted.
  package let amendment: Amendment?
  /// Everything that was said about it, in the order of recording; empty where the question did not
  /// ask for amendments below what they amend.
  package let remarks: [Remark]
  /// One line in English.
  package let summary: String
  /// What the summary would be without the correction.
  package let originalSummary: String?
  /// Recorded later than on the day after it happened (nachgetragen).
  package let isLate: Bool

  /// The account whose event it is; with merged accounts not always the one asked for.
  package var account: String { String(stored.subject.dropFirst("account/".count)) }

  package var isCorrected: Bool { amendment?.kind == .corrected }
  package var isRetracted: Bool { amendment?.kind == .retracted }

  /// Reads what holds of an event; what cannot be read is shown with its reason.
  init(
    _ stored: StoredEvent, _ amendment: Amendment?, _ remarks: [Remark] = [],
    titles: (String) -> String?
  ) {
    self.stored = stored
    self.remarks = remarks
    self.amendment = amendment
    let number = amendment?.replacement.map { $0.replacement.type } ?? stored.header.type
    let current = UpcasterChain.standard.currentType(of: number)
    type =
      current == EventType.customNumber ? stored.type : EventCatalogue.shared[number: current]
    do throws(EventError) {
      let held = try HeldEvent(stored, amendment)
      (data, day, unreadable) = (held.data, held.day, nil)
      summary = TimelineSummary.text(of: held.data, titles: titles)
    } catch {
      data = nil
      // Without a day of its own it stands where it was recorded.
      let recorded = try? stored.recorded.day(offsetSeconds: 0)
      day = (try? HeldEvent.day(stored, amendment)) ?? recorded ?? .epoch
      unreadable = "\(error)"
      summary = "Cannot be read: \(error)"
    }
    let original = isCorrectedBy(amendment) ? try? stored.data() : nil
    originalSummary = original.map { TimelineSummary.text(of: $0, titles: titles) }
    isLate = Self.isLate(stored, day)
  }

  /// A day of grace, because the recorded time is in UTC and the business day is not.
  private static func isLate(_ stored: StoredEvent, _ day: CalendarDay) -> Bool {
    guard let recorded = try? stored.recorded.day(offsetSeconds: 0) else { return false }
    let last: CalendarDay?
    switch stored.precision {
    case .second, .minute, .day: last = day
    case .month: last = try? Period(.month, of: day).end.adding(days: -1)
    case .unknown, .unspecified, .UNRECOGNIZED: last = nil
    }
    guard let last, let grace = try? last.adding(days: 1) else { return false }
    return recorded > grace
  }
}

private func isCorrectedBy(_ amendment: Amendment?) -> Bool { amendment?.kind == .corrected }

extension CalendarDay {
  /// 1 January 1970, for records that name no day at all.
  fileprivate static let epoch: CalendarDay = {
    guard let day = try? Instant(microseconds: 0).day(offsetSeconds: 0) else {
      preconditionFailure("the first of January 1970 exists")
    }
    return day
  }()
}
