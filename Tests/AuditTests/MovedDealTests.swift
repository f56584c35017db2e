import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import Testing
import TransparencyLog

@testable import Audit

/// A statement that takes back what another one said, because the deal was of another day.
@Suite struct MovedDealTests {
  /// January said 10,000.00 of o-1, which was of February: there it stands with the 5,000.00 of
  /// o-2, and the 10,000.00 of January go.
  @Test func `It replays to the byte and comes out of its bundle alone`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    try story.record(
      "moved-1", "event.corrected",
      #"{"target_event_id":"order-o-1","reason":"Datum","business_day":"2025-02-12","#
        + #""replacement":{"type":"de.kontor.order.booked.v1","data":{"order_id":"o-1","net":"#
        + #"{"amount":"100000.00","currency":"EUR"},"employee_id":"anna"}}}"#, at: "2025-02-20")
    let (outcome, february) = try story.ledger.issueStatement(
      of: "anna", for: Period(parsing: "2025-02"), AuditStory.signatures, actor: "e-2")
    guard case .committed = outcome else { Issue.record("\(outcome)"); return }
    // By day: what is taken back of 20 January, o-2 of 10 February, o-1 of 12 February.
    #expect(
      february.lines.map(\.amount.description) == ["-10000.00", "5000.00", "10000.00"])
    #expect(february.balance.payout.description == "5000.00")
    let moved = try story.position("moved-1")
    #expect(february.lines.first?.correction?.statement == AuditStory.statement)
    #expect(february.lines.first?.correction?.position == moved)

    let journal = story.ledger.journal
    let history = History(journal)
    var replays = try StatementReplays(history)
    #expect(replays.issued.count == 2)
    for issued in replays.issued {
      #expect(try replays.replay(issued).verdict == .identical, "\(issued.document.id)")
    }
    let effects = try TraceQuery(history).effects(of: moved)
    #expect(effects.lines.isEmpty, "the deal is worth what it was")
    #expect(effects.stated.map(\.line.amount.description) == ["-10000.00"])

    let key = try RandomFirm.key.get()
    let head = try journal.head()
    let checkpoint = try SignedCheckpoint(
      Checkpoint(origin: key.verifier.name, size: head.size, root: head.root), by: [key])
    let making = try BundleMaking(journal, checkpoint)
    for issued in replays.issued {
      let bundle = try making.bundle(of: issued.document.id)
      let verification = BundleVerification(bundle.file.bytes, keys: [key.verifier])
      #expect(verification.verdict == .holds, "\(verification.findings)")
    }
  }
}
