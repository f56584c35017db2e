import Foundation
import LMDB
import Testing

@testable import Journal

/// A bit that changed at rest is not carried on by the next append.
@Suite struct ChangedBytesTests {
  let ledger = TemporaryLedger()

  private func fill(_ count: Int) throws {
    try ledger.use { journal throws in
      _ = try journal.append((0..<count).map { testRecord("e\($0)", on: "account/a\($0 % 7)") })
    }
  }

  /// Changes one byte of the file where `bytes` lie in it, and puts it back after `body`.
  private func flipping(
    _ bytes: [UInt8], at offset: Int, bit: UInt8 = 0, _ body: () throws -> Void
  ) throws {
    let file = ledger.journalFile
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let place = try #require(data.range(of: Data(bytes))).lowerBound + offset
    let descriptor = open(file, O_WRONLY)
    defer { close(descriptor) }
    var byte = data[place] ^ (1 << bit)
    #expect(pwrite(descriptor, &byte, 1, off_t(place)) == 1)
    defer {
      var byte = data[place]
      #expect(pwrite(descriptor, &byte, 1, off_t(place)) == 1)
    }
    try body()
  }

  @Test func `A head with any byte changed is refused, and nothing is appended to it`() throws {
    try fill(300)
    let stored = try ledger.use { journal throws in try journal.head().stored }
    for offset in stored.indices {
      try flipping(stored, at: offset, bit: UInt8(offset % 8)) {
        #expect(throws: JournalError.self, "byte \(offset)") {
          try ledger.use { journal throws in
            _ = try journal.append([testRecord("new-\(offset)", on: "account/new")])
          }
        }
      }
    }
    try ledger.use { journal throws in
      #expect(try journal.head().stored == stored)
      _ = try journal.append([testRecord("last", on: "account/new")])
    }
    guard case .sound(301, _) = try Journal.verify(at: ledger.path) else {
      Issue.record("it is not sound after an append")
      return
    }
  }

  @Test func `A head that was written before it had a sum is read, and the next has one`() throws {
    try fill(20)
    do {
      let store = try JournalStore(opening: ledger.path + "/journal", options: .init())
      var write = try WriteTransaction(store.environment)
      let old = Array(try store.head(write).stored.dropLast(4))
      try write.put(store.state, Key("head"), old)
      try write.commit()
    }
    try ledger.use { journal throws in
      #expect(try journal.head().size == 20)
      _ = try journal.append([testRecord("new", on: "account/new")])
      #expect(try journal.head().stored.count % 32 == 24)
    }
    guard case .sound(21, _) = try Journal.verify(at: ledger.path) else {
      Issue.record("it is not sound")
      return
    }
  }

  @Test(arguments: [0, 3, 9])
  func `Nobody decides by a record with a changed byte, and no run keeps it`(
    _ position: UInt64
  ) throws {
    try fill(10)
    let record = try ledger.use { journal throws in try journal.record(at: position) }
    // The index is made anew, as after a crash, and reads every record.
    try FileManager.default.removeItem(atPath: ledger.path + "/index")
    let tiny = TemporaryLedger.tinyOptions(tail: 4)
    for offset in [
      RecordLayout.stream, RecordLayout.revision, RecordLayout.revision + 3, RecordLayout.recorded,
      record.count - 1,
    ] {
      try flipping(record, at: offset, bit: 7) {
        #expect(
          throws: JournalError.damaged(position: position, reason: "its check sum is wrong"),
          "offset \(offset)"
        ) {
          try ledger.use(tiny) { journal throws in
            #expect(try journal.allRecords().count == 10)
            _ = try journal.append([testRecord("new", on: "account/a1")])
          }
        }
      }
    }
    try ledger.use(tiny) { journal throws in
      #expect(try journal.append([testRecord("new", on: "account/a1")])[0].revision == 2)
      for account in 0..<7 {
        #expect(
          try journal.entries(of: "account/a\(account)").count == (account < 3 ? 2 : 1)
            + (account == 1 ? 1 : 0))
      }
    }
  }

  @Test func `An event whose stored id changed is not taken a second time`() throws {
    try fill(10)
    let record = try ledger.use { journal throws in try journal.record(at: 4) }
    let id = try #require(
      Data(record).range(
        of: Data("e4".utf8), in: RecordLayout.headerBytes..<record.count)?.lowerBound)
    try ledger.use { journal throws in
      try flipping(record, at: id + 1) {
        #expect(
          throws: AppendFailure.failed(
            .damaged(position: 4, reason: "its check sum is wrong"))
        ) {
          _ = try journal.append([testRecord("e4", on: "account/a4")])
        }
      }
      #expect(try journal.head().size == 10)
      let again = try journal.append([testRecord("e4", on: "account/a4")])
      #expect(again.map(\.isDuplicate) == [true])
    }
  }
}
