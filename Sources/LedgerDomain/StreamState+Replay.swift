import LedgerEvents

extension StreamState {
  /// Folds a whole stream with its corrections and retractions brought to bear.
  ///
  /// Throws a rejection when there is no such kind of subject.
  package static func replaying(
    _ facts: [Fact], of subject: String
  ) throws(Rejection) -> StreamState {
    var state = try empty(for: subject)
    let corrections = Corrections(facts)
    for fact in facts {
      if let effective = corrections.effective(fact) { state.evolve(effective) }
    }
    return state
  }

  /// Whether a correction or retraction may be recorded next, given all facts of its stream in the
  /// order of recording.
  ///
  /// What holds instead must have been possible where the event it corrects stands; what was
  /// recorded later is history and is not asked again.
  package static func decide(
    correction fact: Fact, after history: [Fact], _ terms: LedgerTerms?,
    _ surroundings: Surroundings
  ) throws(Rejection) {
    try replaying(history, of: fact.subject).decide(fact, terms, surroundings)
    guard let reference = fact.requiredEvent else { return }
    guard let place = history.lastIndex(where: { $0.reference == reference }) else {
      throw Rejection(
        .unknownEvent, at: "target_event_id",
        """
        event \(reference.id) of \(reference.source) is not among the events of \(fact.subject); \
        record the correction under the subject of the event it corrects
        """)
    }
    if case .ledgerCreated = history[place].data {
      throw Rejection(
        .ledgerCreated, at: "target_event_id",
        "what the ledger was created with holds for all its figures; create another one elsewhere")
    }
    let corrections = Corrections(history)
    guard !corrections.isRetracted(reference) else {
      throw Rejection(
        .alreadyRetracted, at: "target_event_id",
        "event \(reference.id) is retracted already; record what did happen as a new event")
    }
    guard case .eventCorrected(let corrected) = fact.data else { return }
    let target = history[place]
    guard target.requiredEvent == nil else {
      throw Rejection(
        .correctsCorrection, at: "target_event_id",
        """
        event \(reference.id) is itself a correction; correct the event it corrects once more, or \
        retract this correction
        """)
    }
    var before = try empty(for: fact.subject)
    for earlier in history[..<place] {
      if let effective = corrections.effective(earlier) { before.evolve(effective) }
    }
    let data = try Corrections.replacement(of: corrected)
    try before.decide(target.replaced(by: data, corrected), terms, surroundings)
  }
}
