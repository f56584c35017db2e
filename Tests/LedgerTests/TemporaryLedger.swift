import Foundation
import Importing
import Journal
import LedgerEvents
import Money
import TransparencyLog

@testable import Ledger

/// A ledger of its own in a directory that goes away with the value.
final class TemporaryLedger {
  let directory: TemporaryDirectory
  private var opened: Ledger?

  static let actor = "kam-1"

  init(currency: Currency = .eur, timeZone: String = "Europe/Berlin") throws {
    directory = try TemporaryDirectory()
    try Ledger.create(
      at: directory["ledger"],
      terms: Ledger.Terms(name: "Nordwerk Vertrieb", currency: currency, timeZone: timeZone),
      actor: Self.actor)
    opened = try Ledger(opening: directory["ledger"])
  }

  deinit { opened?.close() }

  var ledger: Ledger {
    guard let opened else { preconditionFailure("the ledger was left closed") }
    return opened
  }

  /// What another process would see: nothing of the memory of the one before.
  func reopen() throws {
    opened?.close()
    opened = nil
    opened = try Ledger(opening: directory["ledger"])
  }

  @discardableResult
  func record(
    _ events: ProposedEvent..., expecting: [String: ExpectedRevision] = [:]
  ) throws -> RecordingOutcome {
    try ledger.record(events, expecting: expecting)
  }

  /// Imports CloudEvents; the rejects stand in `rejects.ndjson` of the directory.
  func importEvents(
    _ bytes: [UInt8], as name: String = "events.ndjson", format: CloudEventsFile.Format? = .lines
  ) throws -> ImportReport {
    let path = directory[name]
    try Data(bytes).write(to: URL(filePath: path))
    return try ledger.importRows(
      from: path, .cloudEvents(format), actor: Self.actor, rejectsPath: directory["rejects.ndjson"])
  }
}

extension Ledger {
  /// All events in the order of recording.
  func allEvents() throws -> [StoredEvent] {
    var records: [[UInt8]] = []
    try journal.scan { _, record throws(JournalError) in records.append(Array(record)) }
    return try records.map { try StoredEvent($0) }
  }

  /// How many records verify, when the root computed from their export is the verified one too.
  func soundSize() throws -> UInt64? {
    guard case .sound(let size, let root) = try journal.verify(),
      MerkleRoot.of(exported: try exported(.records, to: size)) == root.hexadecimal
    else { return nil }
    return size
  }

  /// Everything that is exported in a format.
  func exported(_ format: ExportFormat, from: UInt64 = 0, to: UInt64 = .max) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try export(format, from: from, to: to) { bytes += $0 }
    return bytes
  }
}
