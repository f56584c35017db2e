import Foundation
import LedgerEvents
import Money
import SampleLedgerGenerator

@testable import Ledger

/// The sample ledger of 60 accounts over two years, as a file and imported.
enum SampleFile {
  static let bytes = Result {
    var sample = try SampleLedger(
      SampleSettings(
        accounts: 60, years: 2, seed: 7, start: CalendarDay(parsing: "2024-01-01"), currency: .eur))
    var bytes: [UInt8] = []
    while sample.writeDay(to: &bytes) {}
    return bytes
  }

  /// Imported once for all tests that only read it.
  static let imported = Result { try Imported() }

  struct Imported: Sendable {
    let directory: TemporaryDirectory
    let ledger: Ledger
    let report: ImportReport
    let repeated: ImportReport

    init() throws {
      directory = try TemporaryDirectory()
      directory.lastToTheEnd()
      let path = directory["sample.ndjson"]
      try Data(SampleFile.bytes.get()).write(to: URL(filePath: path))
      try Ledger.create(
        at: directory["ledger"],
        terms: .init(name: "Muster", currency: .eur, timeZone: "Europe/Berlin"),
        actor: TemporaryLedger.actor)
      ledger = try Ledger(opening: directory["ledger"])
      let rejects = directory["rejects.ndjson"]
      report = try ledger.importRows(
        from: path, .cloudEvents(nil), actor: TemporaryLedger.actor, rejectsPath: rejects)
      repeated = try ledger.importRows(
        from: path, .cloudEvents(nil), actor: TemporaryLedger.actor, rejectsPath: rejects)
    }
  }
}

/// What an event says, without what a ledger assigns.
struct EventContent: Hashable {
  let id: String
  let source: String
  let subject: String
  let type: UInt32
  let occurrence: Occurrence
  let actor: String?
  let extensions: [EventAttribute]
  let payload: [UInt8]

  init(_ event: StoredEvent) throws {
    id = event.id
    source = event.source
    subject = event.subject
    type = event.header.type
    occurrence = try event.occurrence
    actor = event.actor
    extensions = event.extensions
    payload = event.rawPayload
  }
}

extension Ledger {
  /// What others recorded in it: everything but what the ledger says about itself.
  func foreignContents() throws -> [EventContent] {
    try allEvents().filter { $0.source != Ledger.ownSource }.map { try EventContent($0) }
  }
}
