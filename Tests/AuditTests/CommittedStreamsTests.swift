import Audit
import Journal
import Ledger
import LedgerEvents
import Projections
import SwiftProtobuf
import Testing
import TransparencyLog

/// What an account's history says is held against what the journal committed to.
@Suite struct CommittedStreamsTests {
  private func answer(_ records: some Records) throws -> Completeness {
    try Completeness(of: "account/nordwerk", History(records))
  }

  @Test func `A statement commits the heads of all streams, which are computed again`() throws {
    let story = try AuditStory()
    #expect(try answer(story.ledger.journal).committed == nil)
    try story.issueJanuary()
    try story.goOn()
    let whole = try answer(story.ledger.journal)
    let committed = try #require(whole.committed)
    #expect(whole.isComplete && committed.verdict == .confirmed)
    // ledger, chef, anna, nordwerk, grundplan; before the statement anna had one event.
    #expect(committed.streams == 5)
    // Registered, o-1 and o-2: revisions 0, 1, 2.
    #expect(committed.revision(of: "account/nordwerk") == 2)
    #expect(committed.revision(of: "employee/nobody") == nil)
  }

  @Test func `A commitment to other heads is no complete history`() throws {
    let story = try AuditStory()
    let size = try story.ledger.journal.size()
    try story.smuggle(
      "committed", on: "ledger",
      StreamsCommitted.with {
        $0.size = size
        $0.streams = 5
        $0.root = MerkleTree.emptyRoot.hexadecimal
        $0.occasion = .statement
      })
    let found = try answer(story.ledger.journal)
    #expect(found.committed?.verdict == .differs)
    #expect(found.streams.allSatisfy(\.faults.isEmpty) && !found.isComplete)
  }

  @Test func `Without all records nobody can say`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    let journal = story.ledger.journal
    let size = try journal.size()
    var set = RecordSet(size: size, roots: [size: try journal.root(at: size)])
    let missing = try story.position("anna")
    try journal.scan { header, record throws(JournalError) in
      if header.position != missing { try set.add(record) }
    }
    #expect(try answer(set).committed?.verdict == .undecided)
  }
}
