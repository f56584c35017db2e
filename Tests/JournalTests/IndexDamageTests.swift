import Foundation
import Testing

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
