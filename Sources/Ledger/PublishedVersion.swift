import LedgerDomain
import LedgerEvents

/// A version of a plan or of a health model as it was published.
struct PublishedVersion {
  let version: UInt32
  let sha256: String

  /// Nil for an event that publishes nothing.
  init?(_ event: StoredEvent) {
    switch try? event.data() {
    case .commissionPlanVersionPublished(let plan):
      (version, sha256) = (plan.version, plan.sha256)
    case .healthModelVersionPublished(let model):
      (version, sha256) = (model.version, model.sha256)
    default: return nil
    }
  }

  /// Why a version of `what` ("plan team") cannot be published after `newest`, and which one can.
  static func objection(_ what: String, _ newest: UInt32) -> String {
    "version \(newest) of \(what) is published already; give this one version \(newest + 1)"
  }
}

extension Ledger {
  /// Records the publication of a version; one that was published with another text is refused with
  /// the number that is free.
  ///
  /// The event's id is made of the version and is looked at first. That it is taken says nothing to
  /// somebody who edited a file.
  func publish(
    _ event: ProposedEvent, of what: String, version: Int, sha256: String
  ) throws(LedgerError) -> Outcome {
    let outcome = try record([event])
    guard case .rejected(let refusal) = outcome, refusal.code == "id-taken" else { return outcome }
    let published = try events(of: event.subject).compactMap { PublishedVersion($0) }
    guard let newest = published.map(\.version).max(),
      published.contains(where: { $0.version == version && $0.sha256 != sha256 })
    else { return outcome }
    return .rejected(
      Refusal(
        code: RejectionCode.versionNotAscending.rawValue, member: "version",
        reason: PublishedVersion.objection(what, newest)))
  }
}
