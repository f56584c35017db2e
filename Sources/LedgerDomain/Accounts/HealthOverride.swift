import LedgerEvents
import Money

/// Whether a person has set the band that is shown.
struct HealthOverride: Equatable, Sendable {
  private(set) var isSet = false

  /// The longest time a judgement may stand in for the computed band.
  static let longestDays = 90
}

extension HealthOverride {
  mutating func evolve(_ set: HealthOverrideSet) { isSet = true }

  mutating func evolve(_ cleared: HealthOverrideCleared) { isSet = false }
}

extension HealthOverride {
  func decide(_ set: HealthOverrideSet, of fact: Fact) throws(Rejection) {
    try Required.choice(set.band, at: "band")
    try Required.text(set.reason, at: "reason")
    let end = try Required.day(set.expiresAt, at: "expires_at")
    guard let day = fact.day else { return }
    _ = try Required.end(set.expiresAt, after: day, at: "expires_at")
    guard end.daysSinceEpoch - day.daysSinceEpoch <= Self.longestDays else {
      throw Rejection(
        .overrideTooLong, at: "expires_at",
        """
        an override from \(day) to \(end) would hide the computed band for more than \
        \(Self.longestDays) days; choose an earlier day and renew it if it is still right then
        """)
    }
  }

  func decide(_ cleared: HealthOverrideCleared) throws(Rejection) {
    guard isSet else {
      throw Rejection(.noOverride, "no override is set on this account, so none can be cleared")
    }
  }
}

extension HealthOverride: Compact {
  func write(to writer: inout StateWriter) { writer.write(isSet) }

  init(from reader: inout StateReader) { isSet = reader.read() }
}
