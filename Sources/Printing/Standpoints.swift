import ArgumentParser
import Money
package import Projections

/// Two points to compare, as they are written on the command line.
package enum Standpoints {
  package static let forms = """
    a point is a day such as 2026-03-31, known:2026-03-31T12:00:00Z, size:1200, or a day and what \
    was known then, such as 2026-03-31@size:1200
    """

  /// Reads a point; what it leaves open is as the clocks of the command say.
  package static func clocks(_ text: String, _ rest: Clocks) throws -> Clocks {
    var clocks = rest
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    if let known = try knownAt(String(parts[0])) {
      guard parts.count == 1 else { throw ValidationError("\(text): \(forms)") }
      clocks.knownAt = known
      return clocks
    }
    guard let day = try? CalendarDay(parsing: String(parts[0])) else {
      throw ValidationError("\(text) is no point to compare: \(forms)")
    }
    clocks.asOf = day
    if parts.count == 2 {
      guard let known = try knownAt(String(parts[1])) else {
        throw ValidationError("\(text): \(forms)")
      }
      clocks.knownAt = known
    }
    return clocks
  }

  private static func knownAt(_ text: String) throws -> KnownAt? {
    if text.hasPrefix("size:") {
      guard let size = UInt64(text.dropFirst(5)) else {
        throw ValidationError("write size: and a number of events, not \(text)")
      }
      return .size(size)
    }
    guard text.hasPrefix("known:") else { return nil }
    guard let time = try? Instant(parsing: String(text.dropFirst(6))) else {
      throw ValidationError("write known: and a time such as 2026-03-31T12:00:00Z, not \(text)")
    }
    return .time(time)
  }
}
