import Audit
import Foundation
import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import SwiftProtobuf
import Testing
import TransparencyLog

/// Who, late, overrides, rules, complete, privileged, present, against what the story says.
@Suite struct QuestionTests {
  private func accounting(
    _ story: AuditStory, _ kinds: Set<Accountability.Kind>
  ) throws -> [Accountability.Act] {
    var scope = Accountability.Scope()
    scope.kinds = kinds
    return try Accountability(History(story.ledger.journal), Clocks(), scope).acts
  }

  private func split(
    _ story: AuditStory, _ id: String, _ type: String, anna: Int, bert: Int, approver: String,
    actor: String = "e-2"
  ) throws {
    try story.record(
      id, "commission_split.\(type)",
      #"{"order_id":"o-2","mode":"split","reason":"Vereinbarung","approver_id":"\#(approver)","#
        + #""shares":[{"employee_id":"anna","role":"kam","share_bp":\#(anna)},"#
        + #"{"employee_id":"bert","role":"field_sales","share_bp":\#(bert)}]}"#,
      at: "2025-02-11", actor: actor)
  }

  @Test func `Splits name what held before, who approved, and by which right`() throws {
    let story = try AuditStory()
    try split(story, "s-1", "agreed", anna: 6_000, bert: 4_000, approver: "chef")
    try split(story, "s-2", "revised", anna: 7_000, bert: 3_000, approver: "anna")
    try split(story, "s-3", "revised", anna: 5_000, bert: 5_000, approver: "e-5")
    let acts = try accounting(story, [.split])
    try #require(acts.map(\.approver) == ["chef", "anna", "e-5"])
    #expect(acts[0].before == nil)
    #expect(acts[1].before == acts[0].event.summary)
    #expect(acts[2].before == acts[1].event.summary)
    #expect(acts[1].event.summary.contains("anna 70 %"))
    #expect(acts[0].authority == "manager of anna")
    #expect(acts[0].findings.isEmpty)
    #expect(acts[1].findings == ["the approver gains by it"])
    #expect(acts[2].findings == ["the ledger does not know the approver"])
    #expect(acts.map(\.event.stored.position) == (try ["s-1", "s-2", "s-3"].map(story.position)))
  }

