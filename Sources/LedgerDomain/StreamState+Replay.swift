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

  /// What this state becomes with a correction or retraction, which may be recorded next; throws why
  /// not.
  ///
  /// `history` are all facts of the stream in the order of recording, and this is what they were folded
  /// to. What holds instead must have been possible where the event it corrects stands; what was
  /// recorded later is history and is not asked again.
  package func corrected(
    by fact: Fact, after history: [Fact], _ terms: LedgerTerms?, _ surroundings: Surroundings
  ) throws(Rejection) -> StreamState {
    try decide(fact, terms, surroundings)
    let place = try history.place(toldBy: fact)
    var replacement: Fact?
    if let place, case .eventCorrected(let corrected) = fact.data {
      let data = try Corrections.replacement(of: corrected)
      replacement = history[place].replaced(by: data, corrected)
    }
    // Up to the event it corrects, the new word changes nothing: one fold serves to ask and to answer.
    let corrections = Corrections(history + [fact])
    var state = try StreamState.empty(for: fact.subject)
    for (index, earlier) in history.enumerated() {
      if index == place, let replacement {
        try state.decide(replacement, terms, surroundings)
      }
      if let effective = corrections.effective(earlier) { state.evolve(effective) }
    }
    if let effective = corrections.effective(fact) { state.evolve(effective) }
    return state
  }
}

extension [Fact] {
  /// Where the event stands that a correction or retraction is about, nil for any other fact; throws
  /// why it cannot be about that.
  fileprivate func place(toldBy fact: Fact) throws(Rejection) -> Int? {
    guard let reference = fact.requiredEvent else { return nil }
    guard let place = lastIndex(where: { $0.reference == reference }) else {
      throw Rejection(
        .unknownEvent, at: "target_event_id",
        """
        event \(reference.id) of \(reference.source) is not among the events of \(fact.subject); \
        record the correction under the subject of the event it corrects
        """)
    }
    if case .ledgerCreated = self[place].data {
      throw Rejection(
        .ledgerCreated, at: "target_event_id",
        "what the ledger was created with holds for all its figures; create another one elsewhere")
    }
    guard !Corrections(self).isRetracted(reference) else {
      throw Rejection(
        .alreadyRetracted, at: "target_event_id",
        "event \(reference.id) is retracted already; record what did happen as a new event")
    }
    if case .eventCorrected = fact.data, self[place].requiredEvent != nil {
      throw Rejection(
        .correctsCorrection, at: "target_event_id",
        """
        event \(reference.id) is itself a correction; correct the event it corrects once more, or \
        retract this correction
        """)
    }
    return place
  }
}
