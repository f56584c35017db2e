import Foundation
import LMDB
import Testing
import TransparencyLog

@testable import Journal

@Suite struct VerificationTests {
  let ledger = TemporaryLedger()

  /// Records in one commit, so that each lies in the file once.
  private func fill(_ count: Int) throws -> [[UInt8]] {
    try ledger.use { journal throws in
      try journal.append((0..<count).map { testRecord("e\($0)", on: "account/a\($0 % 3)") })
      return try journal.allRecords()
    }
  }

  private func verdict() throws -> Verdict { try Journal.verify(at: ledger.path) }

  private func position(_ verdict: Verdict) -> UInt64? {
    switch verdict {
    case .sound: nil
    case .damaged(let position, _): position
    }
  }

  private func change(
    _ body: (inout WriteTransaction, JournalStore) throws -> Void
  ) throws {
    let store = try JournalStore(opening: ledger.path + "/journal", options: .init())
    var transaction = try WriteTransaction(store.environment)
    try body(&transaction, store)
    try transaction.commit()
  }

  private func withCheck(_ record: [UInt8]) -> [UInt8] {
    var record = record
    record.store(record.withUnsafeBytes { RecordLayout.checksum($0) }, at: RecordLayout.check)
    return record
  }

  @Test func `A flipped bit in any byte of a record is found and its position named`() throws {
    let records = try fill(9)
    let file = ledger.journalFile
    let original = try Data(contentsOf: URL(fileURLWithPath: file))
    var random = SeededRandom(seed: 7)
    for number in [0, 4, 8] {
      let range = try #require(original.range(of: Data(records[number])))
      try #require(
        original.range(of: Data(records[number]), in: range.upperBound..<original.count) == nil)
      for offset in range {
        let bits = number == 4 ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)]
        for bit in bits {
          let descriptor = open(file, O_WRONLY)
          var byte = original[offset] ^ (1 << UInt8(bit))
          #expect(pwrite(descriptor, &byte, 1, off_t(offset)) == 1)
          let found = try verdict()
          #expect(
            position(found) == UInt64(number),
            "byte \(offset - range.lowerBound), bit \(bit): \(found)")
          byte = original[offset]
          #expect(pwrite(descriptor, &byte, 1, off_t(offset)) == 1)
          close(descriptor)
        }
      }
    }
    guard case .sound(9, _) = try verdict() else {
      Issue.record("the file was put back as it was")
      return
    }
  }

  @Test(arguments: [(3, 0), (255, 0), (256, 256), (300, 256), (700, 512)] as [(Int, UInt64)])
  func `An edited record with a check sum made to fit is found by the node above it`(
    edited: Int, block: UInt64
  ) throws {
    let records = try fill(800)
    var changed = records[edited]
    changed[changed.count - 1] ^= 1
    try change { transaction, store throws in
      try transaction.put(store.records, Key(UInt64(edited)), withCheck(changed))
    }
    #expect(position(try verdict()) == block)
  }

  @Test func `A record edited in the last block is found by the head`() throws {
    let records = try fill(790)
    var changed = records[780]
    changed[changed.count - 1] ^= 1
    try change { transaction, store throws in
      try transaction.put(store.records, Key(780), withCheck(changed))
    }
    #expect(position(try verdict()) == 768)
  }

  @Test func `Two records that changed places are found at the first`() throws {
    let records = try fill(20)
    try change { transaction, store throws in
      try transaction.put(store.records, Key(5), records[11])
      try transaction.put(store.records, Key(11), records[5])
    }
    #expect(position(try verdict()) == 5)
  }

  @Test
  func `A record that claims another position is an error to whoever reads it into the index`()
    throws
  {
    let records = try fill(20)
    for claimed in [UInt64(4), 6] {
      var changed = records[5]
      changed.store(claimed, at: RecordLayout.position)
      try change { transaction, store throws in
        try transaction.put(store.records, Key(5), withCheck(changed))
      }
      try? FileManager.default.removeItem(atPath: ledger.indexPath)
      #expect(
        throws: JournalError.damaged(
          position: 5, reason: "it says that its position is another")
      ) { try ledger.use { journal throws in _ = try journal.head() } }
    }
  }

  @Test func `A record of another stream under a number of this one is found`() throws {
    let records = try fill(20)
    var changed = records[9]
    changed.store(UInt32(1), at: RecordLayout.stream)
    try change { transaction, store throws in
      try transaction.put(store.records, Key(9), withCheck(changed))
    }
    #expect(position(try verdict()) == 9)
  }

  @Test func `A time before the one of the record before it is found`() throws {
    let records = try fill(20)
    var changed = records[9]
    changed.store(Int64(5), at: RecordLayout.recorded)
    try change { transaction, store throws in
      try transaction.put(store.records, Key(9), withCheck(changed))
    }
    #expect(position(try verdict()) == 9)
  }

  @Test(arguments: [19, 7, 0])
  func `A missing record is found`(missing: Int) throws {
    _ = try fill(20)
    try change { transaction, store throws in
      #expect(try transaction.delete(store.records, Key(UInt64(missing))))
    }
    #expect(position(try verdict()) == UInt64(missing))
  }

  @Test func `A record beyond the head is found`() throws {
    let records = try fill(20)
    try change { transaction, store throws in
      try transaction.put(store.records, Key(20), records[3])
    }
    #expect(position(try verdict()) == 20)
  }

  @Test func `A changed head is found`() throws {
    _ = try fill(300)
    let head = try ledger.use { try $0.head() }
    let root = MerkleTree.leafHash(UnsafeRawBufferPointer(start: nil, count: 0))
    var wrongRoot = head
    wrongRoot.root = root
    var wrongStreams = head
    wrongStreams.streams += 1
    var wrongTime = head
    wrongTime.recorded += 1
    let wrong: [([UInt8], UInt64)] = [
      (wrongRoot.stored, 256), (wrongStreams.stored, 300), (wrongTime.stored, 300),
      (Head.empty.stored, 0), ([1, 2, 3], 0),
    ]
    for (stored, wanted) in wrong {
      try change { transaction, store throws in
        try transaction.put(store.state, Key("head"), stored)
      }
      #expect(position(try verdict()) == wanted)
    }
    try change { transaction, store throws in
      try transaction.put(store.state, Key("head"), head.stored)
    }
    #expect(try verdict() == .sound(size: 300, root: head.root))
  }

  @Test func `A changed, missing or surplus node of the tree is found`() throws {
    _ = try fill(600)
    let node = JournalStore.nodeKey(height: 8, index: 1)
    let stored: [UInt8] = try ledger.use { journal throws in
      let transaction = try journal.beginRead()
      let value = try transaction.value(journal.store.tree, node)
      return value?.withUnsafeBytes { Array($0) } ?? []
    }
    try #require(stored.count == 32)
    var changed = stored
    changed[31] ^= 0x80
    try change { transaction, store throws in try transaction.put(store.tree, node, changed) }
    #expect(position(try verdict()) == 256)
    try change { transaction, store throws in _ = try transaction.delete(store.tree, node) }
    #expect(position(try verdict()) == 256)
    try change { transaction, store throws in
      try transaction.put(store.tree, node, stored)
      try transaction.put(store.tree, JournalStore.nodeKey(height: 8, index: 2), stored)
    }
    #expect(position(try verdict()) == 600)
  }

  @Test func `Progress is told from nothing to everything`() throws {
    _ = try fill(300)
    try ledger.use { journal throws in
      var told: [UInt64] = []
      _ = try journal.verify { told.append($0) }
      #expect(told == [0, 300])
    }
  }
}
