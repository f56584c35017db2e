import Crypto
import Testing
import TransparencyLog

@testable import Journal

/// The heads of all streams against a second computation that shares nothing with the first: the
/// recursive definition of RFC 6962 over heads gathered from the records themselves.
@Suite struct StreamHeadTests {
  static let subjects =
    (0..<40).map { "account/a\($0)" }
    + ["ledger", "employee/e-1", "account/ä", "account/a", "plan/kam", "z"]

  /// What a scan of the first `size` records says.
  private func expected(_ records: [[UInt8]], _ size: Int) -> (count: Int, root: [UInt8]) {
    var heads: [(subject: [UInt8], leaf: [UInt8])] = []
    for record in records[..<size] {
      let (subject, revision) = record.withUnsafeBytes { bytes in
        (Array(Envelope(bytes)?.subject ?? bytes), RecordHeader(bytes).revision)
      }
      heads.removeAll { $0.subject == subject }
      let length = [UInt8(subject.count >> 8), UInt8(subject.count & 255)]
      let number = (0..<4).reversed().map { UInt8(revision >> (8 * UInt32($0)) & 255) }
      let hash = Array(SHA256.hash(data: [0] + record))
      heads.append((subject, length + subject + number + hash))
    }
    heads.sort { $0.subject.lexicographicallyPrecedes($1.subject) }
    return (heads.count, Self.root(heads.map(\.leaf)[...]))
  }

  private static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    guard let first = leaves.first else { return Array(SHA256.hash(data: [UInt8]())) }
    if leaves.count == 1 { return Array(SHA256.hash(data: [0] + first)) }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return Array(SHA256.hash(data: [1] + root(leaves[..<middle]) + root(leaves[middle...])))
  }

  /// Appends records about random subjects, some of them long ago, over several openings.
  private func fill(
    _ ledger: TemporaryLedger, _ count: Int, _ random: inout SeededRandom
  ) throws -> [[UInt8]] {
    var made = 0
    while made < count {
      let some = min(count - made, Int.random(in: 1...60, using: &random))
      var records: [NewRecord] = []
      for number in made..<(made + some) {
        records.append(
          testRecord(
            "e\(number)", on: Self.subjects.randomElement(using: &random) ?? "z",
            occurred: Int64.random(in: 0..<1_000_000, using: &random)))
      }
      made += some
      try ledger.use(TemporaryLedger.tinyOptions()) { _ = try $0.append(records) }
    }
    return try ledger.use(TemporaryLedger.tinyOptions()) { try $0.allRecords() }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `The heads at any size are those of the records below it`(seed: UInt64) throws {
    let ledger = TemporaryLedger()
    var random = SeededRandom(seed: seed)
    let records = try fill(ledger, 300, &random)
    try ledger.use(TemporaryLedger.tinyOptions()) { journal throws in
      for size in [0, 1, 2, 16, 17, 255, 256, 299, 300]
        + (0..<20).map({ _ in
          Int.random(in: 0...300, using: &random)
        })
      {
        let (count, root) = expected(records, size)
        let found = try journal.streamsCommitment(at: UInt64(size))
        #expect(
          found
            == StreamsCommitment(
              size: UInt64(size), streams: UInt64(count), root: try #require(Hash(bytes: root))),
          "size \(size), seed \(seed)")
      }
      #expect(throws: JournalError.self) { try journal.streamHeads(at: 301) }
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `A tree brought up to date is the tree made anew`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var tree = StreamTree()
    var heads: [StreamHead] = []
    for step in 0..<200 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0 where !heads.isEmpty: heads.remove(at: Int.random(in: 0..<heads.count, using: &random))
      case 1..<6:
        let subject = Array("account/\(Int.random(in: 0..<500, using: &random))".utf8)
        if !heads.contains(where: { $0.subject == subject }) {
          heads.append(StreamHead(subject: subject, revision: 0, record: MerkleTree.emptyRoot))
        }
      default:
        for _ in 0..<3 where !heads.isEmpty {
          let place = Int.random(in: 0..<heads.count, using: &random)
          heads[place] = StreamHead(
            subject: heads[place].subject, revision: heads[place].revision + 1,
            record: heads[place].leafHash)
        }
      }
      heads.sort { $0.subject.lexicographicallyPrecedes($1.subject) }
      tree.update(to: heads)
      #expect(tree.count == UInt64(heads.count))
      #expect(tree.root.bytes == Self.root(heads.map(\.leaf)[...]), "step \(step), seed \(seed)")
    }
  }
}