  /// The rules refuse this; whoever writes into the files by other means is still found.
  @Test func `Who approved what he recorded himself is found`() throws {
    let story = try AuditStory()
    try story.smuggle(
      "s-1", on: "account/nordwerk",
      CommissionSplitAgreed.with {
        $0.orderID = "o-2"
        $0.mode = .split
        $0.approverID = "e-2"
      })
    let acts = try accounting(story, [.split])
    #expect(
      acts.map(\.findings)
        == [["prepared and approved by one person", "the ledger does not know the approver"]])
  }

  @Test func `A statement names two people, and who had left is found`() throws {
    let story = try AuditStory()
    try story.record(
      "left", "employee.left", #"{"employee_id":"chef","valid_to":"2025-03-01"}"#,
      on: "employee/chef", at: "2025-02-20")
    try story.issueJanuary()
    let acts = try accounting(story, [.statement])
    #expect(acts.map(\.preparer) == ["e-2"])
    #expect(acts.map(\.approver) == ["chef"])
    #expect(acts.map(\.findings) == [["the approver had left on 2025-03-01"]])
  }

  @Test func `What belongs to a closed period is found with the money that it moved`() throws {
    let story = try AuditStory()
    let (outcome, _) = try story.ledger.closePeriod(
      Period(parsing: "2025-01"), AuditStory.signatures, actor: "e-2")
    guard case .committed = outcome else { Issue.record("\(outcome)"); return }
    try story.goOn()
    var scope = LateEntries.Scope()
    scope.onlyAfterClose = true
    let late = try LateEntries(History(story.ledger.journal), Clocks(), scope)
    #expect(
      late.entries.map(\.event.stored.position)
        == (try ["order-b-1", "order-o-3"].map(story.position)))
    #expect(
      try late.entries.map { try ($0.changes ?? []).sums().map(\.description) }
        == [["700.00"], ["2000.00"]])
    #expect(late.entries.allSatisfy { $0.closed?.period.description == "2025-01" })
    // Of two entries the effect of the newer one only.
    scope.effects = 1
    let fewer = try LateEntries(History(story.ledger.journal), Clocks(), scope)
    #expect(fewer.entries.map { $0.changes == nil } == [true, false])
  }

  @Test func `Exceptions carry rationale, expiry and amount`() throws {
    let story = try AuditStory()
    try story.record(
      "adj", "commission.adjusted",
      #"{"employee_id":"anna","amount":{"amount":"-250.00","currency":"EUR"},"reason":"Kulanz","#
        + #""approver_id":"chef","legal_ground":"HGB 87a"}"#, on: "employee/anna",
      at: "2025-02-12")
    try story.record(
      "band", "health.override_set",
      #"{"band":"green","reason":"Übergabe","expires_at":"2025-06-01"}"#, at: "2025-03-15")
    try story.record("clear", "health.override_cleared", "{}", at: "2025-03-20")
    let found = try Overrides(History(story.ledger.journal)).exceptions
    try #require(found.map(\.kind) == [.adjustment, .health])
    #expect(found[0].amount?.description == "-250.00")
    #expect(found[0].rationale == "Kulanz; HGB 87a")
    #expect(found[0].approver == "chef")
    #expect(found[1].expires?.description == "2025-06-01")
    #expect(found.map(\.isTakenBack) == [false, true])
    #expect(try Overrides(History(story.ledger.journal), kinds: [.discount]).exceptions.isEmpty)
  }

  @Test func `Rules say what was in force, and what was known then`() throws {
    let story = try AuditStory()
    let before = try story.ledger.journal.size()
    try story.goOn()
    let history = History(story.ledger.journal)
    let rules = try RuleVersions(history)
    #expect(rules.versions.map(\.number) == [1, 2])
    #expect(rules.versions.allSatisfy { $0.isTextWhole && $0.isBackdated })
    #expect(try rules.inForce(on: CalendarDay(parsing: "2025-01-24")).map(\.number) == [1])
    #expect(try rules.inForce(on: CalendarDay(parsing: "2025-01-25")).map(\.number) == [2])
    #expect(try rules.inForce(on: CalendarDay(parsing: "2024-12-31")).isEmpty)
    let then = try RuleVersions(history, Clocks(knownAt: .size(before)))
    #expect(try then.inForce(on: CalendarDay(parsing: "2025-01-25")).map(\.number) == [1])
    #expect(
      rules.plan("grundplan", 2)?.event.stored.position == (try story.position("grundplan-2")))
  }

  @Test func `A complete history is told from one with a hole`() throws {
    let story = try AuditStory()
    try story.goOn()
    let journal = story.ledger.journal
    let whole = try Completeness(of: "account/nordwerk", History(journal))
    #expect(whole.isComplete)
    #expect(whole.streams.map(\.count) == [12])
    #expect(whole.streams.map(\.last.position) == [try story.position("order-o-5")])
    let last = try journal.record(at: try story.position("order-o-5"))
    #expect(whole.streams.map(\.lastLeaf) == [last.withUnsafeBytes { MerkleTree.leafHash($0) }])

    var set = RecordSet(
      size: try journal.size(), roots: [try journal.size(): try journal.head().root])
    let missing = try story.position("order-o-4")
    try journal.scan { header, record throws(JournalError) in
      if header.position != missing { try set.add(record) }
    }
    let holed = try Completeness(of: "account/nordwerk", History(set))
    #expect(!holed.isComplete)
    #expect(holed.streams.flatMap(\.faults).count == 1)
    #expect(try Completeness(of: "account/nobody", History(journal)).streams.isEmpty)
  }

  @Test func `Privileged functions are listed in the order of their use`() throws {
    let story = try AuditStory()
    try story.issueJanuary()
    try story.goOn()
    let answer = try Privileged(History(story.ledger.journal))
    #expect(answer.uses.map(\.kind) == [.creation, .rules, .correction, .rules, .erasure])
    #expect(answer.uses.last?.event.stored.position == (try story.position("erased-1")))
    #expect(answer.anomalies.isEmpty)
    let only = try Privileged(History(story.ledger.journal), kinds: [.erasure])
    #expect(only.uses.count == 1)
  }

  @Test func `An event's presence names the roots that cover it`() throws {
    let story = try AuditStory()
    let journal = story.ledger.journal
    let history = History(journal)
    let position = try #require(try history.position(named: "order-o-1"))
    #expect(position == (try story.position("order-o-1")))
    #expect(try history.position(named: "order-o-1", source: "urn:other") == nil)
    let presence = try Presence(
      of: position, history, by: try CalendarDay(parsing: "2020-01-01"))
    #expect(!presence.wasThere)
    #expect(presence.dayEnd?.size == 0)
    #expect(presence.firstRoot == (try journal.root(at: position + 1)))
    let today = try Instant(microseconds: Journal.systemClock()).day(offsetSeconds: 0)
    #expect(try Presence(of: position, history, by: today.adding(days: 1)).wasThere)
  }
}
