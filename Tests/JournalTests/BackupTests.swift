import Foundation
import LMDB
import Testing

@testable import Journal

@Suite struct BackupTests {
  let ledger = TemporaryLedger()
  let copies = TemporaryLedger()

  init() throws {
    try FileManager.default.createDirectory(
      atPath: copies.path, withIntermediateDirectories: true)
    try ledger.use { journal throws in
      for number in 0..<30 {
        try journal.append((0..<10).map { testRecord("e\(number)-\($0)", on: "account/a\($0)") })
      }
    }
  }

  private var target: String { copies.path + "/backup" }
  private var restored: String { copies.path + "/restored" }

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  @Test func `A restored backup is the journal`() throws {
    let (records, head) = try ledger.use { journal throws in
      let backup = try journal.backup(to: target)
      let head = try journal.head()
      #expect(backup.size == head.size && backup.root == head.root)
      // What comes later is not in it.
      try journal.append([testRecord("later")])
      return (Array(try journal.allRecords().dropLast()), head)
    }
    #expect(try Backup(at: target) == Journal.restore(from: target, to: restored))
    let journal = try Journal(opening: restored, options: TemporaryLedger.options)
    defer { journal.close() }
    #expect(try journal.head() == head)
    #expect(try journal.allRecords() == records)
    #expect(try journal.append([testRecord("e3-4", on: "account/a4")])[0].isDuplicate)
    #expect(try journal.append([testRecord("new")])[0].position == 300)
  }

  @Test func `Only the owner may read a backup`() throws {
    try ledger.use { _ = try $0.backup(to: target) }
    for file in ["", "/journal", "/journal/data.mdb", "/backup"] {
      let mode = try FileManager.default.attributesOfItem(atPath: target + file)[.posixPermissions]
      #expect((mode as? Int).map { $0 & 0o077 } == 0, "\(file)")
    }
    #expect(!exists(target + "/journal/lock.mdb"))
    #expect(!exists(target + ".new"))
  }

  @Test func `A backup or restore onto something that exists is refused`() throws {
    try ledger.use { journal throws in
      _ = try journal.backup(to: target)
      #expect(throws: JournalError.exists(path: target)) { try journal.backup(to: target) }
      #expect(throws: JournalError.exists(path: ledger.path)) {
        try Journal.restore(from: target, to: ledger.path)
      }
    }
  }

  @Test func `Somebody's directory under the unfinished name is left alone`() throws {
    let mine = target + ".new"
    try FileManager.default.createDirectory(atPath: mine, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: mine + "/notes", contents: Data("x".utf8)))
    try ledger.use { journal throws in
      #expect(throws: JournalError.self) { try journal.backup(to: target) }
    }
    #expect(exists(mine + "/notes"))
  }

  @Test func `A damaged backup is not restored and leaves nothing`() throws {
    let record = try ledger.use { journal throws in
      _ = try journal.backup(to: target)
      return try journal.record(at: 123)
    }
    let file = URL(fileURLWithPath: target + "/journal/data.mdb")
    var bytes = try Data(contentsOf: file)
    let place = try #require(bytes.range(of: Data(record))).lowerBound
    bytes[place + 70] ^= 4
    try bytes.write(to: file)
    let error = journalError { _ = try Journal.restore(from: target, to: restored) }
    #expect(error.map { "\($0)".contains("position 123") } == true)
    #expect(!exists(restored) && !exists(restored + ".new"))
  }

  @Test func `A backup that is cut off is not restored`() throws {
    try ledger.use { _ = try $0.backup(to: target) }
    #expect(truncate(target + "/journal/data.mdb", 8_192) == 0)
    #expect(throws: JournalError.self) { try Journal.restore(from: target, to: restored) }
    #expect(!exists(restored) && !exists(restored + ".new"))
  }

  @Test(arguments: ["", "kontor-backup/1\n300\n", "kontor-backup/2\n300\nAAAA\n"])
  func `A backup without a whole manifest is not restored`(manifest: String) throws {
    try ledger.use { _ = try $0.backup(to: target) }
    try Data(manifest.utf8).write(to: URL(fileURLWithPath: target + "/backup"))
    #expect(throws: JournalError.self) { try Journal.restore(from: target, to: restored) }
  }

  @Test func `A backup of another size than its manifest says is not restored`() throws {
    try ledger.use { _ = try $0.backup(to: target) }
    let file = target + "/backup"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try Data(text.replacing("300", with: "299").utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: JournalError.self) { try Journal.restore(from: target, to: restored) }
    #expect(!exists(restored))
  }

  @Test func `A damaged journal makes no backup`() throws {
    try ledger.use { journal throws in
      var transaction = try WriteTransaction(journal.store.environment)
      #expect(try transaction.delete(journal.store.records, Key(40)))
      try transaction.commit()
      #expect(throws: JournalError.self) { try journal.backup(to: target) }
    }
    #expect(!exists(target) && !exists(target + ".new"))
  }
}
