import Foundation
import Testing

@testable import Journal
@testable import LMDB

@Suite struct IndexTests {
  let ledger = TemporaryLedger()
  let options = TemporaryLedger.tinyOptions()

  private func fill(_ count: Int, from start: Int = 0) throws {
    try ledger.use(options) { journal throws in
      for number in start..<start + count {
        try journal.append([record(number)])
      }
    }
  }

  /// Event n of seven streams, happening in another order than it is recorded.
  private func record(_ number: Int) -> NewRecord {
    testRecord(
      "e\(number)", on: "account/a\(number % 7)", occurred: Int64(number * 7_919 % 1_000))
  }

  private func expectExact(_ count: Int, _ journal: Journal) throws {
    for number in 0..<count {
      #expect(
        try journal.position(source: "urn:test", id: "e\(number)") == UInt64(number))
    }
    for stream in 0..<7 {
      let wanted = stride(from: stream, to: count, by: 7).sorted {
        ($0 * 7_919 % 1_000, $0) < ($1 * 7_919 % 1_000, $1)
      }
      let found = try journal.entries(of: "account/a\(stream)")
      #expect(found.map(\.position) == wanted.map { UInt64($0) })
      #expect(found.allSatisfy { Int($0.revision) == Int($0.position) / 7 })
    }
    #expect(try journal.position(source: "urn:test", id: "e\(count)") == nil)
    #expect(try journal.entries(of: "account/none").isEmpty)
  }

  private func expectExactAndGoOn(_ count: Int) throws {
    try ledger.use(options) { journal throws in
      try expectExact(count, journal)
      #expect(try journal.append([record(3)])[0].isDuplicate)
      let receipt = try journal.append([record(count)])[0]
      #expect(receipt.position == UInt64(count))
      #expect(Int(receipt.revision) == count / 7)
    }
  }

  @Test func `Runs are written and merged, and answer as the records do`() throws {
    try fill(400)
    let runs = try ledger.use(options) { journal throws in
      try expectExact(400, journal)
      return try manifest(journal)
    }
    // 400 records in runs of about 16 would be 25 runs; merging two by two leaves a handful.
    #expect(runs.watermark >= 384)
    #expect(runs.runs.count < 10)
    #expect(runs.runs.contains { $0.level >= 3 })
    #expect(runs.leftovers.isEmpty)
    try expectExactAndGoOn(400)
  }

  @Test func `More records than a tail holds make a run with the ordinary limits`() throws {
    let count = 66_000
    try ledger.use { journal throws in
      for start in stride(from: 0, to: count, by: 6_600) {
        try journal.append((start..<start + 6_600).map { record($0) })
      }
    }
    try ledger.use { journal throws in
      let runs = try manifest(journal)
      #expect(runs.watermark == 66_000)
      #expect(runs.runs.reduce(0) { $0 + Int($1.count) } == count)
      for number in stride(from: 0, to: count, by: 997) {
        #expect(try journal.position(source: "urn:test", id: "e\(number)") == UInt64(number))
      }
      #expect(try journal.entries(of: "account/a3").count == (count - 3 + 6) / 7)
      #expect(try journal.append([record(65_999)])[0].isDuplicate)
    }
  }

  @Test func `A deleted index comes back`() throws {
    try fill(200)
    try FileManager.default.removeItem(atPath: ledger.indexPath)
    try expectExactAndGoOn(200)
  }

  @Test func `A truncated index comes back`() throws {
    try fill(200)
    let file = ledger.indexPath + "/data.mdb"
    let size = try #require(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
    #expect(truncate(file, off_t(size / 2)) == 0)
    try expectExactAndGoOn(200)
  }

  @Test(arguments: [0, 100, 5_000])
  func `An index of garbage comes back`(bytes: Int) throws {
    try fill(50)
    let garbage = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    try garbage.write(to: URL(fileURLWithPath: ledger.indexPath + "/data.mdb"))
    try expectExactAndGoOn(50)
  }

  @Test func `An index without its data file comes back`() throws {
    try fill(50)
    try FileManager.default.removeItem(atPath: ledger.indexPath + "/data.mdb")
    try expectExactAndGoOn(50)
  }

  @Test func `The index of another journal is not believed`() throws {
    let other = TemporaryLedger()
    try other.use(options) { journal throws in
      for number in 0..<100 { try journal.append([record(number + 1_000)]) }
    }
    try fill(200)
    try FileManager.default.removeItem(atPath: ledger.indexPath)
    try FileManager.default.copyItem(atPath: other.indexPath, toPath: ledger.indexPath)
    try ledger.use(options) { journal throws in
      #expect(try journal.position(source: "urn:test", id: "e1003") == nil)
    }
    try expectExactAndGoOn(200)
  }

  @Test func `An index that is ahead of a restored journal is not believed`() throws {
    try fill(100)
    let copy = ledger.path + "-copy"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.copyItem(atPath: ledger.path + "/journal", toPath: copy)
    try fill(100, from: 100)
    try FileManager.default.removeItem(atPath: ledger.path + "/journal")
    try FileManager.default.removeItem(atPath: ledger.anchorFile)
    try FileManager.default.moveItem(atPath: copy, toPath: ledger.path + "/journal")
    try expectExactAndGoOn(100)
  }

  @Test func `An index of another format is made anew`() throws {
    try fill(100)
    try {
      let environment = try Environment(opening: ledger.indexPath)
      let state = try environment.database("state")
      var transaction = try WriteTransaction(environment)
      try transaction.putChecked(
        state, IndexRuns.manifestKey, [0, 0, 0, 9] + [UInt8](repeating: 1, count: 60))
      try transaction.commit()
    }()
    try expectExactAndGoOn(100)
  }

  @Test func `What an interrupted merge left behind is removed by the next`() throws {
    try fill(40)
    let leftover: UInt32 = 9_000
    try {
      let runs = try IndexRuns(try Environment(opening: ledger.indexPath), options.index)
      var manifest = try #require(try runs.manifest(try ReadTransaction(runs.environment)))
      manifest.leftovers.append(leftover)
      manifest.nextRun = leftover + 1
      var transaction = try WriteTransaction(runs.environment)
      for number in 0..<50 {
        let entry = IdentityEntry(hash: UInt64(number), position: 5)
        try transaction.putChecked(runs.identities, IndexRuns.key(leftover, entry), [1, 2, 3])
      }
      try transaction.putChecked(runs.state, IndexRuns.manifestKey, manifest.stored)
      try transaction.commit()
    }()
    try fill(40, from: 40)
    try ledger.use(options) { journal throws in
      journal.index.finish()
      #expect(try manifest(journal).leftovers.isEmpty)
      let runs = try #require(journal.index.runs)
      let transaction = try ReadTransaction(runs.environment)
      var cursor = try transaction.cursor(runs.identities)
      let isHere = try cursor.seek(IndexRuns.runKey(leftover))
      #expect(!(isHere && cursor.key.hasPrefix(IndexRuns.runBytes(leftover))))
    }
    try expectExactAndGoOn(80)
  }

  @Test func `A journal that is only read answers without an index and leaves none`() throws {
    try fill(100)
    try FileManager.default.removeItem(atPath: ledger.indexPath)
    var reading = options
    reading.environment.isReadOnly = true
    try ledger.use(reading) { journal throws in
      try expectExact(100, journal)
      #expect(throws: JournalError.readOnly) { try journal.append([record(100)]) }
    }
    #expect(!FileManager.default.fileExists(atPath: ledger.indexPath))
    try expectExactAndGoOn(100)
    try ledger.use(reading) { try expectExact(101, $0) }
  }

  @Test func `A run that cannot be written stays in memory, and nothing is forgotten`() throws {
    try ledger.use(options) { journal in
      for number in 0..<40 { try journal.append([record(number)]) }
      journal.index.finish()
      // As after a disk that failed during a commit of the index.
      try #require(journal.index.runs).environment.poison()
      for number in 40..<200 { try journal.append([record(number)]) }
      try expectExact(200, journal)
      #expect(try journal.append([record(41), record(199), record(3)]).allSatisfy(\.isDuplicate))
      #expect(try manifest(journal).watermark < 60)
    }
    try expectExactAndGoOn(200)
  }

  @Test func `Another journal's index beside an open one is noticed and writes nothing`() throws {
    try fill(100)
    try ledger.use(options) { journal in
      try expectExact(100, journal)
      try #require(journal.index.runs).clear()
      let error = journalError { _ = try journal.position(source: "urn:test", id: "e5") }
      guard case .historyChanged = error else {
        Issue.record("an index that lost its runs was believed: \(String(describing: error))")
        return
      }
      #expect(throws: JournalError.self) { try journal.append([record(5)]) }
      #expect(try journal.head().size == 100)
    }
    try expectExactAndGoOn(100)
  }

  @Test func `What keeps the journal from being read for now leaves the index as it is`() throws {
    try fill(100)
    let before = try storedManifest()
    #expect(before.watermark > 0)
    // Whoever makes the file says how many may read at once.
    try FileManager.default.removeItem(atPath: ledger.path + "/journal/lock.mdb")
    let store = try JournalStore(
      opening: ledger.path + "/journal", options: EnvironmentOptions(maximumReaders: 2))
    let opening = IndexOpening(path: ledger.indexPath, store: store, limits: options.index)
    do {
      let first = try ReadTransaction(store.environment)
      let second = try ReadTransaction(store.environment)
      #expect(throws: JournalError.storage(.readersFull(path: store.environment.path))) {
        _ = try opening.run()
      }
      let sizes = [try store.head(first).size, try store.head(second).size]
      #expect(sizes == [100, 100])
    }
    #expect(try storedManifest() == before)
    let watermark = try opening.run().watermark
    #expect(watermark == before.watermark)
  }

  /// The manifest on disk, while nobody has the index open.
  private func storedManifest() throws -> Manifest {
    let runs = try IndexRuns.open(ledger.indexPath, options.index)
    return try #require(try runs.manifest(try ReadTransaction(runs.environment)))
  }

  private func manifest(_ journal: Journal) throws -> Manifest {
    journal.index.finish()
    let runs = try #require(journal.index.runs)
    return try #require(try runs.manifest(try ReadTransaction(runs.environment)))
  }
}
