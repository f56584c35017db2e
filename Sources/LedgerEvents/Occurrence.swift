package import Money

/// When something happened in the business, and how exactly that is known.
package enum Occurrence: Hashable, Sendable {
  case second(Instant)
  case minute(Instant)
  case day(CalendarDay)
  /// Any day of the month; records hold its first.
  case month(CalendarDay)
  case unknown

  package var precision: Precision {
    switch self {
    case .second: .second
    case .minute: .minute
    case .day: .day
    case .month: .month
    case .unknown: .unknown
    }
  }

  /// The moment that records hold: midnight UTC for a day or month, nil when it is unknown and the
  /// time of recording stands for it.
  package var instant: Instant? {
    switch self {
    case .second(let instant), .minute(let instant): instant
    case .day(let day), .month(let day): Instant(startOf: day)
    case .unknown: nil
    }
  }

  /// The calendar day as it was written; nil where the ledger's time zone decides it.
  package var day: CalendarDay? {
    switch self {
    case .day(let day), .month(let day): day
    case .second, .minute, .unknown: nil
    }
  }
}
