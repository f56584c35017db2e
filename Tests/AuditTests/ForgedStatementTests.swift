import Audit
import Commission
import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import SwiftProtobuf
import Testing
import TransparencyLog

/// Statements that were written past the program, each with one thing that is not so.
@Suite struct ForgedStatementTests {
  /// Writes January's statement as the program would, changed by `forge`, and replays it.
  private func replay(
    digest: (String) -> String = { $0 },
    forge: (String) -> String, event change: (inout CommissionStatementIssued) -> Void = { _ in }
  ) throws -> StatementReplay {
    let story = try AuditStory()
    let query = try StatementQuery(History(story.ledger.journal))
    let document = try query.statement(of: "anna", for: Period(parsing: "2025-01")).document
      .signed(AuditStory.signatures)
    let text = forge(document.text)
    var bytes = text
    let sha256 = digest(bytes.withUTF8 { Hash.of(.init($0)).hexadecimal })
    try story.smuggle(
      "page", on: "employee/anna",
      CommissionStatementPageAdded.with {
        $0.statementID = document.id
        $0.page = 1
        $0.text = text
      })
    var issued = CommissionStatementIssued.with {
      $0.statementID = document.id
      $0.period = "2025-01"
      $0.employeeID = "anna"
      $0.total = MoneyValue.with {
        $0.minor = document.balance.earned.minor
        $0.currency = "EUR"
      }
      $0.sha256 = sha256
      $0.engineRevision = UInt32(document.engineRevision)
      $0.basisSize = document.basisSize
      $0.basisRoot = query.commission.speaksFor.root.hexadecimal
      $0.preparerID = "e-2"
      $0.approverID = "chef"
      $0.pages = 1
    }
    change(&issued)
    try story.smuggle(document.id, on: "employee/anna", issued)
    var replays = try StatementReplays(History(story.ledger.journal))
    return try replays.replay(try #require(replays.issued(document.id)))
  }

  private func differences(_ replay: StatementReplay) -> [String] {
    guard case .differs(let differences) = replay.verdict else { return [] }
    return differences
  }

  @Test func `One that is as the program would write it replays`() throws {
    #expect(try replay(forge: { $0 }).verdict == .identical)
  }

  @Test func `A cent more is found, with its place`() throws {
    let found = differences(
      try replay(forge: { $0.replacing("\"10000.00\"", with: "\"10000.01\"") }))
    try #require(found.count == 1)
    #expect(found[0].contains("10000.01") && found[0].contains("10000.00"))
  }

  @Test func `A digest that is not the text's is found`() throws {
    let found = differences(
      try replay(digest: { ($0.hasPrefix("0") ? "1" : "0") + $0.dropFirst() }, forge: { $0 }))
    #expect(found.count == 1 && found[0].contains("its text has the digest"))
  }

  @Test func `Another root at its basis is found`() throws {
    let other = differences(
      try replay(
        forge: { $0 },
        event: { $0.basisRoot = String(repeating: "0", count: 64) }))
    #expect(other.count == 1 && other[0].contains("its event names the root 0000"))
    let text = differences(
      try replay(forge: { text in
        text.replacing(/"root":"[^"]*"/, with: "\"root\":\"\(MerkleTree.emptyRoot)\"")
      }))
    #expect(text.count == 2 && text[0].contains("the root at its basis is"))
  }

  @Test func `Arithmetic that this program lacks is no verdict`() throws {
    let replay = try replay(forge: {
      $0.replacing(
        "\"engineRevision\":\(CommissionCalculation.revision)", with: "\"engineRevision\":99")
    })
    guard case .undecidable(let reason) = replay.verdict else {
      Issue.record("\(replay.verdict)")
      return
    }
    #expect(reason.contains("revision 99"))
    #expect(replay.sha256 == nil)
  }

  @Test func `A basis beyond its own position is found`() throws {
    let found = differences(
      try replay(forge: { text in
        text.replacing(/"size":\d+/, with: "\"size\":4000")
      }))
    #expect(found.count == 1 && found[0].contains("ends after its own position"))
  }
}
