import Journal
import Money

/// The events that stand between two views of an account, by why they count only in one of them.
package struct ChangedEvents: Sendable {
  /// Happened since, and known in time.
  package private(set) var new: [TimelineEntry] = []
  /// Happened by the earlier day and became known only afterwards (nachgetragen).
  package private(set) var late: [TimelineEntry] = []
  /// Known at both, with another content or day.
  package private(set) var corrected: [TimelineEntry] = []
  /// Known at both, and taken back in between.
  package private(set) var retracted: [TimelineEntry] = []
  /// Taken back at the earlier one, and holding again.
  package private(set) var restored: [TimelineEntry] = []

  /// Reads every event of the account once with what was known at each of the two.
  init(
    _ history: History, _ before: AccountStanding, _ after: AccountStanding
  ) throws(ProjectionError) {
    let old = try TimelineOrder(after.accounts, history, before.speaksFor)
    let new = try TimelineOrder(after.accounts, history, after.speaksFor, nestsAmendments: true)
    for chunk in new.places.map(\.position).chunks(of: 512) {
      let records = try inJournal { () throws(JournalError) in
        try history.records.records(at: chunk)
      }
      for (position, bytes) in zip(chunk, records) {
        let entry = try new.entry(position, bytes, after.speaksFor)
        let wasKnown = position < before.speaksFor.size
        let amendment = wasKnown ? old.amendments[position] : nil
        take(
          entry, wasKnown: wasKnown, amendedBefore: amendment,
          oldDay: wasKnown ? try old.entry(position, bytes, before.speaksFor).day : nil,
          before.day, after.day)
      }
    }
  }

  private mutating func take(
    _ entry: TimelineEntry, wasKnown: Bool, amendedBefore: Amendment?, oldDay: CalendarDay?,
    _ dayBefore: CalendarDay, _ dayAfter: CalendarDay
  ) {
    let counted = wasKnown && oldDay.map { $0 <= dayBefore } ?? false
    let counts = entry.day <= dayAfter
    let held = counted && amendedBefore?.kind != .retracted
    let holds = counts && !entry.isRetracted
    if wasKnown, amendedBefore?.position != entry.amendment?.position, held || holds {
      if entry.isRetracted {
        retracted.append(entry)
      } else if amendedBefore?.kind == .retracted {
        restored.append(entry)
      } else {
        corrected.append(entry)
      }
    } else if holds, !held {
      if wasKnown || entry.day > dayBefore { new.append(entry) } else { late.append(entry) }
    }
  }
}
