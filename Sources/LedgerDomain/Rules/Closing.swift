import LedgerEvents
import Money

/// That something is over, and since when.
struct Closing: Equatable, Sendable {
  /// Nil when the day is not known.
  let day: CalendarDay?

  /// Whether it was over already on a day.
  ///
  /// A fact from before the closing may arrive after it; where a day is not known, the order of
  /// recording decides.
  func isOver(on other: CalendarDay?) -> Bool {
    guard let day, let other else { return true }
    return other >= day
  }

  /// The same for facts that can stand on the closing day itself.
  func isPast(on other: CalendarDay?) -> Bool {
    guard let day, let other else { return true }
    return other > day
  }

  /// The same, or one that took place before it; an unknown day stays unknown.
  func earlier(_ other: CalendarDay?) -> Closing {
    guard let day, let other else { return Closing(day: nil) }
    return Closing(day: min(day, other))
  }

  /// " since 2026-03-01", or nothing.
  var since: String { day.map { " since \($0)" } ?? "" }
}

extension Day {
  /// The calendar day, nil when the number is none.
  var calendarDay: CalendarDay? { try? CalendarDay(yyyymmdd: yyyymmdd) }
}

extension Rejection {
  /// Refuses an end that lies before its beginning.
  static func check(
    _ day: CalendarDay?, notBefore beginning: CalendarDay?, of what: @autoclosure () -> String
  ) throws(Rejection) {
    guard let day, let beginning, day < beginning else { return }
    throw Rejection(
      .beforeItBegan,
      "\(what()) began on \(beginning), so this cannot have happened on \(day); correct the time")
  }
}

extension Closing: Compact {
  func write(to writer: inout StateWriter) { writer.write(day) }

  init(from reader: inout StateReader) { day = reader.read() }
}
