import Foundation
import Testing
import TransparencyLog

@testable import Journal
@testable import LMDB

@Suite struct IndexDamageTests {
  let ledger = TemporaryLedger()
  let options = TemporaryLedger.tinyOptions()
  private let count = 300

  private func fill() throws {
    try ledger.use(options) { journal throws in
      for number in 0..<count {
        try journal.append([testRecord("e\(number)", on: "account/a\(number % 7)")])
      }
      journal.index.finish()
    }
  }

  /// Where every event, and one that is none, was recorded, and what each stream holds.
  private func answers() throws -> [[UInt64?]] {
    try ledger.use(options) { journal throws in
      var found: [[UInt64?]] = []
      found.append(
        try (0...count).map { try journal.position(source: "urn:test", id: "e\($0)") })
      for stream in 0...7 {
        found.append(try journal.entries(of: "account/a\(stream)").map(\.position))
      }
      return found
    }
  }

  @Test func `A changed bit changes no answer: it is an error once, and the index is made anew`()
    throws
  {
    try fill()
    let expected =
      [(0...count).map { $0 < count ? UInt64($0) : nil }]
      + (0...7).map { stream in
        stride(from: stream, to: stream < 7 ? count : 0, by: 7).map { UInt64($0) }
      }
    let file = URL(fileURLWithPath: ledger.indexPath + "/data.mdb")
    let whole = try Data(contentsOf: file)
    var (found, told) = (0, 0)
    for offset in stride(from: 0, to: whole.count, by: 211) {
      try? FileManager.default.removeItem(atPath: ledger.indexPath)
      try FileManager.default.createDirectory(
        atPath: ledger.indexPath, withIntermediateDirectories: false)
      var bytes = whole
      bytes[offset] ^= 1 << UInt8(offset % 8)
      try bytes.write(to: file)
      let verdict = Journal.verifyIndex(at: ledger.path)
      if !verdict.isUsable { found += 1 }
      // Most bits lie in free pages, and asking takes long: of those that verify, one in four is asked.
      if verdict.isUsable, offset % 4 != 0 { continue }
      do {
        let answered = try answers()
        #expect(answered == expected, "offset \(offset)")
      } catch let error as JournalError {
        guard case .indexDamaged = error else { throw error }
        told += 1
        #expect(!verdict.isUsable, "offset \(offset): \(error)")
        let answered = try answers()
        #expect(answered == expected, "offset \(offset), asked again")
      }
    }
    #expect(found > 20)
    #expect(told > 0)
    #expect(told <= found)
  }

  @Test func `A block that its changed key puts into the next run is met before that is written`()
    throws
  {
    try FileManager.default.createDirectory(atPath: ledger.path, withIntermediateDirectories: true)
    try IndexRuns.create(at: ledger.indexPath)
    let runs = try IndexRuns(try Environment(opening: ledger.indexPath), options.index)
    func tail(_ start: UInt64) -> IndexTail {
      var tail = IndexTail(start: start)
      for position in start..<start + 20 {
        tail.add(
          IdentityEntry(hash: position &* 0x9E37_79B9_7F4A_7C15, position: position),
          StreamEntry(stream: 1, occurred: 0, position: position, revision: UInt32(position)))
      }
      return tail
    }
    #expect(try runs.flush(tail(0), root: MerkleTree.emptyRoot))
    #expect(try runs.flush(tail(20), root: MerkleTree.emptyRoot))
    let next = try #require(try runs.manifest(try ReadTransaction(runs.environment))).nextRun
    // As a changed bit of the run's number would leave the last block: under its old check sum.
    var write = try WriteTransaction(runs.environment)
    let (key, value) = try last(of: runs.identities, write)
    try write.delete(runs.identities, Key(key))
    try write.put(runs.identities, Key(IndexRuns.runBytes(next) + key[4...]), value)
    try write.commit()
    #expect { _ = try runs.flush(tail(40), root: MerkleTree.emptyRoot) } throws: {
      ($0 as? LMDBError)?.isDamage == true
    }
    #expect { _ = try runs.mergeIfDue() } throws: { ($0 as? LMDBError)?.isDamage == true }
    let manifest = try #require(try runs.manifest(try ReadTransaction(runs.environment)))
    #expect(manifest.nextRun == next)
    #expect(manifest.runs.map(\.count) == [20, 20])
  }

  private func last(
    of database: Database, _ transaction: borrowing WriteTransaction
  ) throws -> (key: [UInt8], value: [UInt8]) {
    var cursor = try transaction.cursor(database)
    _ = try cursor.last()
    return (cursor.key.withUnsafeBytes { Array($0) }, cursor.value.withUnsafeBytes { Array($0) })
  }

  @Test func `A filter says what is not there, and says nothing of a damaged block`() {
    let run = Manifest.Run(number: 3, level: 0, count: 1_000)
    let hashes = (0..<1_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    var filter = RunFilter.make(count: 1_000)
    for hash in hashes { RunFilter.insert(hash, into: &filter) }
    RunFilter.seal(&filter, run: 3)
    func mayContain(_ hash: UInt64) -> Bool {
      filter.withUnsafeBytes { RunFilter.mayContain(hash, $0, run) }
    }
    #expect(hashes.allSatisfy(mayContain))
    // Ten bits an entry and six set make about one wrong answer in a hundred.
    let others = (1_000..<11_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    #expect(others.count(where: mayContain) < 400)
    #expect(filter.withUnsafeBytes { RunFilter.isSound($0, run) })
    for place in stride(from: 5, to: filter.count, by: 64) { filter[place] = 0 }
    #expect(hashes.allSatisfy(mayContain))
    #expect(!filter.withUnsafeBytes { RunFilter.isSound($0, run) })
  }
}
