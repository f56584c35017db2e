import ConcurrentHistory
import Foundation
import Journal

/// Asks a journal one thing after another, as its random numbers say, and notes what it is told.
///
/// Some answers it throws away, as if the connection had been lost, and asks again with the same keys.
struct Client {
  static let streams = (0..<7).map { "account/a\($0)" }
  static let shared = 40

  private let name: String
  private let journal: Journal
  private let file: HistoryFile
  private var random: SeededRandom
  private var number = 0
  /// What it last heard of each stream, to expect it.
  private var heard: [String: UInt32] = [:]
  /// What has no answer yet.
  private var open: [(unit: [ClientCall.Intended], expecting: [ClientCall.Expectation])]

  init(
    _ name: String, journal: Journal, file: HistoryFile, seed: UInt64,
    open: [(unit: [ClientCall.Intended], expecting: [ClientCall.Expectation])]
  ) {
    self.name = name
    self.journal = journal
    self.file = file
    self.open = open
    random = SeededRandom(seed: seed)
  }

  mutating func run(_ count: Int) throws {
    for _ in 0..<count { try step() }
    while let (unit, expecting) = open.popLast() { try append(unit, expecting, isHeard: true) }
  }

  private mutating func step() throws {
    let stream = Self.streams[below(Self.streams.count)]
    switch below(20) {
    case 0, 1: try ask(.head) { .head(size: Int($0.size), root: "\($0.root)") }
    case 2, 3:
      let answer = try perform(.stream(stream)) { journal in
        .stream(try journal.entries(of: stream).map { Int($0.position) }.sorted())
      }
      if case .stream(let seen) = answer, !seen.isEmpty { heard[stream] = UInt32(seen.count - 1) }
    case 4:
      let key = "shared-\(below(Self.shared))"
      try perform(.lookup(key)) { journal in
        .position(try journal.position(source: TestRecord.source, id: key).map { Int($0) })
      }
    case 5, 6:
      let key = "shared-\(below(Self.shared))"
      // One in eight says something else under the same key.
      let unit = [
        ClientCall.Intended(key: key, stream: Self.streams[0], content: below(8) == 0 ? 1 : 0)
      ]
      try append(unit, [], isHeard: true)
    case 7, 8:
      guard let (unit, expecting) = open.popLast() else { return }
      try append(unit, expecting, isHeard: true)
    default: try appendNew(stream)
    }
  }

  private mutating func appendNew(_ stream: String) throws {
    let unit = (0..<1 + below(3)).map { place in
      ClientCall.Intended(
        key: "\(name)-\(number)-\(place)",
        stream: place == 0 ? stream : Self.streams[below(Self.streams.count)],
        content: Int64(below(1_000)))
    }
    let expecting =
      below(2) == 0 ? [] : [ClientCall.Expectation(stream: stream, revision: heard[stream])]
    try append(unit, expecting, isHeard: below(7) != 0)
  }

  private mutating func append(
    _ unit: [ClientCall.Intended], _ expecting: [ClientCall.Expectation], isHeard: Bool
  ) throws {
    let answer = try perform(.append(unit, expecting: expecting), isHeard: isHeard) { journal in
      do {
        return .taken(try journal.append(unit, expecting))
      } catch AppendFailure.refused(.wrongRevision(let stream, _, let actual)) {
        return .wrongRevision(stream: stream, actual: actual)
      } catch AppendFailure.refused(.identityTaken(_, let id, let position)) {
        return .keyTaken(key: id, position: Int(position))
      }
    }
    switch answer {
    case nil: open.append((unit, expecting))
    case .taken(let places):
      for (intended, place) in zip(unit, places) { heard[intended.stream] = place.revision }
    case .wrongRevision(let stream, let actual): heard[stream] = actual
    default: break
    }
  }

  private mutating func ask(
    _ action: ClientCall.Action, _ outcome: (Head) -> ClientCall.Outcome
  ) throws {
    try perform(action) { outcome(try $0.head()) }
  }

  /// The outcome, or nil where this client does not hear it.
  @discardableResult
  private mutating func perform(
    _ action: ClientCall.Action, isHeard: Bool = true,
    _ body: (Journal) throws -> ClientCall.Outcome
  ) throws -> ClientCall.Outcome? {
    number += 1
    var operation = ClientCall(client: name, number: number, action: action, started: 0)
    // The call is written first, with a time that is certainly before it.
    operation.started = Self.now()
    try file.call(operation)
    let outcome: ClientCall.Outcome
    do {
      outcome = try body(journal)
    } catch JournalError.outcomeUnknown {
      return nil
    }
    let ended = Self.now()
    guard isHeard else { return nil }
    try file.answer(.init(ended: ended, outcome: outcome), to: operation)
    return outcome
  }

  private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  /// Nanoseconds of the machine's monotonic clock.
  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
