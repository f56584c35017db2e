import Testing
import TransparencyLog

@testable import Journal

/// Commitments inside a journal, as verification finds them; their payload is size, streams, root.
@Suite struct StreamCommitmentTests {
  private static func read(
    _ header: RecordHeader, _ record: UnsafeRawBufferPointer
  ) throws(JournalError) -> StreamsCommitment? {
    let text = String(decoding: record, as: UTF8.self)
    guard let payload = text.split(separator: "streams:").dropFirst().first else { return nil }
    let words = payload.split(separator: " ")
    guard words.count == 3, let size = UInt64(words[0]), let streams = UInt64(words[1]),
      let root = Hash(base64: String(words[2]))
    else { throw .damaged(position: header.position, reason: "no commitment") }
    return StreamsCommitment(size: size, streams: streams, root: root)
  }

  private func verdict(_ ledger: TemporaryLedger, memory: Int) throws -> Verdict {
    try ledger.use { journal in
      var verification = Verification(journal.store, memory: memory, commitment: Self.read)
      return try verification.run(try journal.beginRead(), progress: { _ in })
    }
  }

  private func record(_ commitment: StreamsCommitment, _ number: Int) -> NewRecord {
    testRecord(
      "c\(number)", on: "ledger",
      text: "streams:\(commitment.size) \(commitment.streams) \(commitment.root)")
  }

  @Test(arguments: [(6, 7), (7, 1), (8, 1_000)] as [(UInt64, Int)])
  func `Right commitments are sound, however long ago they speak of`(
    seed: UInt64, memory: Int
  ) throws {
    let ledger = TemporaryLedger()
    var random = SeededRandom(seed: seed)
    try ledger.use { journal throws in
      for round in 0..<30 {
        let subjects = (0..<Int.random(in: 1...20, using: &random)).map { _ in
          StreamHeadTests.subjects.randomElement(using: &random) ?? "z"
        }
        try journal.append(
          subjects.enumerated().map { testRecord("r\(round)-\($0.offset)", on: $0.element) })
        let size = try journal.head().size
        let earlier = UInt64.random(in: 0...size, using: &random)
        try journal.append([record(try journal.streamsCommitment(at: earlier), round)])
      }
    }
    let found = try verdict(ledger, memory: memory)
    guard case .sound = found else {
      Issue.record("\(found), seed \(seed)")
      return
    }
  }

  @Test(arguments: [1, 5, 1_000], [true, false])
  func `A wrong commitment is named by its position`(memory: Int, wrongCount: Bool) throws {
    let ledger = TemporaryLedger()
    var position: UInt64 = 0
    try ledger.use { journal throws in
      try journal.append((0..<40).map { testRecord("a\($0)", on: "account/a\($0 % 7)") })
      let right = try journal.streamsCommitment(at: 20)
      try journal.append([record(right, 1)])
      let wrong = StreamsCommitment(
        size: 21, streams: wrongCount ? right.streams + 1 : right.streams, root: right.root)
      position = try journal.append([record(wrong, 2)])[0].position
      try journal.append([record(right, 3)])
    }
    guard case .damaged(position, let reason) = try verdict(ledger, memory: memory) else {
      Issue.record("not found: \(try verdict(ledger, memory: memory))")
      return
    }
    #expect(reason.contains("at size 21"))
    #expect(reason.contains("the records say 7 streams"))
  }

  @Test func `A commitment to what lay ahead is wrong`() throws {
    let ledger = TemporaryLedger()
    try ledger.use { journal throws in
      try journal.append((0..<3).map { testRecord("a\($0)") })
      let root = try journal.streamsCommitment(at: 3).root
      try journal.append([record(StreamsCommitment(size: 4, streams: 1, root: root), 1)])
    }
    guard case .damaged(3, let reason) = try verdict(ledger, memory: 10) else {
      Issue.record("not found")
      return
    }
    #expect(reason.contains("lay ahead"))
  }
}
