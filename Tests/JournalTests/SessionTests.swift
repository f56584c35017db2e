import Foundation
import Synchronization
import Testing

@testable import Journal

/// A number that several threads read and one writes.
private final class Counter: Sendable {
  private let number = Mutex(0)

  var value: Int {
    get { number.withLock { $0 } }
    set { number.withLock { $0 = newValue } }
  }
}

@Suite struct SessionTests {
  let ledger = TemporaryLedger()
  let subject = "account/nordwerk"

  @Test func `What is expected of a stream holds before the unit, however many events it has`()
    throws
  {
    try ledger.use { journal throws in
      let unit = [testRecord("a"), testRecord("b"), testRecord("c", on: "account/sued")]
      let first = try journal.append(
        unit, expecting: [subject: .noStream, "account/sued": .noStream])
      #expect(first.map(\.revision) == [0, 1, 0])
      // The same unit again is answered as before, though the expectation no longer holds.
      let again = try journal.append(
        unit, expecting: [subject: .noStream, "account/sued": .noStream])
      #expect(again.map(\.position) == [0, 1, 2] && again.allSatisfy(\.isDuplicate))
      #expect(
        try journal.append([testRecord("d"), testRecord("e")], expecting: [subject: .revision(1)])
          .map(\.revision) == [2, 3])
    }
  }

  @Test func `An expectation of a stream that the unit does not write to counts too`() throws {
    try ledger.use { journal throws in
      try journal.append([testRecord("a")])
      #expect(
        throws: AppendFailure.refused(
          .wrongRevision(stream: subject, expected: .noStream, actual: 0))
      ) {
        try journal.append([testRecord("b", on: "account/sued")], expecting: [subject: .noStream])
      }
      #expect(try journal.head().size == 1)
    }
  }

  @Test(arguments: [0, .max] as [UInt32])
  func `A revision that a stream cannot have is refused`(revision: UInt32) throws {
    try ledger.use { journal throws in
      #expect(throws: AppendFailure.self) {
        try journal.append([testRecord("a")], expecting: [subject: .revision(revision)])
      }
      try journal.append([testRecord("a"), testRecord("b")])
      #expect(throws: AppendFailure.self) {
        try journal.append([testRecord("c")], expecting: [subject: .revision(revision)])
      }
    }
  }

  @Test func `A record that nobody could find again is refused`() throws {
    try ledger.use { journal throws in
      let long = "account/" + String(repeating: "x", count: 504)
      for wrong in [
        testRecord(""), testRecord("a", source: ""), testRecord("a", on: ""),
        testRecord("a", on: long),
      ] {
        #expect(throws: AppendFailure.self) { try journal.append([testRecord("ok"), wrong]) }
      }
      #expect(try journal.head().size == 0)
      let longest = "account/" + String(repeating: "x", count: 503)
      try journal.append([testRecord("a", on: longest)])
      #expect(try journal.entries(of: longest).count == 1)
      #expect(try journal.entries(of: long).isEmpty)
      #expect(try journal.entries(of: "").isEmpty)
    }
    try ledger.use(TemporaryLedger.tinyOptions(tail: 1)) { journal throws in
      try journal.append([testRecord("b")])
      #expect(try journal.head().size == 2)
    }
  }

  @Test func `After a refusal the session knows what it knew before`() throws {
    try ledger.use { journal throws in
      try journal.append([testRecord("a")])
      let states = try journal.write { session in
        let kept = try session.append([testRecord("b", on: "account/neu")])
        #expect(throws: AppendFailure.self) {
          try session.append([
            testRecord("c"), testRecord("d", on: "account/neu"), testRecord("e", on: "account/x"),
            testRecord("a", text: "other"),
          ])
        }
        #expect(try session.position(source: "urn:test", id: "c") == nil)
        #expect(try session.position(source: "urn:test", id: "b") == 1)
        #expect(session.takenCount == 1 && session.size == 2 && kept[0].position == 1)
        #expect(try session.records(of: "account/neu").count == 1)
        return [
          try session.state(of: subject), try session.state(of: "account/neu"),
          try session.state(of: "account/x"),
        ]
      }
      #expect(
        states == [
          StreamEnd(number: 0, count: 1, last: 0), StreamEnd(number: 1, count: 1, last: 1), nil,
        ])
      #expect(
        try journal.append([testRecord("c")])[0]
          == Receipt(position: 2, revision: 1, isDuplicate: false))
      #expect(try journal.verify() == .sound(size: 3, root: try journal.head().root))
    }
  }

  @Test func `A unit of a unit is undone alone`() throws {
    struct No: Error {}
    try ledger.use { journal throws in
      try journal.write { session in
        _ = try session.append([testRecord("a")])
        let savepoint = session.takenCount
        _ = try session.append([testRecord("b", on: "account/neu"), testRecord("c")])
        session.rollBack(to: savepoint)
        _ = try session.append([testRecord("b", on: "account/anders")])
      }
      #expect(try journal.head().size == 2 && journal.head().streams == 2)
      #expect(try journal.entries(of: "account/neu").isEmpty)
      #expect(try journal.position(source: "urn:test", id: "b") == 1)
      #expect(try journal.position(source: "urn:test", id: "c") == nil)
    }
  }

  @Test func `Closing answers everybody who waits, and refuses who comes later`() async throws {
    let journal = try ledger.create()
    let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<24 {
        group.addTask {
          try await onThread {
            do {
              for unit in 0..<50 { try journal.append([testRecord("e\(number)-\(unit)")]) }
              return true
            } catch JournalError.closed {
              return false
            }
          }
        }
      }
      group.addTask {
        try await onThread {
          usleep(20_000)
          journal.close()
          return true
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(answers >= 1)
    #expect(
      try journal.verify() == .sound(size: try journal.head().size, root: try journal.head().root))
    #expect(throws: JournalError.closed) { try journal.append([testRecord("late")]) }
  }

  @Test func `Readers beside a writer find everything that was acknowledged`() async throws {
    try Journal.create(at: ledger.path)
    let journal = try ledger.open(TemporaryLedger.tinyOptions(tail: 4))
    let done = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await onThread {
          for number in 0..<300 {
            try journal.append([testRecord("e\(number)", on: "account/a\(number % 3)")])
            done.value = number + 1
          }
        }
      }
      for reader in 0..<3 {
        group.addTask {
          try await onThread {
            var random = SeededRandom(seed: UInt64(reader))
            while true {
              let count = done.value
              if count == 300 { return }
              usleep(1_000)
              guard count > 0 else { continue }
              let number = Int.random(in: 0..<count, using: &random)
              #expect(
                try journal.position(source: "urn:test", id: "e\(number)") == UInt64(number))
              let found = try journal.entries(of: "account/a\(reader)").map(\.position)
              #expect(found.count >= (count - reader + 2) / 3)
              #expect(
                found == (0..<found.count).map { UInt64($0 * 3 + reader) })
            }
          }
        }
      }
      try await group.waitForAll()
    }
    journal.close()
  }
}
