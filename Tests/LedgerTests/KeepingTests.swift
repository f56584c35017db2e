import Foundation
import Journal
import LedgerEvents
import Testing
import TransparencyLog

@testable import Ledger

struct KeepingTests {
  @Test func `A restored ledger is the one that was backed up`() throws {
    let temporary = try TemporaryLedger()
    let directory = temporary.directory
    try temporary.record(account(), order("or-1"))
    let head = try temporary.ledger.journal.head()
    let backup = try temporary.ledger.backup(to: directory["backup"])
    #expect(backup.size == 3 && backup.root == head.root)
    try temporary.record(invoice("iv-1", of: "or-1"))

    let restored = try Ledger.restore(from: directory["backup"], to: directory["restored"])
    #expect(restored == backup)
    let ledger = try Ledger(opening: directory["restored"])
    defer { ledger.close() }
    #expect(ledger.terms == temporary.ledger.terms)
    #expect(try ledger.journal.head() == head)
    #expect(
      try ledger.allEvents().map(\.bytes) == temporary.ledger.allEvents().dropLast().map(\.bytes))
    // It goes on where the backup was made.
    #expect(try ledger.record([order("or-1")]).receipts?.map(\.isDuplicate) == [true])
    #expect(try ledger.record([invoice("iv-2", of: "or-1")]).receipts?.map(\.position) == [3])
  }

  @Test func `Neither a backup nor a restored ledger replaces anything`() throws {
    let temporary = try TemporaryLedger()
    let directory = temporary.directory
    _ = try temporary.ledger.backup(to: directory["backup"])
    expectExists(directory["backup"]) { try temporary.ledger.backup(to: directory["backup"]) }
    expectExists(directory["ledger"]) {
      try Ledger.restore(from: directory["backup"], to: directory["ledger"])
    }
    let error = #expect(throws: LedgerError.self) {
      try Ledger.restore(from: directory["nothing"], to: directory["restored"])
    }
    guard case .journal(.backupDiffers(directory["nothing"], _))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: directory["restored"]))
  }

  private func expectExists(
    _ path: String, _ location: SourceLocation = #_sourceLocation,
    _ body: () throws -> Backup
  ) {
    let error = #expect(throws: LedgerError.self, sourceLocation: location) { _ = try body() }
    guard case .journal(.exists(path, _))? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
  }

  @Test func `A backup that was changed is not restored`() throws {
    let temporary = try TemporaryLedger()
    let directory = temporary.directory
    try temporary.record(account(), order("or-1"))
    _ = try temporary.ledger.backup(to: directory["backup"])
    let path = directory["backup/journal/data.mdb"]
    var bytes = try Data(contentsOf: URL(filePath: path))
    let place = try #require(bytes.firstRange(of: Data("order-or-1".utf8)))
    bytes[place.upperBound - 1] = UInt8(ascii: "2")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try bytes.write(to: URL(filePath: path))
    let error = #expect(throws: LedgerError.self) {
      try Ledger.restore(from: directory["backup"], to: directory["restored"])
    }
    #expect("\(try #require(error))".contains("position 2"))
    #expect(!FileManager.default.fileExists(atPath: directory["restored"]))
  }

  @Test func `Statistics count what there is`() throws {
    let temporary = try TemporaryLedger()
    try temporary.record(account("a"), account("b"))
    try temporary.record(order("or-1", on: "a"), order("or-2", on: "a"), order("or-3", on: "b"))
    let statistics = try temporary.ledger.statistics()
    #expect(statistics.head == (try temporary.ledger.journal.head()))
    #expect(statistics.head.size == 6 && statistics.head.streams == 3)
    #expect(
      statistics.countsByType.map { "\($0.type) \($0.count)" } == [
        "de.kontor.order.booked.v1 3", "de.kontor.account.registered.v1 2",
        "de.kontor.ledger.created.v1 1",
      ])
    let bytes = try temporary.ledger.allEvents().reduce(0) { $0 + $1.bytes.count }
    #expect(statistics.recordBytes == bytes)
    #expect(statistics.journalBytes > bytes && statistics.indexBytes > 0)
    #expect(statistics.terms == temporary.ledger.terms)
  }

  @Test func `A backup whose vault cannot be copied has no name, and leaves nothing in the way`()
    throws
  {
    let temporary = try TemporaryLedger()
    let directory = temporary.directory
    try temporary.record(account())
    let key = directory["ledger"] + "/keys/vault-master"
    try FileManager.default.createDirectory(
      atPath: directory["ledger"] + "/keys", withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: key, contents: Data("no key".utf8)))
    chmod(key, 0o600)
    #expect(throws: LedgerError.self) {
      try temporary.ledger.backup(to: directory["backup"], withVault: true)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(left.filter { $0.hasPrefix("backup") }.isEmpty)
    try FileManager.default.removeItem(atPath: key)
    _ = try temporary.ledger.backup(to: directory["backup"], withVault: true)
  }

  @Test func `A copy that a crash left behind is replaced, and a ledger of its name is not`() throws
  {
    let temporary = try TemporaryLedger()
    let directory = temporary.directory
    let files = FileManager.default
    for folder in ["/journal.new", "/vault/1.new", "/reads"] {
      let path = directory["backup.new"] + folder
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(files.createFile(atPath: path + "/data.mdb", contents: Data([1])))
    }
    #expect(
      files.createFile(
        atPath: directory["backup.new"] + "/unfinished",
        contents: Data("kontor-copy/1 backup\n".utf8)))
    _ = try temporary.ledger.backup(to: directory["backup"])
    #expect(!files.fileExists(atPath: directory["backup.new"]))

    try files.copyItem(atPath: directory["ledger"], toPath: directory["other.new"])
    expectExists(directory["other.new"]) { try temporary.ledger.backup(to: directory["other"]) }
    #expect(files.fileExists(atPath: directory["other.new"] + "/journal/data.mdb"))
  }
}
