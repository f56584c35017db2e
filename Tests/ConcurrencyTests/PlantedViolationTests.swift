import ConcurrentHistory
import Testing

/// Histories with one broken promise each, written by hand; the sound one they come from is below.
@Suite struct PlantedViolationTests {
  /// Positions: 0 a0, 1 a1, 2 b0, 3 s0 (asked twice, answered once), 4 d0.
  private static let sound: [ClientCall] = [
    append("c1", 10, 20, [("a0", "x", 5), ("a1", "y", 6)], [("x", nil)], [(0, 0), (1, 0)]),
    append("c2", 12, 30, [("b0", "x", 7)], [("x", 0)], [(2, 1)]),
    operation(
      "c3", 22, 40,
      .append(
        [.init(key: "c0", stream: "x", content: 1)],
        expecting: [.init(stream: "x", revision: 0)]), .wrongRevision(stream: "x", actual: 1)),
    operation(
      "c3", 41, nil, .append([.init(key: "s0", stream: "y", content: 8)], expecting: []), nil),
    operation(
      "c3", 50, 60, .append([.init(key: "s0", stream: "y", content: 8)], expecting: []),
      .taken([.init(position: 3, revision: 1, isDuplicate: true)])),
    operation(
      "c1", 61, 70, .append([.init(key: "s0", stream: "y", content: 9)], expecting: []),
      .keyTaken(key: "s0", position: 3)),
    operation("c2", 62, 64, .head, .head(size: 4, root: "r4")),
    operation("c2", 65, 66, .stream("x"), .stream([0, 2])),
    operation("c1", 71, 72, .lookup("d0"), .position(nil)),
    append("c2", 80, 90, [("d0", "x", 3)], [], [(4, 2)]),
    operation("c1", 91, 92, .lookup("d0"), .position(4)),
  ]

  private static let log = [
    LoggedRecord(key: "a0", stream: "x", revision: 0, content: 5),
    LoggedRecord(key: "a1", stream: "y", revision: 0, content: 6),
    LoggedRecord(key: "b0", stream: "x", revision: 1, content: 7),
    LoggedRecord(key: "s0", stream: "y", revision: 1, content: 8),
    LoggedRecord(key: "d0", stream: "x", revision: 2, content: 3),
  ]

  private static func operation(
    _ client: String, _ started: UInt64, _ ended: UInt64?, _ action: ClientCall.Action,
    _ outcome: ClientCall.Outcome?
  ) -> ClientCall {
    var answer: ClientCall.Answer?
    if let ended, let outcome { answer = .init(ended: ended, outcome: outcome) }
    return ClientCall(
      client: client, number: Int(started), action: action, started: started, answer: answer)
  }

  private static func append(
    _ client: String, _ started: UInt64, _ ended: UInt64, _ unit: [(String, String, Int64)],
    _ expecting: [(String, UInt32?)], _ places: [(Int, UInt32)]
  ) -> ClientCall {
    operation(
      client, started, ended,
      .append(
        unit.map { .init(key: $0.0, stream: $0.1, content: $0.2) },
        expecting: expecting.map { .init(stream: $0.0, revision: $0.1) }),
      .taken(places.map { .init(position: $0.0, revision: $0.1, isDuplicate: false) }))
  }

  private func promises(
    _ change: (inout [ClientCall], inout [LoggedRecord]) -> Void
  ) -> Set<Violation.Promise> {
    var (operations, log) = (Self.sound, Self.log)
    change(&operations, &log)
    let found = HistoryCheck.violations(
      of: operations, log: FinalLog(log, roots: (0...log.count).map { "r\($0)" }))
    return Set(found.map(\.promise))
  }

  private func breaks(
    _ promise: Violation.Promise, _ change: (inout [ClientCall], inout [LoggedRecord]) -> Void
  ) -> Bool {
    promises(change).contains(promise)
  }

  @Test func `The history without a planted violation is sound`() {
    #expect(promises { _, _ in } == [])
  }

  @Test func `An acknowledged record that is missing is found`() {
    #expect(breaks(.receipts) { _, log in log.removeLast() })
  }

  @Test func `A record with other content than was sent is found`() {
    #expect(breaks(.receipts) { _, log in log[2].content = 70 })
  }

