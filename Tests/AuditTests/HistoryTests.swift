import Audit
import Foundation
import Journal
import Ledger
import Money
import Projections
import Testing
import TransparencyLog

/// Heads that somebody noted, two copies of one ledger, and sources that are not what they say.
@Suite struct HistoryTests {
  private func noted(_ size: UInt64, _ root: Hash) -> (name: String, head: CheckpointText) {
    ("noted", CheckpointText(origin: "nordwerk", size: size, root: root))
  }

  @Test func `Heads of this history are consistent, all others are not`() throws {
    let story = try AuditStory()
    let journal = story.ledger.journal
    let early = try journal.sizeAndRoot()
    try story.goOn()
    let history = History(journal)
    let size = try journal.size()
    for old in 0...size {
      let check = try HistoryCheck(history, [noted(old, try journal.root(at: old))])
      #expect(check.isConsistent, "size \(old)")
    }
    let wrong = try HistoryCheck(
      history,
      [
        noted(early.size, early.root), noted(early.size + 1, early.root),
        noted(size + 1, early.root),
      ])
    #expect(!wrong.isConsistent)
    #expect(
      wrong.findings.map(\.verdict)
        == [.consistent, .differs(root: try journal.root(at: early.size + 1)), .ahead])
  }

  @Test func `Two copies that went on differently part where they do`() throws {
    let story = try AuditStory()
    let journal = story.ledger.journal
    let common = try journal.size()
    var prefix = RecordSet()
    try journal.scan { _, record throws(JournalError) in try prefix.add(record) }
    try story.goOn()
    let longer = try HistoryDifference(History(journal), History(prefix))
    #expect(longer.relation == .leftIsLonger && longer.common == common)
    #expect(try HistoryDifference(History(prefix), History(journal)).relation == .rightIsLonger)
    #expect(try HistoryDifference(History(journal), History(journal)).relation == .same)

    // The same first records, then one that is another one.
    var other = prefix
    var changed = try journal.record(at: common + 1)
    changed.withUnsafeMutableBytes {
      $0.storeBytes(of: common.littleEndian, toByteOffset: 1, as: UInt64.self)
    }
    let failed = changed.withUnsafeBytes { bytes in
      do throws(JournalError) {
        try other.add(bytes)
        return false
      } catch {
        return true
      }
    }
    #expect(failed, "a record moved to another place is noticed by its check sum")
    let stranger = try AuditStory()
    let unrelated = try HistoryDifference(
      History(journal), History(stranger.ledger.journal))
    #expect(unrelated.relation == .unrelated && unrelated.common == 0)
  }

  @Test func `An export with a changed byte is refused with its place`() throws {
    let story = try AuditStory()
    let file = story.path + "/some.records"
    try story.exportRecords(to: file)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    var refused = 0
    for place in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[place] ^= 0x40
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      if throwsDamage(file) { refused += 1 } else { Issue.record("byte \(place)") }
    }
    #expect(refused == (whole.count + 6) / 7)
    for cut in [1, 30, whole.count - 1] {
      try Data(whole.prefix(cut)).write(to: URL(fileURLWithPath: file))
      #expect(throwsDamage(file), "cut to \(cut)")
    }
    try Data(whole).write(to: URL(fileURLWithPath: file))
    #expect(try RecordSource(opening: file).kind == .records)
  }

  @Test func `Tiles whose entries do not hash to the checkpoint are refused`() throws {
    let story = try AuditStory()
    let path = story.path + "/tiles"
    try story.exportTiles(to: path)
    #expect(try RecordSource(opening: path).kind == .tiles)
    let (size, root) = try story.ledger.journal.sizeAndRoot()
    let url = URL(fileURLWithPath: path + "/checkpoint")
    for text in [
      "o\n\(size - 1)\n\(root)\n\n", "o\n\(size + 1)\n\(root)\n\n", "o\n0\(size)\n\(root)\n\n",
      "o\n\(size)\n\(MerkleTree.emptyRoot)\n\n", "", "\n\(size)\n\(root)\n",
    ] {
      try Data(text.utf8).write(to: url)
      #expect(throwsDamage(path), "\(text)")
    }
  }

  private func throwsDamage(_ path: String) -> Bool {
    do throws(RecordSourceError) {
      _ = try RecordSource(opening: path)
      return false
    } catch {
      if case .journal(.damaged, _) = error { return true }
      return false
    }
  }

  @Test func `What is no source is named`() throws {
    let story = try AuditStory()
    #expect(throws: RecordSourceError.missing(path: story.path + "/nothing")) {
      try RecordSource(opening: story.path + "/nothing")
    }
    #expect(throws: RecordSourceError.unknownKind(path: story.path)) {
      try RecordSource(opening: story.path)
    }
  }

  @Test func `Times of recording that look odd are named`() throws {
    let story = try AuditStory()
    let next = try Instant(microseconds: Journal.systemClock()).day(offsetSeconds: 0)
      .adding(days: 40)
    try story.book("o-8", "10.00", at: "\(next)")
    let answer = try Privileged(History(story.ledger.journal))
    #expect(answer.anomalies.map(\.kind) == [.future])
    #expect(answer.anomalies.map(\.position) == [try story.position("order-o-8")])
  }
}
