import Journal
import LedgerEvents
package import Money
package import Projections

/// Who used functions that not everybody has, and where the clock of recording looks odd.
package struct Privileged: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case creation, key, succession, rules, closing, projection, export, erasure, hold, figures
    case types, imports, correction
  }

  package struct Use: Sendable {
    package let kind: Kind
    package let event: TimelineEntry
    package let approver: String?
  }

  package struct ClockAnomaly: Hashable, Sendable {
    package enum Kind: String, Sendable {
      /// Recorded before it happened.
      case future
      /// Many records of several units carry one time: the machine's clock stood, or stood back.
      case standing
      /// Nothing was recorded for long.
      case jump
    }

    package let kind: Kind
    package let position: UInt64
    package let recorded: Instant
    package let detail: String
  }

  package let uses: [Use]
  package let anomalies: [ClockAnomaly]
  package let speaksFor: Standpoint

  /// `quietDays`: so many days without a record are a jump.
  package init(
    _ history: History, _ clocks: Clocks = Clocks(), kinds: Set<Kind> = Set(Kind.allCases),
    quietDays: Int = 30
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint(clocks)
    uses = try history.entries(at: speaksFor, where: { Kind($0.type) != nil }).compactMap { entry in
      guard let kind = Kind(entry.stored.header.type), kinds.contains(kind) else { return nil }
      return Use(kind: kind, event: entry, approver: entry.approver)
    }
    var watch = ClockWatch(quietDays: quietDays)
    do throws(JournalError) {
      try history.records.scan(to: speaksFor.size) { header, _ in watch.take(header) }
    } catch {
      throw .journal(error)
    }
    anomalies = watch.anomalies
  }
}

extension Privileged.Kind {
  init?(_ type: UInt32) {
    switch type {
    case LedgerCreated.typeNumber: self = .creation
    case CommissionPlanVersionPublished.typeNumber, HealthModelVersionPublished.typeNumber:
      self = .rules
    case PeriodClosed.typeNumber: self = .closing
    case ProjectionRebuilt.typeNumber, ProjectionPromoted.typeNumber,
      ProjectionRolledBack.typeNumber:
      self = .projection
    case ExportCreated.typeNumber: self = .export
    case ContactDataErased.typeNumber, PersonalDataErased.typeNumber: self = .erasure
    case PersonalDataHeld.typeNumber: self = .hold
    case SigningKeyIntroduced.typeNumber: self = .key
    case SuccessionDeclared.typeNumber: self = .succession
    case EmployeeFiguresPermitted.typeNumber, EmployeeFiguresRead.typeNumber: self = .figures
    case EventTypeRegistered.typeNumber: self = .types
    case ImportCompleted.typeNumber: self = .imports
    case EventCorrected.typeNumber, EventRetracted.typeNumber: self = .correction
    default: return nil
    }
  }
}

extension TimelineEntry {
  fileprivate var approver: String? {
    switch data {
    case .projectionPromoted(let event): event.hasApproverID ? event.approverID : nil
    case .projectionRolledBack(let event): event.hasApproverID ? event.approverID : nil
    case .employeeFiguresPermitted(let event): event.approverID
    case .successionDeclared(let event): event.approverID
    case .personalDataErased(let event): event.approverID
    case .personalDataHeld(let event): event.approverID
    default: nil
    }
  }
}
