import Foundation
import LMDB
import Testing

@testable import Journal

@Suite struct FaultTests {
  let ledger = TemporaryLedger()

  @Test func `There is no journal where nothing is`() {
    #expect(throws: JournalError.missing(path: ledger.path)) { try ledger.open() }
  }

  @Test func `A journal is not made over another`() throws {
    try Journal.create(at: ledger.path)
    #expect(throws: JournalError.exists(path: ledger.path, isLedger: true)) {
      try Journal.create(at: ledger.path)
    }
  }

  @Test func `An interrupted creation is no journal, and the next one takes its place`() throws {
    let left = ledger.path + "/journal.new"
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: left + "/data.mdb", contents: Data("x".utf8)))
    #expect(throws: JournalError.missing(path: ledger.path)) { try ledger.open() }
    try ledger.use { journal throws in
      #expect(try journal.append([testRecord("a")])[0].position == 0)
    }
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test func `Of many that make one journal at once, one makes it and the others are told`()
    async throws
  {
    let path = ledger.path
    let made = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await onThread {
            do throws(JournalError) {
              try Journal.create(at: path)
              return true
            } catch {
              #expect(
                error == .exists(path: path, isLedger: true)
                  || "\(error)".contains("File exists"))
              return false
            }
          }
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(made == 1)
    try ledger.use { journal throws in #expect(try journal.head().size == 0) }
  }

  @Test func `A journal is opened once in a process`() throws {
    try ledger.use { journal throws in
      let error = journalError { _ = try ledger.open() }
      #expect(error == .storage(.alreadyOpen(path: ledger.path + "/journal")))
      #expect(try journal.append([testRecord("a")])[0].position == 0)
    }
  }

  @Test func `A ledger of a newer format is refused and left as it is`() throws {
    try ledger.use { try $0.append([testRecord("a")]) }
    try {
      let environment = try Environment(opening: ledger.path + "/journal")
      let state = try environment.database("state")
      var transaction = try WriteTransaction(environment)
      try transaction.put(state, Key("format"), [0, 0, 0, 2])
      try transaction.commit()
    }()
    let before = try Data(contentsOf: URL(fileURLWithPath: ledger.journalFile))
    let refusal = JournalError.newerFormat(path: ledger.path, found: 2, known: 1)
    #expect(throws: refusal) { try ledger.open() }
    #expect(throws: refusal) { try Journal.verify(at: ledger.path) }
    #expect("\(refusal)".contains("newer program"))
    // Opening a database commits an empty change at most: the pages stay.
    #expect(try Data(contentsOf: URL(fileURLWithPath: ledger.journalFile)).count == before.count)
  }

  @Test func `A truncated journal is refused by its name`() throws {
    try ledger.use { journal throws in
      try journal.append((0..<500).map { testRecord("e\($0)") })
    }
    let file = ledger.journalFile
    let size = try #require(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
    #expect(truncate(file, off_t(size - 8_192)) == 0)
    for attempt in [{ _ = try ledger.open() }, { _ = try Journal.verify(at: ledger.path) }] {
      #expect(
        journalError(attempt)
          == .storage(
            .truncated(path: file, expectedBytes: size, actualBytes: size - 8_192)))
    }
  }

  @Test func `An envelope that cannot be read keeps the journal shut and verify names it`() throws {
    try ledger.use { try $0.append([testRecord("a"), testRecord("b")]) }
    try {
      let store = try JournalStore(opening: ledger.path + "/journal", options: .init())
      var transaction = try WriteTransaction(store.environment)
      try transaction.put(store.records, Key(1), [UInt8](repeating: 0, count: 60))
      try transaction.commit()
    }()
    try FileManager.default.removeItem(atPath: ledger.anchorFile)
    let error = journalError { _ = try ledger.open() }
    #expect(error.map { "\($0)".contains("damaged") } == true)
    guard case .damaged(1, _) = try Journal.verify(at: ledger.path) else {
      Issue.record("not found")
      return
    }
  }

  @Test func `A map that is too small grows in the middle of a batch, and the batch is whole`()
    throws
  {
    var options = TemporaryLedger.options
    options.environment.mapSize = 128 * 1_024
    try Journal.create(at: ledger.path)
    let counter = TemporaryClock((0..<1_000).map { $0 })
    options.clock = { counter.next() }
    try ledger.use(options) { journal throws in
      for batch in 0..<10 {
        let receipts = try journal.append(
          (0..<40).map { testRecord("e\(batch)-\($0)", text: String(repeating: "x", count: 1_500)) }
        )
        #expect(receipts.map(\.position) == (batch * 40..<batch * 40 + 40).map { UInt64($0) })
        #expect(receipts.allSatisfy { !$0.isDuplicate })
      }
      #expect(try journal.verify() == .sound(size: 400, root: try journal.head().root))
      #expect(try journal.entries(of: "account/nordwerk").count == 400)
      // Every attempt asks the clock once, so there were more attempts than batches.
      #expect(counter.next() > 10)
    }
  }

  @Test func `A directory that cannot be written to is a clear error, and can be read`() throws {
    try ledger.use(TemporaryLedger.tinyOptions()) { journal throws in
      for number in 0..<50 { try journal.append([testRecord("e\(number)")]) }
    }
    guard let readOnly = ReadOnlyDirectory(ledger.path) else {
      print("skipped: cannot make a directory read-only here")
      return
    }
    defer { withExtendedLifetime(readOnly) {} }
    let error = journalError { _ = try ledger.open() }
    let text = error.map { "\($0)" } ?? "opened for writing"
    #expect(text.contains("Read-only") || text.contains("ermission"))
    #expect(throws: JournalError.self) { try Journal.create(at: ledger.path + "/below") }
    var options = TemporaryLedger.tinyOptions()
    options.environment.isReadOnly = true
    try ledger.use(options) { journal throws in
      #expect(try journal.verify() == .sound(size: 50, root: try journal.head().root))
      #expect(try journal.position(source: "urn:test", id: "e17") == 17)
    }
  }
}

/// Makes a directory read-only as long as it lives: by a mount for root, who may write anywhere.
private final class ReadOnlyDirectory {
  private let path: String

  init?(_ path: String) {
    self.path = path
    if getuid() != 0 {
      for part in ["/journal", "/index", "/anchors", ""] { chmod(path + part, 0o500) }
      for file in ["/journal", "/index"] {
        for name in ["/data.mdb", "/lock.mdb"] { chmod(path + file + name, 0o400) }
      }
      return
    }
    #if os(Linux)
      guard mount(path, path, "", UInt(MS_BIND), nil) == 0 else { return nil }
      guard mount("", path, "", UInt(MS_REMOUNT | MS_BIND | MS_RDONLY), nil) == 0 else {
        umount(path)
        return nil
      }
    #else
      return nil
    #endif
  }

  deinit {
    #if os(Linux)
      if getuid() == 0 { umount(path) }
    #endif
    if getuid() != 0 {
      for part in ["", "/journal", "/index", "/anchors"] { chmod(path + part, 0o700) }
    }
  }
}
