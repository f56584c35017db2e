import Foundation
import Testing
import TransparencyLog

@testable import Journal

@Suite struct JournalTests {
  let ledger = TemporaryLedger()

  @Test func `Positions and revisions count from zero without gaps`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    let first = try journal.append([
      testRecord("a"), testRecord("b", on: "account/sued"), testRecord("c"),
    ])
    #expect(first.map(\.position) == [0, 1, 2])
    #expect(first.map(\.revision) == [0, 0, 1])
    #expect(try journal.append([testRecord("d")]).map(\.revision) == [2])
    #expect(try journal.head().size == 4)
  }

  @Test func `The root is that of RFC 6962 over the stored bytes at every size`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    var edge = CompactRange()
    #expect(try journal.head().root == edge.root)
    for number in 0..<40 {
      try journal.append([testRecord("e\(number)", text: String(repeating: "x", count: number))])
      let stored = try journal.record(at: UInt64(number))
      edge.append(leaf: stored.withUnsafeBytes { MerkleTree.leafHash($0) })
      #expect(try journal.head().root == edge.root)
    }
  }

  @Test func `Every historic root can be had again, across stored nodes`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    try journal.append((0..<1_300).map { testRecord("e\($0)") })
    var edge = CompactRange()
    for (size, stored) in try journal.allRecords().enumerated() {
      if size % 37 == 0 || [255, 256, 257, 511, 512, 1_024].contains(size) {
        #expect(try journal.root(at: UInt64(size)) == edge.root)
      }
      edge.append(leaf: stored.withUnsafeBytes { MerkleTree.leafHash($0) })
    }
    #expect(try journal.root(at: 1_300) == edge.root)
  }

  @Test func `The same identity with the same content gives the first receipt`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    try journal.append([testRecord("x"), testRecord("a", text: "Angebot")])
    let again = try journal.append([testRecord("a", text: "Angebot")])
    #expect(again == [Receipt(position: 1, revision: 1, isDuplicate: true)])
    #expect(try journal.head().size == 2)
  }

  @Test func `The same identity with other content is a named conflict`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    try journal.append([testRecord("a")])
    let conflict = AppendFailure.refused(
      .identityTaken(source: "urn:test", id: "a", position: 0))
    #expect(throws: conflict) { try journal.append([testRecord("a", text: "other")]) }
    #expect(throws: conflict) { try journal.append([testRecord("a", occurred: 2_000_000)]) }
    #expect(throws: conflict) { try journal.append([testRecord("a", on: "account/sued")]) }
    #expect(try journal.append([testRecord("a", source: "urn:other")])[0].position == 1)
  }

  @Test func `An unknown time is the time of recording and does not make a retry a conflict`()
    throws
  {
    let journal = try ledger.create()
    defer { journal.close() }
    try journal.append([testRecord("a", occurred: nil)])
    let header = try journal.record(at: 0).withUnsafeBytes { RecordHeader($0) }
    #expect(header.occurred == header.recorded)
    #expect(header.businessDay == 20_260_301)
    usleep(2_000)
    #expect(try journal.append([testRecord("a", occurred: nil)])[0].isDuplicate)
  }

  @Test func `A batch is taken whole or not at all`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    try journal.append([testRecord("a")])
    #expect(throws: AppendFailure.self) {
      try journal.append([
        testRecord("b"), testRecord("c", on: "account/neu"), testRecord("a", text: "other"),
      ])
    }
    #expect(try journal.head().size == 1)
    // The stream that the refused batch would have opened gets the next free number.
    try journal.append([testRecord("d", on: "account/anders")])
    #expect(try journal.record(at: 1).withUnsafeBytes { RecordHeader($0).stream } == 1)
    #expect(try journal.append([testRecord("c", on: "account/neu")])[0].revision == 0)
    #expect(try journal.verify() == .sound(size: 3, root: try journal.head().root))
  }

  @Test func `A unit that throws leaves nothing, and others of its group stay`() throws {
    struct No: Error {}
    let journal = try ledger.create()
    defer { journal.close() }
    #expect(throws: No.self) {
      try journal.write { session in
        _ = try session.append([testRecord("a")])
        throw No()
      }
    }
    try journal.append([testRecord("b")])
    #expect(try journal.head().size == 1)
    #expect(try journal.position(source: "urn:test", id: "a") == nil)
    #expect(try journal.position(source: "urn:test", id: "b") == 0)
  }

  @Test func `An expected revision that does not hold is refused with the actual one`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    let subject = "account/nordwerk"
    try journal.append([testRecord("a")], expecting: [subject: .noStream])
    try journal.append([testRecord("b")], expecting: [subject: .revision(0)])
    #expect(
      throws: AppendFailure.refused(
        .wrongRevision(stream: subject, expected: .revision(0), actual: 1))
    ) { try journal.append([testRecord("c")], expecting: [subject: .revision(0)]) }
    #expect(
      throws: AppendFailure.refused(
        .wrongRevision(stream: "account/neu", expected: .revision(3), actual: nil))
    ) {
      try journal.append(
        [testRecord("c", on: "account/neu")], expecting: ["account/neu": .revision(3)])
    }
    #expect(throws: AppendFailure.self) {
      try journal.append([testRecord("c")], expecting: [subject: .noStream])
    }
  }

  @Test func `A record of more than 65,535 bytes is refused`() throws {
    let journal = try ledger.create()
    defer { journal.close() }
    let fits = testRecord("fits", text: String(repeating: "x", count: 65_400))
    #expect(try journal.append([fits]).count == 1)
    #expect(throws: AppendFailure.self) {
      try journal.append([testRecord("large", text: String(repeating: "x", count: 65_536))])
    }
  }

  @Test func `Recorded times never decrease, even when the clock steps back`() throws {
    let times = TemporaryClock([5_000, 3_000, 9_000])
    try Journal.create(at: ledger.path)
    var options = TemporaryLedger.options
    options.clock = { times.next() }
    let journal = try ledger.open(options)
    defer { journal.close() }
    for id in ["a", "b", "c"] { try journal.append([testRecord(id)]) }
    let recorded = try journal.allRecords().map { $0.withUnsafeBytes { RecordHeader($0).recorded } }
    #expect(recorded == [5_000, 5_000, 9_000])
    #expect(try journal.size(knownAt: 4_999) == 0)
    #expect(try journal.size(knownAt: 5_000) == 2)
    #expect(try journal.size(knownAt: 9_000) == 3)
  }

  @Test func `A closed and reopened journal goes on where it was`() throws {
    let head = try {
      let journal = try ledger.create()
      try journal.append((0..<300).map { testRecord("e\($0)", on: "account/a\($0 % 7)") })
      journal.close()
      return try journal.head()
    }()
    let journal = try ledger.open()
    #expect(try journal.head() == head)
    #expect(try journal.append([testRecord("e5", on: "account/a5")])[0].isDuplicate)
    #expect(try journal.append([testRecord("new", on: "account/a3")])[0].revision == 43)
    journal.close()
    #expect(throws: JournalError.closed) { try journal.append([testRecord("late")]) }
  }

  @Test func `Many writers at once lose nothing and repeat nothing`() async throws {
    let journal = try ledger.create()
    let receipts = try await withThrowingTaskGroup(of: [Receipt].self) { group in
      for writer in 0..<16 {
        group.addTask {
          try await onThread {
            try (0..<50).map { number in
              try journal.append([testRecord("w\(writer)-\(number)", on: "account/a\(number % 5)")]
              )[0]
            }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(receipts.map(\.position)) == Set(0..<800))
    #expect(try journal.verify() == .sound(size: 800, root: try journal.head().root))
    journal.close()
  }
}

/// Runs blocking work on a thread of its own, so that waiting for the disk starves no other test.
func onThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
  }
}
