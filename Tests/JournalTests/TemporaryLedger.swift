import Foundation
import Synchronization

@testable import Journal

/// A directory that goes away with the value, and journals in it.
final class TemporaryLedger: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "kontor-journal-" + UUID().uuidString
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static let options = Journal.Options(businessDay: { _ in 20_260_301 })

  /// Limits so small that a few records make many runs, blocks and merges.
  static func tinyOptions(tail: Int = 16) -> Journal.Options {
    var options = options
    options.index.tail = tail
    options.index.worthFlushing = max(1, tail / 4)
    options.index.mergeFactor = 2
    options.index.blockBytes = 52
    options.index.blocksPerTransaction = 3
    return options
  }

  var journalFile: String { path + "/journal/data.mdb" }
  var indexPath: String { path + "/index" }
  var anchorFile: String { path + "/anchors/heads" }

  /// Opens the journal, and closes it after `body`; makes it first if there is none.
  @discardableResult
  func use<Result>(
    _ options: Journal.Options = TemporaryLedger.options, _ body: (Journal) throws -> Result
  ) throws -> Result {
    if !FileManager.default.fileExists(atPath: path + "/journal") { try Journal.create(at: path) }
    let journal = try open(options)
    defer { journal.close() }
    return try body(journal)
  }

  func create() throws -> Journal {
    try Journal.create(at: path)
    return try open()
  }

  func open(_ options: Journal.Options = TemporaryLedger.options) throws -> Journal {
    try Journal(opening: path, options: options)
  }
}

/// A record with a small payload of its own.
func testRecord(
  _ id: String, on subject: String = "account/nordwerk", source: String = "urn:test",
  text: String = "Besuch", occurred: Int64? = 1_000_000
) -> NewRecord {
  NewRecord(
    subject: subject, source: source, id: id,
    time: .init(
      occurred: occurred, businessDay: occurred == nil ? nil : 20_260_228,
      precision: occurred == nil ? 5 : 3),
    type: 300, payload: Array(text.utf8), provenance: .init(actor: "kam-1"))
}

extension Journal {
  /// Appends as one unit.
  @discardableResult
  func append(
    _ records: [NewRecord], expecting: [String: ExpectedRevision] = [:]
  ) throws -> [Receipt] {
    try write { try $0.append(records, expecting: expecting) }
  }

  func allRecords() throws -> [[UInt8]] {
    var records: [[UInt8]] = []
    try scan { _, record throws(JournalError) in records.append(Array(record)) }
    return records
  }
}

/// The error that `body` throws, to look into its parts; nil when it throws another or none.
func journalError(_ body: () throws -> Void) -> JournalError? {
  do {
    try body()
    return nil
  } catch {
    return error as? JournalError
  }
}
