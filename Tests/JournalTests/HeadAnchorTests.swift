import Foundation
import LMDB
import Testing

@testable import Journal

@Suite struct HeadAnchorTests {
  let ledger = TemporaryLedger()

  private func append(_ ids: Range<Int>) throws {
    try ledger.use { journal throws in for id in ids { try journal.append([testRecord("e\(id)")]) }
    }
  }

  private func isRolledBack() throws -> Bool {
    switch journalError({ try ledger.use { _ in } }) {
    case nil: return false
    case .rolledBack: return true
    case let other?: throw other
    }
  }

  private func copy(_ from: String, _ to: String) throws {
    try? FileManager.default.removeItem(atPath: to)
    try FileManager.default.copyItem(atPath: from, toPath: to)
  }

  @Test func `A journal exchanged for an older copy is refused`() throws {
    try append(0..<5)
    let old = ledger.path + "/old"
    try copy(ledger.journalFile, old)
    try append(5..<7)
    try copy(old, ledger.journalFile)
    #expect(try isRolledBack())
  }

  @Test func `A journal exchanged for another with as many records is refused`() throws {
    try append(0..<5)
    let other = TemporaryLedger()
    try other.use { journal throws in
      for id in 10..<17 { try journal.append([testRecord("e\(id)")]) }
    }
    try copy(other.journalFile, ledger.journalFile)
    #expect(try isRolledBack())
  }

  @Test func `A note that lags is part of the history`() throws {
    try append(0..<5)
    let old = ledger.path + "/old"
    try copy(ledger.anchorFile, old)
    try append(5..<300)
    try copy(old, ledger.anchorFile)
    #expect(try !isRolledBack())
  }

  @Test func `A missing note is no reason to refuse`() throws {
    try append(0..<5)
    try FileManager.default.removeItem(atPath: ledger.anchorFile)
    #expect(try !isRolledBack())
  }

  @Test func `A torn note is left out and the other one holds`() throws {
    try append(0..<5)
    let old = ledger.path + "/old"
    try copy(ledger.journalFile, old)
    try append(5..<8)
    let notes = try Data(contentsOf: URL(fileURLWithPath: ledger.anchorFile))
    #expect(notes.count == 256)
    try copy(old, ledger.journalFile)
    for slot in 0..<2 {
      var torn = notes
      for place in 60..<128 { torn[slot * 128 + place] = 0 }
      try torn.write(to: URL(fileURLWithPath: ledger.anchorFile))
      // Sizes 7 and 8 were noted; the journal has gone back to 5, and either note tells.
      #expect(try isRolledBack())
    }
    var torn = notes
    for place in [10, 140] { torn[place] ^= 1 }
    try torn.write(to: URL(fileURLWithPath: ledger.anchorFile))
    #expect(try !isRolledBack())
  }

  @Test func `The older note is overwritten first, also after reopening`() throws {
    try append(0..<3)
    for id in 3..<6 {
      try append(id..<id + 1)
      let text = try String(contentsOfFile: ledger.anchorFile, encoding: .utf8)
      let sizes = text.split(separator: "\n").compactMap { $0.split(separator: " ")[1] }
      #expect(Set(sizes) == ["\(id)", "\(id + 1)"])
    }
  }

  @Test func `A directory that cannot be written to for notes does not stop the journal`() throws {
    try Journal.create(at: ledger.path)
    try FileManager.default.removeItem(atPath: ledger.path + "/anchors")
    try append(0..<3)
    #expect(try !isRolledBack())
  }

  @Test func `A note that is there and cannot be read is not passed over`() throws {
    try append(0..<2)
    let note = ledger.path + "/anchors/heads"
    try FileManager.default.removeItem(atPath: note)
    try FileManager.default.createDirectory(atPath: note, withIntermediateDirectories: false)
    guard case .file(_, note, _)? = journalError({ try ledger.use { _ in } }) else {
      Issue.record("it was opened")
      return
    }
  }
}
