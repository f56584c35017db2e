import Foundation
import LMDB
import Testing

@testable import Journal

/// What lies under the name of a copy on its way: it is replaced only where a crash left it.
@Suite struct UnfinishedCopyTests {
  let ledger = TemporaryLedger()
  let copies = TemporaryLedger()

  init() throws {
    try FileManager.default.createDirectory(
      atPath: copies.path, withIntermediateDirectories: true)
    try ledger.use { journal throws in
      _ = try journal.append((0..<40).map { testRecord("e\($0)", on: "account/a\($0 % 7)") })
    }
  }

  private var target: String { copies.path + "/backup" }

  /// Every file below a directory with its bytes.
  private func contents(_ path: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      found[name] = FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data()
    }
    return found
  }

  /// Leaves what a process leaves that dies while it copies.
  private func leaveUnfinished(_ target: String) throws {
    let aside = copies.path + "/aside"
    try ledger.use { journal throws in
      let unfinished = try journal.beginBackup(to: target)
      try FileManager.default.copyItem(atPath: unfinished.path, toPath: aside)
      _ = consume unfinished
    }
    #expect(!FileManager.default.fileExists(atPath: target + ".new"))
    try FileManager.default.moveItem(atPath: aside, toPath: target + ".new")
  }

  @Test func `What an interrupted backup left behind is replaced`() throws {
    try leaveUnfinished(target)
    #expect(try contents(target + ".new").keys.contains("journal/data.mdb"))
    try ledger.use { journal throws in #expect(try journal.backup(to: target).size == 40) }
    #expect(try contents(target).keys.sorted() == ["backup", "journal", "journal/data.mdb"])
    #expect(!FileManager.default.fileExists(atPath: target + ".new"))
  }

  @Test func `A place may be named with slashes at its end`() throws {
    try ledger.use { journal throws in
      #expect(try journal.backup(to: target + "//").size == 40)
      #expect(throws: JournalError.exists(path: target + "/")) {
        try journal.backup(to: target + "/")
      }
    }
    let restored = copies.path + "/restored/"
    #expect(try Journal.restore(from: target + "/", to: restored).size == 40)
    #expect(try contents(copies.path).keys.contains("restored/journal/data.mdb"))
  }

  @Test func `A directory that a crash left empty is used`() throws {
    try FileManager.default.createDirectory(
      atPath: target + ".new", withIntermediateDirectories: false)
    try ledger.use { journal throws in #expect(try journal.backup(to: target).size == 40) }
  }

  @Test func `A finished backup whose name ends in .new is nothing unfinished`() throws {
    try ledger.use { journal throws in
      _ = try journal.backup(to: target + ".new")
      let before = try contents(target + ".new")
      #expect(throws: JournalError.exists(path: target + ".new")) {
        try journal.backup(to: target)
      }
      #expect(throws: JournalError.exists(path: target + ".new")) {
        try Journal.restore(from: target + ".new", to: target)
      }
      #expect(try contents(target + ".new") == before)
      #expect(!FileManager.default.fileExists(atPath: target))
    }
  }

  @Test func `Ledgers and leftovers of other copies under the name stay`() throws {
    let folder = target + ".new"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try ledger.use { journal throws in
      _ = try journal.backup(to: folder + "/one")
      _ = try journal.backup(to: folder + "/two")
    }
    let ledgers = try contents(folder)
    try ledger.use { journal throws in
      #expect(throws: JournalError.exists(path: folder)) { try journal.backup(to: target) }
    }
    #expect(try contents(folder) == ledgers)
    try FileManager.default.removeItem(atPath: folder)
    try leaveUnfinished(copies.path + "/other")
    try FileManager.default.moveItem(atPath: copies.path + "/other.new", toPath: folder)
    let other = try contents(folder)
    try ledger.use { journal throws in
      #expect(throws: JournalError.exists(path: folder)) { try journal.backup(to: target) }
    }
    #expect(try contents(folder) == other)
  }

  @Test func `Of two backups to one place the second is refused, and the first is whole`() throws {
    try ledger.use { journal throws in
      let first = try journal.beginBackup(to: target)
      #expect(throws: JournalError.storage(.beingCreated(path: target + ".new"))) {
        try journal.backup(to: target)
      }
      #expect(try first.finish().size == 40)
      #expect(try Journal.restore(from: target, to: copies.path + "/restored").size == 40)
    }
  }
}
