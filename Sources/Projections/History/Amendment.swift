import LedgerEvents
package import Money

/// The newest word on an event that was wrong.
package struct Amendment: Sendable {
  package enum Kind: String, Sendable {
    case corrected
    case retracted
  }

  package let kind: Kind
  /// The position of the event that says so.
  package let position: UInt64
  package let recorded: Instant
  package let reason: String
  let replacement: EventCorrected?
}

/// A correction or retraction as it stands below the event it is about.
package struct Remark: Sendable, Equatable {
  package let kind: Amendment.Kind
  package let position: UInt64
  /// The event it is about: that of the timeline, or an earlier remark on it.
  package let about: UInt64
  package let recorded: Instant
  package let reason: String
  /// Whether it was itself taken back.
  package let isTakenBack: Bool
}

/// A correction or retraction as it was recorded.
struct AmendmentLink: Sendable {
  /// The event that was wrong.
  let target: UInt64
  let stream: UInt32
  let amendment: Amendment
}

extension Amendment {
  /// What holds of each amended position, by what was recorded below `size`.
  ///
  /// The newest word counts. A retraction may also take back a correction or a retraction, after
  /// which what was said before holds again.
  static func inForce(
    _ links: some BidirectionalCollection<AmendmentLink>, below size: UInt64
  ) -> [UInt64: Amendment] {
    var verdicts: [UInt64: Amendment] = [:]
    var retracted: Set<UInt64> = []
    // Backwards, so that it is known of each amendment whether it was taken back later.
    for link in links.reversed() where link.amendment.position < size {
      guard !retracted.contains(link.amendment.position) else { continue }
      switch link.amendment.kind {
      case .retracted:
        if retracted.insert(link.target).inserted { verdicts[link.target] = link.amendment }
      case .corrected:
        if verdicts[link.target] == nil { verdicts[link.target] = link.amendment }
      }
    }
    return verdicts
  }
}
