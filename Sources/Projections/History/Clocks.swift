package import Money

/// The two clocks of a question: what had happened by a day, as far as it was known by a moment.
///
/// Without a day nothing is cut by the calendar; without a moment everything recorded is known.
package struct Clocks: Hashable, Sendable {
  /// The last business day that counts (Stand vom).
  package var asOf: CalendarDay?
  /// What is known (Wissensstand vom).
  package var knownAt: KnownAt?

  package init(asOf: CalendarDay? = nil, knownAt: KnownAt? = nil) {
    self.asOf = asOf
    self.knownAt = knownAt
  }
}

/// A moment in the life of the journal.
package enum KnownAt: Hashable, Sendable {
  /// The records at positions below this size are known.
  case size(UInt64)
  /// What was recorded at this time or before is known.
  case time(Instant)
}
