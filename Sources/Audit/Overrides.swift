import LedgerEvents
package import Money
package import Projections

/// Everything by which a person set aside what a rule would have said.
package struct Overrides: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case adjustment, split, pay, health, discount
  }

  package struct Exception: Sendable {
    package let kind: Kind
    package let event: TimelineEntry
    /// Whom or what it is about.
    package let about: String
    package let approver: String?
    package let rationale: String?
    /// The first day on which it no longer holds; nil where it has no end.
    package let expires: CalendarDay?
    /// The amount that it grants or takes by itself.
    package let amount: Amount?
    /// A discount in basis points of the list price.
    package let basisPoints: Int?
    /// Whether it was taken back, by retraction or before its end.
    package let isTakenBack: Bool
  }

  package let exceptions: [Exception]
  package let speaksFor: Standpoint

  package init(
    _ history: History, _ clocks: Clocks = Clocks(), kinds: Set<Kind> = Set(Kind.allCases)
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint(clocks)
    var found: [Exception] = []
    var openBands: [String: Int] = [:]
    for entry in try history.entries(at: speaksFor, where: { Self.isWanted($0.type) }) {
      if case .healthOverrideCleared? = entry.data, !entry.isRetracted {
        if let index = openBands.removeValue(forKey: entry.stored.subject) {
          found[index] = Exception(found[index], isTakenBack: true)
        }
        continue
      }
      guard let exception = Exception(entry), kinds.contains(exception.kind) else { continue }
      if exception.kind == .health { openBands[entry.stored.subject] = found.count }
      found.append(exception)
    }
    exceptions = found
  }

  private static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case CommissionAdjusted.typeNumber, CommissionSplitAgreed.typeNumber,
      CommissionSplitRevised.typeNumber, PayTermsAgreed.typeNumber,
      HealthOverrideSet.typeNumber, HealthOverrideCleared.typeNumber, DiscountApproved.typeNumber:
      true
    default: false
    }
  }
}

extension Overrides.Exception {
  fileprivate init?(_ entry: TimelineEntry) {
    let subject = entry.stored.subject
    let id = String(subject[(subject.firstIndex(of: "/") ?? subject.startIndex)...].dropFirst())
    switch entry.data {
    case .commissionAdjusted(let event):
      self.init(
        .adjustment, entry, about: event.employeeID, approver: event.approverID,
        rationale: [event.reason, event.hasLegalGround ? event.legalGround : nil]
          .compactMap(\.self).joined(separator: "; "),
        amount: try? event.amount.amount)
    case .commissionSplitAgreed(let event):
      self.init(
        .split, entry, about: id, approver: event.approverID,
        rationale: event.hasReason ? event.reason : nil)
    case .commissionSplitRevised(let event):
      self.init(.split, entry, about: id, approver: event.approverID, rationale: event.reason)
    case .payTermsAgreed(let event):
      self.init(.pay, entry, about: event.employeeID, amount: try? event.variableTarget.amount)
    case .healthOverrideSet(let event):
      self.init(
        .health, entry, about: id, approver: entry.stored.actor, rationale: event.reason,
        expires: try? event.expiresAt.calendarDay)
    case .discountApproved(let event):
      self.init(
        .discount, entry, about: id, approver: event.approverID, rationale: event.reason,
        basisPoints: Int(event.discountBp))
    default: return nil
    }
  }

  private init(
    _ kind: Overrides.Kind, _ entry: TimelineEntry, about: String, approver: String? = nil,
    rationale: String? = nil, expires: CalendarDay? = nil, amount: Amount? = nil,
    basisPoints: Int? = nil
  ) {
    self.init(
      kind: kind, event: entry, about: about, approver: approver, rationale: rationale,
      expires: expires, amount: amount, basisPoints: basisPoints, isTakenBack: entry.isRetracted)
  }

  fileprivate init(_ other: Self, isTakenBack: Bool) {
    self.init(
      kind: other.kind, event: other.event, about: other.about, approver: other.approver,
      rationale: other.rationale, expires: other.expires, amount: other.amount,
      basisPoints: other.basisPoints, isTakenBack: isTakenBack)
  }
}
