import Foundation
import Testing
import TransparencyLog

@testable import Journal

/// A journal, the same opened read-only, and its records in memory answer alike.
@Suite struct RecordsTests {
  /// Hundreds of records in a few streams, some of them late, at times that the test sets.
  private static func fill(_ temporary: TemporaryLedger, count: Int = 700) throws -> Journal {
    let clock = TemporaryClock((0..<count).map { Int64($0 / 3) * 1_000 })
    var options = TemporaryLedger.options
    options.clock = { clock.next() }
    if !FileManager.default.fileExists(atPath: temporary.path) {
      try Journal.create(at: temporary.path)
    }
    let journal = try temporary.open(options)
    for number in 0..<count {
      try journal.append([
        testRecord(
          "e-\(number)", on: "account/a\(number % 7)", source: "urn:\(number % 2)",
          occurred: Int64((number * 7_919) % 1_000))
      ])
    }
    return journal
  }

  private static func answers(_ records: some Records, size: UInt64) throws -> [String] {
    var answers: [String] = []
    try records.scan(from: 3, to: size - 2) { header, record throws(JournalError) in
      answers.append("\(header.position) \(MerkleTree.leafHash(record))")
    }
    for number in 0..<8 {
      answers.append(try records.entries(of: "account/a\(number)").map { "\($0)" }.joined())
    }
    for number in stride(from: 0, to: 720, by: 13) {
      for source in 0..<2 {
        let position = try records.position(source: "urn:\(source)", id: "e-\(number)")
        answers.append("\(number) \(source) at \(position.map { "\($0)" } ?? "none")")
      }
    }
    for time in stride(from: Int64(-1), to: 260_000, by: 777) {
      answers.append("known at \(time): \(try records.size(knownAt: time))")
    }
    for size in stride(from: UInt64(0), through: size, by: 37) {
      answers.append("\(try records.root(at: size))")
    }
    answers.append("\(try records.records(at: [5, 2, size - 1]))")
    answers.append("\(try records.sizeAndRoot())")
    return answers
  }

  @Test func threeKindsAnswerAlike() throws {
    let temporary = TemporaryLedger()
    let journal = try Self.fill(temporary)
    let size = try journal.size()
    let expected = try Self.answers(journal, size: size)
    var set = RecordSet()
    try journal.scan { _, record throws(JournalError) in try set.add(record) }
    #expect(set.isWhole)
    #expect(try Self.answers(set, size: size) == expected)
    journal.close()
  }

  @Test func readOnlyAnswersAlikeAndWritesNothing() throws {
    let temporary = TemporaryLedger()
    let expected: [String]
    let size: UInt64
    do {
      let journal = try Self.fill(temporary)
      size = try journal.size()
      expected = try Self.answers(journal, size: size)
      journal.close()
    }
    try FileManager.default.removeItem(atPath: temporary.indexPath)
    try FileManager.default.removeItem(atPath: temporary.path + "/journal/lock.mdb")
    let before = try Self.files(temporary.path)
    let journal = try ReadOnlyJournal(opening: temporary.path)
    #expect(!journal.isAnnounced)
    #expect(try Self.answers(journal, size: size) == expected)
    #expect(try Self.files(temporary.path) == before)
  }

