import LedgerDomain

/// The states of streams that were decided lately: those in use as they are, others in a file.
///
/// A state is given only after as many events as its stream has, so what another process appended is
/// never missed.
struct KeptStates {
  /// The state of one stream after `count` events; only whoever writes has it in hand.
  final class Kept: @unchecked Sendable {
    private var place: Place
    private(set) var count: UInt32

    /// Cannot be copied, so that a state is asked and changed where it lies.
    private struct Place: ~Copyable {
      var state: StreamState

      borrowing func ask<Answer, Failure: Error>(
        _ question: (borrowing StreamState) throws(Failure) -> Answer
      ) throws(Failure) -> Answer {
        try question(state)
      }
    }

    /// A stream without facts weighs too: whoever asks for many of them must not fill the memory.
    var weight: Int { Int(count) + 1 }

    init(_ state: StreamState, _ count: UInt32) {
      place = Place(state: state)
      self.count = count
    }

    func ask<Answer, Failure: Error>(
      _ question: (borrowing StreamState) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
      try place.ask(question)
    }

    fileprivate func evolve(_ fact: Fact) {
      place.state.evolve(fact)
      count += 1
    }
  }

  /// How many facts the states in memory may hold; some 30 MB.
  static let factLimit = 120_000

  private let directory: String
  private let factLimit: Int
  private var states: [String: Kept] = [:]
  /// The weight of all states in memory.
  private var facts = 0
  private let file: StateFile

  /// Holds while nothing was appended before the session, by whichever process.
  var terms: (terms: LedgerTerms, size: UInt64)?

  init(in directory: String, factLimit: Int) {
    self.directory = directory
    self.factLimit = factLimit
    file = StateFile(in: directory)
  }

  /// The state of a stream after so many events; nil where it has to be folded.
  mutating func state(of subject: String, after count: UInt32) -> Kept? {
    if let kept = states[subject], kept.count == count { return kept }
    guard let state = file.state(of: subject, after: count) else { return nil }
    let kept = Kept(state, count)
    keep(kept, of: subject)
    return kept
  }

  mutating func keep(_ kept: Kept, of subject: String) {
    if let old = states.removeValue(forKey: subject) { facts -= old.weight }
    if facts + kept.weight > factLimit { makeRoom() }
    facts += kept.weight
    states[subject] = kept
  }

  /// Folds a fact that was decided; other states that were asked meanwhile may have taken the room.
  mutating func evolve(_ kept: Kept, _ fact: Fact) {
    kept.evolve(fact)
    if states[fact.subject] === kept { facts += 1 } else { keep(kept, of: fact.subject) }
  }

  mutating func drop(_ subject: String) {
    if let kept = states.removeValue(forKey: subject) { facts -= kept.weight }
    file.remove(subject)
  }

  mutating func forget() { self = KeptStates(in: directory, factLimit: factLimit) }

  /// Puts an eighth of what is in memory into the file, whichever comes.
  ///
  /// The others move into a new table: one that is emptied again and again from its front, and refilled
  /// everywhere, ends as one long run of full places.
  private mutating func makeRoom() {
    var staying: [String: Kept] = [:]
    staying.reserveCapacity(states.count)
    for (subject, kept) in states {
      guard facts > factLimit / 8 * 7 else {
        staying[subject] = kept
        continue
      }
      facts -= kept.weight
      if file.count(of: subject) != kept.count, let bytes = kept.ask({ $0.compact() }) {
        file.put(bytes, after: kept.count, of: subject)
      }
    }
    states = staying
  }
}
