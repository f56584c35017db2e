import Foundation
import Journal
import LedgerEvents
import StrictJSON
import Testing
import TransparencyLog

@testable import Ledger

struct ExportTests {
  private func small() throws -> TemporaryLedger {
    let temporary = try TemporaryLedger()
    try temporary.record(account(), order("or-1"), visit("v-1", at: "2026-03-31T23:30:00Z"))
    try temporary.record(
      correction("c-1", of: "order-or-1", "order.booked", orderData("or-1", "90.00")))
    return temporary
  }

  @Test func `What was exported becomes the same ledger again`() throws {
    let whole = try SampleFile.imported.get().ledger
    let copy = try TemporaryLedger()
    let exported = try whole.exported(.ndjson)
    let report = try copy.importEvents(exported, as: "export.ndjson", format: nil)
    // The creation has the id that the copy's own has, and another name.
    #expect(report.rejected == 1 && report.duplicates == 0)
    #expect(report.accepted == Int(try whole.journal.head().size) - 1)
    let (left, right) = try (copy.ledger.allEvents(), whole.allEvents())
    #expect(left.count == right.count + 1)
    for (copied, original) in zip(left.dropFirst(), right.dropFirst()) {
      let isSame = try EventContent(copied) == EventContent(original)
      #expect(isSame, "\(original.id)")
      #expect(copied.header.businessDay == original.header.businessDay)
    }
  }

  @Test func `A list and lines hold the same events`() throws {
    let temporary = try small()
    let lines = try temporary.ledger.exported(.ndjson).split(separator: 0x0A)
    let list = try JSONValue(parsing: temporary.ledger.exported(.json)).array
    #expect(list == (try lines.map { try JSONValue(parsing: Array($0)) }))
    let events = try temporary.ledger.allEvents()
    #expect(list?.map { $0.object?["id"]?.string } == events.map(\.id))
    #expect(
      list?.map { $0.object?["sequence"]?.string }
        == (0..<5).map { "0000000000000000000\($0)" })
    let copy = try TemporaryLedger()
    let report = try copy.importEvents(
      temporary.ledger.exported(.json), as: "list.json", format: nil)
    // The two creations are the same event.
    #expect(report.rows == 5 && report.accepted == 4 && report.duplicates == 1)
    #expect(try copy.ledger.foreignContents() == temporary.ledger.foreignContents())
  }

  @Test func `A part of the journal is exported by its positions`() throws {
    let temporary = try small()
    let all = try temporary.ledger.exported(.ndjson).split(separator: 0x0A)
    for (from, to) in [(0, 2), (2, 4), (4, 99), (3, 3), (7, 9)] as [(UInt64, UInt64)] {
      let part = try temporary.ledger.exported(.ndjson, from: from, to: to).split(separator: 0x0A)
      #expect(
        part == Array(all.enumerated().filter { from..<to ~= UInt64($0.offset) }.map(\.element)))
    }
    #expect(try temporary.ledger.exported(.json, from: 7) == Array("[]\n".utf8))
  }

  @Test func `Records are the stored bytes`() throws {
    let temporary = try small()
    let records = MerkleRoot.records(exported: try temporary.ledger.exported(.records))
    #expect(records.map { Array($0) } == (try temporary.ledger.allEvents().map(\.bytes)))
  }

  @Test func `Whoever cannot write the export learns that, and not that the ledger is damaged`()
    throws
  {
    let temporary = try TemporaryLedger()
    // Enough for more than one piece.
    try temporary.record(account())
    for number in 0..<200 { try temporary.record(visit("v-\(number)", at: "2026-03-02")) }
    for format in ExportFormat.allCases {
      let error = #expect(throws: LedgerError.self) {
        try temporary.ledger.export(format) { _ throws(LedgerError) in
          throw .file(path: "/full", reason: "no space left")
        }
      }
      guard case .file("/full", "no space left")? = error else {
        Issue.record("\(format): \(String(describing: error))")
        continue
      }
    }
  }
}