  @Test func readsADirectoryWithoutWritePermission() throws {
    let temporary = TemporaryLedger()
    do {
      let journal = try Self.fill(temporary, count: 20)
      journal.close()
    }
    let manager = FileManager.default
    let folders = ["", "/journal", "/index", "/anchors"].map { temporary.path + $0 }
    let files = ["/journal/data.mdb", "/journal/lock.mdb"].map { temporary.path + $0 }
    for file in files { try manager.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file) }
    for path in folders {
      try manager.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
    }
    defer {
      for path in folders {
        try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
      }
    }
    let journal = try ReadOnlyJournal(opening: temporary.path)
    // Root may write whatever the permissions say.
    #expect(journal.isAnnounced == (getuid() == 0))
    #expect(journal.size() == 20)
    #expect(try journal.entries(of: "account/a3").count == 3)
  }

  /// Another process that commits while this one reads without a place in the lock file is noticed.
  @Test func refusesWhatWasWrittenMeanwhile() throws {
    let temporary = TemporaryLedger()
    do {
      let journal = try Self.fill(temporary, count: 10)
      journal.close()
    }
    try FileManager.default.removeItem(atPath: temporary.path + "/journal/lock.mdb")
    let reader = try ReadOnlyJournal(opening: temporary.path)
    #expect(try reader.record(at: 3).count > RecordLayout.headerBytes)
    try Self.commitElsewhere(temporary.path)
    #expect(
      journalError { _ = try reader.record(at: 3) } == .writtenMeanwhile(path: temporary.path))
    #expect(
      journalError { try reader.scan(to: 10) { _, _ in } }
        == .writtenMeanwhile(path: temporary.path))
  }

  /// What a commit does to the data file: the older of its two meta pages gets the next number.
  private static func commitElsewhere(_ path: String) throws {
    let file = try FileHandle(forUpdating: URL(filePath: path + "/journal/data.mdb"))
    defer { try? file.close() }
    let pageSize = 4_096
    let place = 16 + 128
    var newest: (page: Int, number: UInt64) = (0, 0)
    for page in 0..<2 {
      try file.seek(toOffset: UInt64(page * pageSize))
      let bytes = [UInt8](try #require(try file.read(upToCount: 256)))
      let number = bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      }
      if number > newest.number { newest = (page, number) }
    }
    try file.seek(toOffset: UInt64(newest.page * pageSize))
    var meta = [UInt8](try #require(try file.read(upToCount: 256)))
    let next = newest.number + 1
    meta.withUnsafeMutableBytes { $0.storeBytes(of: next, toByteOffset: place, as: UInt64.self) }
    try file.seek(toOffset: UInt64((1 - newest.page) * pageSize))
    try file.write(contentsOf: Data(meta))
  }

  @Test func aLockFileThatIsThereAnnouncesTheReader() throws {
    let temporary = TemporaryLedger()
    do {
      let journal = try Self.fill(temporary, count: 10)
      journal.close()
    }
    let reader = try ReadOnlyJournal(opening: temporary.path)
    #expect(reader.isAnnounced)
    #expect(reader.size() == 10)
  }

  @Test func aLostEndIsNoticedByTheNote() throws {
    let temporary = TemporaryLedger()
    do {
      let journal = try Self.fill(temporary, count: 10)
      journal.close()
    }
    let other = TemporaryLedger()
    do {
      let journal = try Self.fill(other, count: 12)
      journal.close()
    }
    let manager = FileManager.default
    try manager.removeItem(atPath: temporary.anchorFile)
    try manager.copyItem(atPath: other.anchorFile, toPath: temporary.anchorFile)
    let error = journalError { _ = try ReadOnlyJournal(opening: temporary.path) }
    guard case .rolledBack = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aSetWithGapsTellsWhatItHolds() throws {
    let temporary = TemporaryLedger()
    let journal = try Self.fill(temporary, count: 60)
    let root = try journal.root(at: 50)
    var set = RecordSet(size: 50, roots: [50: root])
    for position in [0, 1, 2, 10, 17, 49] as [UInt64] {
      try Array(journal.record(at: position)).withUnsafeBytes { bytes in
        try set.add(bytes)
      }
    }
    #expect(!set.isWhole && set.count == 6)
    #expect(try set.root(at: 50) == root)
    #expect(try set.root(at: 3) == journal.root(at: 3))
    #expect(journalError { _ = try set.root(at: 4) } == .rootNotHeld(size: 4))
    #expect(journalError { _ = try set.record(at: 3) } == .notHeld(position: 3))
    #expect(try set.record(at: 17) == journal.record(at: 17))
    #expect(set.entries(of: "account/a3").map(\.position).sorted() == [10, 17])
    #expect(try set.position(source: "urn:1", id: "e-17") == 17)
    #expect(try set.position(source: "urn:1", id: "e-19") == nil)
    var seen: [UInt64] = []
    try set.scan(from: 2, to: 49) { header, _ in seen.append(header.position) }
    #expect(seen == [2, 10, 17])
    #expect(try set.size(knownAt: 3_000) == 11)
  }

  @Test func aSetRefusesWhatIsNoRecordInItsPlace() throws {
    let temporary = TemporaryLedger()
    let journal = try Self.fill(temporary, count: 9)
    let records = try journal.allRecords()
    func add(_ bytes: [UInt8], to set: inout RecordSet) throws {
      try bytes.withUnsafeBytes { bytes in try set.add(bytes) }
    }
    var set = RecordSet()
    try add(records[0], to: &set)
    #expect(throws: JournalError.self) { try add(records[0], to: &set) }
    #expect(throws: JournalError.self) { try add([], to: &set) }
    #expect(throws: JournalError.self) { try add(Array(records[1].dropLast(30)), to: &set) }
    for place in records[1].indices {
      var changed = records[1]
      changed[place] ^= 0x10
      #expect(throws: JournalError.self, "byte \(place)") { try add(changed, to: &set) }
    }
    try add(records[1], to: &set)
    var short = RecordSet(size: 5)
    #expect(throws: JournalError.self) { try add(records[5], to: &short) }
  }

  /// Paths, sizes and times of change of all files below a directory.
  private static func files(_ path: String) throws -> [String] {
    let manager = FileManager.default
    let names = try #require(manager.enumerator(atPath: path)).compactMap { $0 as? String }
    return try names.sorted().map { name in
      let attributes = try manager.attributesOfItem(atPath: path + "/" + name)
      let changed = attributes[.modificationDate].map { "\($0)" } ?? ""
      return "\(name) \(attributes[.size] ?? 0) \(changed)"
    }
  }
}
