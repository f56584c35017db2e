import Commission
import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import Testing
import TransparencyLog

@testable import Ledger

/// With every statement, period close and checkpoint the heads of all streams are committed.
@Suite struct CommittedStreamsTests {
  private let temporary: TemporaryLedger
  private let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")
  private var ledger: Ledger { temporary.ledger }

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
    let plan = sellerPlan("rate: 5 %")
    _ = try ledger.publishPlan(text: plan, try Plan.parse(plan), actor: "e-2")
    for (id, seller, day) in [("o-1", "anna", "2025-01-10"), ("o-2", "bert", "2025-02-10")] {
      try temporary.record(
        fact(
          "order-\(id)", "order.booked",
          #"{"order_id":"\#(id)","net":{"amount":"100.00","currency":"EUR"},"#
            + #""employee_id":"\#(seller)"}"#, at: day))
    }
  }

  private func committed() throws -> [(position: UInt64, data: StreamsCommitted)] {
    try ledger.allEvents().compactMap { event in
      guard case .streamsCommitted(let data) = try event.data() else { return nil }
      #expect(event.subject == "ledger")
      return (event.position, data)
    }
  }

  @Test func `A statement commits the streams as it knew them, and its text says nothing of it`()
    throws
  {
    let before = try ledger.journal.head().size
    let (outcome, document) = try ledger.issueStatement(
      of: "anna", for: Period(parsing: "2025-01"), signatures, actor: "e-2")
    let receipts = try #require(outcome.receipts)
    let found = try #require(try committed().first)
    #expect(try committed().count == 1)
    #expect(found.position == receipts.last?.position)
    #expect(found.data.size == document.basisSize && found.data.size == before)
    #expect(found.data.occasion == .statement)
    // The ledger, the account, the plan; the statement begins the stream of the employee.
    #expect(found.data.streams == 3)
    #expect(
      found.data.root == (try ledger.journal.streamsCommitment(at: before)).root.hexadecimal)
    #expect(!document.text.contains("streams"))
  }

  @Test func `A period close commits once, a checkpoint only what is new`() throws {
    _ = try ledger.closePeriod(Period(parsing: "2025-01"), signatures, actor: "e-2")
    #expect(try committed().map(\.data.occasion) == [.periodClose])
    #expect(try ledger.commitStreams(actor: "e-2").receipts?.count == 1)
    let size = try ledger.journal.head().size
    let last = try #require(try committed().last)
    #expect(last.data.occasion == .checkpoint)
    #expect(last.data.size == size - 1 && last.position == size - 1)
    #expect(try ledger.commitStreams(actor: "e-2").receipts == [])
    #expect(try ledger.journal.head().size == size)
    try temporary.reopen()
    #expect(try ledger.commitStreams(actor: "e-2").receipts == [])
  }

  @Test func `A commitment of another ledger is refused, its own is known`() throws {
    _ = try ledger.closePeriod(Period(parsing: "2025-01"), signatures, actor: "e-2")
    let exported = try ledger.exported(.ndjson)
    let other = try TemporaryLedger()
    try other.record(account("anders"))
    let report = try other.importEvents(exported)
    let rejects = try String(contentsOfFile: other.directory["rejects.ndjson"], encoding: .utf8)
    #expect(report.rejected > 0)
    #expect(rejects.contains("streams-differ") || rejects.contains("size-ahead"))
    #expect(try other.ledger.allEvents().allSatisfy { $0.type?.name != "streams.committed" })
    let again = try temporary.importEvents(exported)
    #expect(again.rejected == 0)
  }

  @Test func `Another program finds the same roots in an export`() throws {
    for month in ["2025-01", "2025-02"] {
      _ = try ledger.closePeriod(Period(parsing: month), signatures, actor: "e-2")
      _ = try ledger.commitStreams(actor: "e-2")
    }
    let file = temporary.directory["records"]
    try Data(ledger.exported(.records)).write(to: URL(filePath: file))
    guard let (status, output) = try Self.python("streams.py", input: file) else { return }
    #expect(status == 0)
    let expected = try committed().map {
      "\($0.position) \($0.data.size) \($0.data.streams) \($0.data.root) right"
    }
    #expect(output.split(separator: "\n").map(String.init) == expected)
    #expect(expected.count == 4)
  }

  /// Runs a script of the schemas with Python's own library; nil where there is no Python.
  private static func python(
    _ script: String, input: String
  ) throws -> (status: Int32, output: String)? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", root.appending(path: "Schemas/storage/\(script)").path]
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
    let output = input + ".out"
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      print("skipped: python3 is not installed")
      return nil
    }
    return (process.terminationStatus, try String(contentsOfFile: output, encoding: .utf8))
  }
}
