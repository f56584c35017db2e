import LedgerEvents

/// What the corrections and retractions of a stream make of its other facts.
///
/// The newest word counts. A retraction may also take back a correction or a retraction, after
/// which what was said before holds again.
package struct Corrections {
  private var replacements: [EventReference: EventCorrected] = [:]
  private var retracted: Set<EventReference> = []

  /// Reads all facts of one stream, in the order in which they were recorded.
  package init(_ facts: some BidirectionalCollection<Fact>) {
    // Backwards, so that it is known of each correction whether it was taken back later.
    for fact in facts.reversed() where !retracted.contains(fact.reference) {
      guard let target = fact.requiredEvent else { continue }
      if case .eventCorrected(let corrected) = fact.data {
        if replacements[target] == nil { replacements[target] = corrected }
      } else {
        retracted.insert(target)
      }
    }
  }

  /// The fact as it holds now; nil when it was retracted.
  ///
  /// A replacement that this release cannot read leaves the fact as it was.
  package func effective(_ fact: Fact) -> Fact? {
    guard !retracted.contains(fact.reference) else { return nil }
    guard fact.requiredEvent == nil, let corrected = replacements[fact.reference],
      let data = try? corrected.replacement.decoded(id: fact.id)
    else { return fact }
    return fact.replaced(by: data, corrected)
  }

  func isRetracted(_ event: EventReference) -> Bool { retracted.contains(event) }
}

extension Fact {
  func replaced(by data: Record.OneOf_Data, _ corrected: EventCorrected) -> Fact {
    let day = corrected.hasBusinessDay ? corrected.businessDay.calendarDay ?? self.day : self.day
    return Fact(
      subject: subject, source: source, id: id, actor: actor, day: day, data: data,
      personal: personal)
  }
}

extension Corrections {
  /// What can be said of a correction or retraction without its target.
  ///
  /// Any other fact passes.
  static func decide(_ fact: Fact) throws(Rejection) {
    guard let target = fact.requiredEvent else { return }
    try Required.text(target.id, at: "target_event_id")
    guard target != fact.reference else {
      throw Rejection(
        .correctsItself, at: "target_event_id",
        "event \(fact.id) cannot correct itself; name the event that was wrong")
    }
    switch fact.data {
    case .eventCorrected(let corrected):
      try Required.text(corrected.reason, at: "reason")
      if corrected.hasBusinessDay {
        _ = try Required.day(corrected.businessDay, at: "business_day")
      }
      _ = try replacement(of: corrected)
    case .eventRetracted(let retracted): try Required.text(retracted.reason, at: "reason")
    default: return
    }
  }

  static func replacement(of corrected: EventCorrected) throws(Rejection) -> Record.OneOf_Data {
    let data: Record.OneOf_Data
    do {
      data = try corrected.replacement.decoded(id: corrected.targetEventID)
    } catch {
      throw Rejection(.emptyReplacement, at: "replacement", "\(error); give its type and data")
    }
    switch data {
    case .eventCorrected, .eventRetracted:
      throw Rejection(
        .correctsCorrection, at: "replacement",
        "a correction cannot stand for the event it corrects; give the data that hold instead")
    default: return data
    }
  }
}