  @Test func `A key that lies there twice is found`() {
    #expect(
      breaks(.onceEach) { _, log in
        log.append(LoggedRecord(key: "b0", stream: "x", revision: 3, content: 7))
      })
  }

  @Test func `Two clients that are both told that they were first are found`() {
    #expect(
      breaks(.onceEach) { operations, _ in
        operations.append(Self.append("c4", 31, 45, [("b0", "x", 7)], [], [(2, 1)]))
      })
  }

  @Test func `A gap in a stream's revisions is found`() {
    #expect(breaks(.revisions) { _, log in log[4].revision = 3 })
  }

  @Test func `A record that nobody asked for is found`() {
    #expect(
      promises { _, log in
        log.append(LoggedRecord(key: "q0", stream: "z", revision: 0, content: 1))
      } == [.nothingElse])
  }

  @Test func `A unit with a stranger between its records is found`() {
    #expect(
      breaks(.wholeUnits) { operations, log in
        log.swapAt(1, 2)
        operations[0].answer?.outcome = .taken([
          .init(position: 0, revision: 0, isDuplicate: false),
          .init(position: 2, revision: 0, isDuplicate: false),
        ])
        operations[1].answer?.outcome = .taken([
          .init(position: 1, revision: 1, isDuplicate: false)
        ])
      })
  }

  @Test func `A reader that sees the first record of a unit without the second is found`() {
    #expect(
      promises { operations, _ in
        operations.append(Self.operation("c4", 11, 15, .head, .head(size: 1, root: "r1")))
      } == [.wholeUnits])
  }

  @Test func `A unit without answer of which only a part is there is found`() {
    #expect(
      promises { operations, log in
        operations.append(
          Self.operation(
            "c4", 85, nil,
            .append(
              [
                .init(key: "e0", stream: "z", content: 1),
                .init(key: "e1", stream: "z", content: 1),
              ], expecting: []), nil))
        log.append(LoggedRecord(key: "e0", stream: "z", revision: 0, content: 1))
      } == [.wholeUnits])
  }

  @Test func `An append that was taken although the stream had moved on is found`() {
    #expect(
      promises { operations, _ in
        operations[1].action = .append(
          [.init(key: "b0", stream: "x", content: 7)],
          expecting: [.init(stream: "x", revision: nil)])
      } == [.expectations])
  }

  @Test func `A refusal for a revision that was reached only later is found`() {
    #expect(
      promises { operations, _ in
        operations[2].answer?.outcome = .wrongRevision(stream: "x", actual: 2)
      } == [.realTime])
  }

  @Test func `A refusal although the expectation held is found`() {
    #expect(
      promises { operations, _ in
        operations[2].answer?.outcome = .wrongRevision(stream: "x", actual: 0)
      } == [.refusals])
  }

  @Test func `A key called taken that has the same content is found`() {
    #expect(
      promises { operations, _ in
        operations[5].action = .append([.init(key: "s0", stream: "y", content: 8)], expecting: [])
      } == [.refusals])
  }

  @Test func `Positions against the order of time are found`() {
    // b0 was answered before a began, and lies behind it.
    #expect(
      breaks(.realTime) { operations, _ in
        operations[1].started = 1
        operations[1].answer?.ended = 5
      })
  }

  @Test func `A size that misses what was acknowledged before is found`() {
    #expect(
      promises { operations, _ in
        operations[6].answer?.outcome = .head(size: 3, root: "r3")
      } == [.realTime])
  }

  @Test func `A size that shows what nobody had sent yet is found`() {
    #expect(
      promises { operations, _ in
        operations[6].answer?.outcome = .head(size: 5, root: "r5")
      } == [.realTime])
  }

  @Test func `A root of another history is found`() {
    #expect(
      promises { operations, _ in
        operations[6].answer?.outcome = .head(size: 4, root: "other")
      } == [.prefixes])
  }

  @Test func `A stream without one in the middle is found`() {
    #expect(
      promises { operations, _ in operations[7].answer?.outcome = .stream([2]) } == [.prefixes])
  }

  @Test func `A stream that goes back for a later reader is found`() {
    #expect(
      promises { operations, _ in operations[7].answer?.outcome = .stream([0]) } == [.realTime])
  }

  @Test func `A lookup that misses an acknowledged key is found`() {
    #expect(
      promises { operations, _ in
        operations[10].answer?.outcome = .position(nil)
      } == [.realTime])
  }

  @Test func `A lookup that names another place is found`() {
    #expect(
      promises { operations, _ in
        operations[10].answer?.outcome = .position(3)
      } == [.prefixes])
  }

  @Test func `A repeated key that gets another place is found`() {
    #expect(
      promises { operations, _ in
        operations[4].answer?.outcome = .taken([
          .init(position: 2, revision: 1, isDuplicate: true)
        ])
      } == [.receipts])
  }

  @Test func `A record that was there before its call without answer is found`() {
    #expect(promises { operations, _ in operations[3].started = 95 } == [.realTime])
  }
}
