import LedgerDomain
import LedgerEvents
import Money
import Testing

/// A stream's facts so far and the question whether one more may follow: given, when, then.
struct Story {
  private(set) var state: StreamState
  private(set) var history: [Fact] = []
  let subject: String
  var terms: LedgerTerms? = LedgerTerms(
    currency: .eur, customTypes: ["com.example.fair.visited.v1"])
  var standings: [String: AccountStanding] = [:]
  var streams: [UInt64: StreamsFigure] = [:]

  init(_ subject: String) throws {
    self.subject = subject
    state = try StreamState.empty(for: subject)
  }

  /// An account that is in the book already.
  static func nordwerk() throws -> Story {
    var story = try Story("account/nordwerk")
    try story.record(.account())
    return story
  }

  /// Accepts a fact and folds it, or throws why it is refused.
  mutating func record(
    _ data: Record.OneOf_Data, on day: String? = "2026-03-02", by actor: String? = nil
  ) throws {
    try record(try fact(data, on: day, by: actor))
  }

  mutating func record(_ fact: Fact) throws {
    let corrected = try ask(fact)
    history.append(fact)
    guard let corrected else { return state.evolve(fact) }
    state = try StreamState.replaying(history, of: subject)
    #expect(corrected == state)
  }

  /// Why the fact would be refused now; nil when it would be accepted.
  func refusal(
    _ data: Record.OneOf_Data, on day: String? = "2026-03-02", by actor: String? = nil
  ) throws -> Rejection? {
    let fact = try fact(data, on: day, by: actor)
    do {
      _ = try ask(fact)
      return nil
    } catch let rejection as Rejection {
      return rejection
    }
  }

  func code(
    _ data: Record.OneOf_Data, on day: String? = "2026-03-02", by actor: String? = nil
  ) throws -> RejectionCode? {
    try refusal(data, on: day, by: actor)?.code
  }

  func fact(_ data: Record.OneOf_Data, on day: String?, by actor: String? = nil) throws -> Fact {
    Fact(
      subject: subject, source: "urn:test", id: "fact-\(history.count)", actor: actor,
      day: try day.map { try CalendarDay(parsing: $0) }, data: data)
  }

  /// What a correction or retraction makes of the state, nil for any other fact.
  private func ask(_ fact: Fact) throws -> StreamState? {
    let surroundings = Surroundings(
      standing: { standings[$0] ?? .unknown },
      // Stands in for a digest: the text's length in 64 digits.
      sha256: { text in
        let length = "\(text.utf8.count)"
        return String(repeating: "0", count: 64 - length.count) + length
      },
      modelProblem: {
        $0.text.hasPrefix("model:") ? nil : ModelProblem(at: "text", "line 1 names no model")
      },
      streams: { streams[$0] })
    guard fact.requiredEvent == nil else {
      return try state.corrected(by: fact, after: history, terms, surroundings)
    }
    try state.decide(fact, terms, surroundings)
    return nil
  }
}
