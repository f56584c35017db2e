import Journal
import Money

/// Watches the times of recording go by.
///
/// Equal times are usual within one unit, such as an import; several hundred of them are not told
/// apart from a clock that stood. Decreasing times do not occur: the writer never lets them.
struct ClockWatch {
  private static let day: Int64 = 86_400_000_000
  /// Facts are dated by calendar days, so one may lie a day ahead of the clock in UTC.
  private static let tolerance = 2 * day
  /// More records than one group of a commit holds.
  private static let manyEqual = 10_000

  private let quiet: Int64
  private var previous: Int64?
  private var equal = 0
  private(set) var anomalies: [Privileged.ClockAnomaly] = []

  init(quietDays: Int) {
    quiet = Int64(clamping: quietDays) &* Self.day
  }

  mutating func take(_ header: RecordHeader) {
    func note(_ kind: Privileged.ClockAnomaly.Kind, _ detail: String) {
      anomalies.append(
        .init(
          kind: kind, position: header.position,
          recorded: Instant(microseconds: header.recorded), detail: detail))
    }
    if header.occurred > header.recorded &+ Self.tolerance {
      let days = (header.occurred &- header.recorded) / Self.day
      note(.future, "it is said to happen \(days) days after it was recorded")
    }
    if let previous {
      let gap = header.recorded &- previous
      if gap > quiet { note(.jump, "nothing was recorded for \(gap / Self.day) days before") }
      equal = gap == 0 ? equal + 1 : 0
      if equal == Self.manyEqual {
        note(.standing, "the \(Self.manyEqual) records before it carry the same time")
      }
    }
    previous = header.recorded
  }
}
