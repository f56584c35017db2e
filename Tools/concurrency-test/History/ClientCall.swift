/// What one client asked, when, and what it was told.
package struct ClientCall: Codable, Equatable, Sendable {
  /// A client asks one thing after another.
  package var client: String
  /// The place among what this client asked.
  package var number: Int
  package var action: Action
  /// Nanoseconds of the machine's monotonic clock, the same in all processes.
  package var started: UInt64
  /// Nil when the client never learnt the outcome: it may have happened, or may happen yet.
  package var answer: Answer?

  package init(
    client: String, number: Int, action: Action, started: UInt64, answer: Answer? = nil
  ) {
    self.client = client
    self.number = number
    self.action = action
    self.started = started
    self.answer = answer
  }

  package enum Action: Codable, Equatable, Sendable {
    /// Appends a unit. A key always comes with the same companions, in the same order.
    case append([Intended], expecting: [Expectation])
    /// Asks for size and root.
    case head
    /// Asks for the positions in a stream.
    case stream(String)
    /// Asks where a key was recorded.
    case lookup(String)
  }

  /// A record before it has a place.
  package struct Intended: Codable, Equatable, Sendable {
    package var key: String
    package var stream: String
    /// Stands for everything that the record says.
    package var content: Int64

    package init(key: String, stream: String, content: Int64) {
      self.key = key
      self.stream = stream
      self.content = content
    }
  }

  /// That a stream's last revision is this one; nil for a stream without any.
  package struct Expectation: Codable, Equatable, Sendable {
    package var stream: String
    package var revision: UInt32?

    package init(stream: String, revision: UInt32?) {
      self.stream = stream
      self.revision = revision
    }
  }

  package struct Answer: Codable, Equatable, Sendable {
    package var ended: UInt64
    package var outcome: Outcome

    package init(ended: UInt64, outcome: Outcome) {
      self.ended = ended
      self.outcome = outcome
    }
  }

  package enum Outcome: Codable, Equatable, Sendable {
    case taken([Place])
    case wrongRevision(stream: String, actual: UInt32?)
    case keyTaken(key: String, position: Int)
    case head(size: Int, root: String)
    case stream([Int])
    case position(Int?)
  }

  /// Where a record lies, as a receipt says it.
  package struct Place: Codable, Equatable, Sendable {
    package var position: Int
    package var revision: UInt32
    /// It lay there before it was asked for.
    package var isDuplicate: Bool

    package init(position: Int, revision: UInt32, isDuplicate: Bool) {
      self.position = position
      self.revision = revision
      self.isDuplicate = isDuplicate
    }
  }
}

extension ClientCall: CustomStringConvertible {
  package var description: String {
    let outcome = answer.map { "\($0.outcome)" } ?? "no answer"
    return "\(client) number \(number): \(action), \(outcome)"
  }
}
