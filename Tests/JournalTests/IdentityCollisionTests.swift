import Foundation
import LMDB
import Testing
import TransparencyLog

@testable import Journal

/// The hash finds an identity, it does not decide: two that share one are two.
@Suite struct IdentityCollisionTests {
  /// The state of the hash after the source and the first eight bytes of an id of sixteen.
  ///
  /// A second computation of what `Envelope.identityHash` does on the way.
  private static func state(source: String, first: UInt64) -> UInt64 {
    let step: UInt64 = 0xFF51_AFD7_ED55_8CCD
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(source.utf8.count)
    var bytes = Array(source.utf8)[...]
    while bytes.count >= 8 {
      let word = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      hash = (hash ^ word) &* step
      hash ^= hash >> 32
      bytes = bytes.dropFirst(8)
    }
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    hash = hash ^ 0xFF ^ 16
    hash = (hash ^ first) &* step
    return hash ^ (hash >> 32)
  }

  private static func text(_ first: UInt64, _ second: UInt64) -> String? {
    let bytes = [first, second].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (UInt64($0) * 8)) }
    }
    guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Ids of printable characters with one hash: the second word undoes what the first changed.
  private static func collidingIDs(_ count: Int) -> [String] {
    let start = state(source: "urn:test", first: 0x6161_6161_6161_6161)
    var random = SeededRandom(seed: 42)
    var ids = ["aaaaaaaabbbbbbbb"]
    while ids.count < count {
      let first = (0..<8).reduce(UInt64(0)) { word, _ in
        word << 8 | UInt64.random(in: 0x61...0x7A, using: &random)
      }
      let second = 0x6262_6262_6262_6262 ^ start ^ state(source: "urn:test", first: first)
      if let id = text(first, second) { ids.append(id) }
    }
    return ids
  }

  @Test func `Identities that share a hash are told apart, in memory and in runs`() throws {
    let ids = Self.collidingIDs(6)
    try #require(Set(ids).count == 6)
    try #require(Set(ids.map { testRecord($0).identityHash }).count == 1)
    let ledger = TemporaryLedger()
    var options = TemporaryLedger.tinyOptions(tail: 4)
    options.index.worthFlushing = 1
    // Three are in one unit, so that the session tells them apart too; five are recorded.
    try ledger.use(options) { journal throws in
      try journal.append(ids[0..<3].map { testRecord($0) })
      for id in ids[3..<5] { try journal.append([testRecord(id)]) }
      try expectToldApart(ids, journal)
    }
    // Now all of them lie in runs, where one hash spans blocks.
    try ledger.use(options) { journal throws in
      try expectToldApart(ids, journal)
      #expect(try journal.append([testRecord(ids[5])])[0].position == 5)
      #expect(try journal.verify() == .sound(size: 6, root: try journal.head().root))
    }
  }

  private func expectToldApart(_ ids: [String], _ journal: Journal) throws {
    for (number, id) in ids[..<5].enumerated() {
      #expect(try journal.position(source: "urn:test", id: id) == UInt64(number))
      #expect(
        try journal.append([testRecord(id)])
          == [Receipt(position: UInt64(number), revision: UInt32(number), isDuplicate: true)])
      #expect(throws: AppendFailure.self) { try journal.append([testRecord(id, text: "other")]) }
    }
    #expect(try journal.position(source: "urn:test", id: ids[5]) == nil)
  }

  @Test func `A tail gives every position of a hash that repeats`() {
    var tail = IndexTail(start: 10)
    for (place, hash) in [7, 8, 7, 9, 7].enumerated() {
      let position = 10 + UInt64(place)
      tail.add(
        IdentityEntry(hash: UInt64(hash), position: position),
        StreamEntry(stream: 0, occurred: 0, position: position, revision: UInt32(place)))
    }
    #expect(Set(tail.positions(of: 7)) == [10, 12, 14])
    #expect(tail.positions(of: 8) == [11])
    #expect(tail.positions(of: 6).isEmpty)
    #expect(tail.end == 15)
  }

  @Test func `A run is searched across blocks that hold one hash, for every hash around them`()
    throws
  {
    let ledger = TemporaryLedger()
    try FileManager.default.createDirectory(
      atPath: ledger.path, withIntermediateDirectories: true)
    try IndexRuns.create(at: ledger.indexPath)
    var limits = IndexLimits()
    limits.blockBytes = 24
    limits.mergeFactor = 2
    limits.blocksPerTransaction = 1
    let runs = try IndexRuns(try Environment(opening: ledger.indexPath), limits)
    // Three entries fill a block; hash 20 fills several, and 10 and 30 end and begin blocks.
    var hashes: [UInt64] = []
    for (hash, count) in [(10, 3), (20, 10), (30, 2), (40, 1)] {
      hashes += [UInt64](repeating: UInt64(hash), count: count)
    }
    var start: UInt64 = 0
    for round in 0..<4 {
      var tail = IndexTail(start: start)
      for hash in hashes {
        tail.add(
          IdentityEntry(hash: hash, position: tail.end),
          StreamEntry(
            stream: UInt32(hash), occurred: Int64(hash), position: tail.end, revision: 0))
      }
      #expect(try runs.flush(tail, root: MerkleTree.emptyRoot))
      start = tail.end
      if round == 3 { while try runs.mergeIfDue() {} }
      let transaction = try ReadTransaction(runs.environment)
      let manifest = try #require(try runs.manifest(transaction))
      if round == 3 { #expect(manifest.runs.count == 1) }
      for hash in stride(from: UInt64(5), through: 45, by: 5) {
        let wanted = (0..<Int(start)).filter { hashes[$0 % hashes.count] == hash }
        #expect(
          try runs.positions(of: hash, manifest, transaction).sorted() == wanted.map { UInt64($0) })
        #expect(
          try runs.entries(of: UInt32(hash), manifest, transaction).map(\.position).sorted()
            == wanted.map { UInt64($0) })
      }
    }
  }
}
