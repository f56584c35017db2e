import LedgerEvents
package import Money
package import Projections
import TransparencyLog

/// Which version of a rule held when, when it was published and by whom.
package struct RuleVersions: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case plan, model, rate
  }

  package struct Version: Sendable {
    package let kind: Kind
    package let id: String
    /// Nil for an exchange rate.
    package let number: Int?
    package let effectiveFrom: CalendarDay
    /// The first day after it; nil where it holds until replaced.
    package let effectiveTo: CalendarDay?
    package let event: TimelineEntry
    /// SHA-256 of the exact text; nil for an exchange rate.
    package let sha256: String?
    /// Whether the text that is stored has that digest.
    package let isTextWhole: Bool
    package let worksAgreement: String?
    /// What an exchange rate says.
    package let value: String?

    /// Published only after the first day for which it holds.
    package var isBackdated: Bool {
      (try? event.stored.recorded.day(offsetSeconds: 0)).map { $0 > effectiveFrom } ?? false
    }
  }

  package let versions: [Version]
  package let speaksFor: Standpoint

  package init(
    _ history: History, _ clocks: Clocks = Clocks(), kinds: Set<Kind> = Set(Kind.allCases)
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint(clocks)
    // A rule holds by its own first day, not by the day on which it was published.
    let whole = try history.standpoint(Clocks(knownAt: .size(speaksFor.size)))
    versions = try history.entries(at: whole, where: { Self.isWanted($0.type) })
      .filter { !$0.isRetracted }
      .compactMap(Version.init)
      .filter { kinds.contains($0.kind) }
  }

  /// The version of each rule in force on a day: of those that reach it, the one published last.
  package func inForce(on day: CalendarDay) -> [Version] {
    var newest: [String: Version] = [:]
    for version in versions {
      guard version.kind != .rate || version.effectiveFrom == day,
        version.effectiveFrom <= day, version.effectiveTo.map({ day < $0 }) ?? true
      else { continue }
      newest["\(version.kind) \(version.id)"] = version
    }
    return newest.values.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
  }

  /// The publication of a plan's version.
  package func plan(_ id: String, _ number: Int) -> Version? {
    versions.last { $0.kind == .plan && $0.id == id && $0.number == number }
  }

  private static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case CommissionPlanVersionPublished.typeNumber, HealthModelVersionPublished.typeNumber,
      ExchangeRateFixed.typeNumber:
      true
    default: false
    }
  }
}

extension RuleVersions.Version {
  fileprivate init?(_ entry: TimelineEntry) {
    switch entry.data {
    case .commissionPlanVersionPublished(let event):
      guard let from = try? event.effectiveFrom.calendarDay else { return nil }
      self.init(
        kind: .plan, id: event.planID, number: Int(event.version), effectiveFrom: from,
        effectiveTo: event.hasEffectiveTo ? try? event.effectiveTo.calendarDay : nil,
        event: entry, sha256: event.sha256,
        isTextWhole: Self.sha256(event.text) == event.sha256,
        worksAgreement: event.hasWorksAgreement ? event.worksAgreement : nil, value: nil)
    case .healthModelVersionPublished(let event):
      guard let from = try? event.effectiveFrom.calendarDay else { return nil }
      self.init(
        kind: .model, id: event.modelID, number: Int(event.version), effectiveFrom: from,
        effectiveTo: event.hasEffectiveTo ? try? event.effectiveTo.calendarDay : nil,
        event: entry, sha256: event.sha256,
        isTextWhole: Self.sha256(event.text) == event.sha256,
        worksAgreement: event.hasWorksAgreement ? event.worksAgreement : nil, value: nil)
    case .exchangeRateFixed(let event):
      guard let day = try? event.day.calendarDay else { return nil }
      let base = event.hasBaseCurrency ? "\(event.baseCurrency)/" : ""
      self.init(
        kind: .rate, id: "\(base)\(event.currency)", number: nil, effectiveFrom: day,
        effectiveTo: nil, event: entry, sha256: nil, isTextWhole: true, worksAgreement: nil,
        value: "\(Self.decimal(event.rateMillionths)) (\(event.source))")
    default: return nil
    }
  }

  private static func sha256(_ text: String) -> String {
    var text = text
    return text.withUTF8 { Hash.of(.init($0)).hexadecimal }
  }

  /// Millionths as a decimal number: 1100000 is 1.100000.
  private static func decimal(_ millionths: UInt64) -> String {
    let rest = "\(millionths % 1_000_000)"
    return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - rest.count))\(rest)"
  }
}
