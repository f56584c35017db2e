package import ArgumentParser
package import Money
package import Projections

/// The two clocks of a question.
package struct ClockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Count only what had happened by this day (Stand vom).", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  package var asOf: CalendarDay?

  @Option(
    help: ArgumentHelp(
      """
      Count only what was known at this time, such as 2026-03-01T12:00:00Z, or when the ledger had \
      so many events: size:1200 (Wissensstand vom).
      """, valueName: "time|size:n"),
    transform: ClockOptions.knownAt)
  package var knownAt: KnownAt?

  /// A time, or `size:` and a number of events.
  package static func knownAt(_ text: String) throws -> KnownAt {
    guard text.hasPrefix("size:") else { return .time(try Instant(parsing: text)) }
    guard let size = UInt64(text.dropFirst(5)) else {
      throw ValidationError("write size: and a number of events")
    }
    return .size(size)
  }

  package var clocks: Clocks { Clocks(asOf: asOf, knownAt: knownAt) }

  package init() {}
}
