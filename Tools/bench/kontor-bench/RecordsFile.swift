import Foundation
import Journal
import LedgerEvents

/// The records that every candidate stores: `kontor export --format records`.
struct RecordsFile {
  /// Each record without its length.
  let records: [[UInt8]]

  init(_ path: String, limit: Int? = nil) throws {
    let data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    var records: [[UInt8]] = []
    try data.withUnsafeBytes { bytes in
      var at = 0
      while at + 4 <= bytes.count, records.count < limit ?? .max {
        let length = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).bigEndian
        let end = at + 4 + Int(length)
        guard end <= bytes.count else { throw BenchError(what: "\(path) is cut off") }
        records.append(Array(bytes[at + 4..<end]))
        at = end
      }
    }
    self.records = records
  }

  /// The records as somebody hands them to a journal: ready but for what the writer assigns.
  func ready() throws -> [NewRecord] { try records.map { try NewRecord(again: $0) } }
}

extension NewRecord {
  /// The record that gives these bytes again, but for position and times of recording.
  fileprivate init(again record: [UInt8]) throws {
    let event = try StoredEvent(record)
    let isKnown = event.precision != .unknown
    self.init(
      subject: event.subject, source: event.source, id: event.id,
      time: Time(
        occurred: isKnown ? event.header.occurred : nil,
        businessDay: isKnown ? event.header.businessDay : nil,
        precision: UInt64(event.precision.rawValue)),
      type: event.header.type, payload: event.rawPayload,
      provenance: Provenance(
        actor: event.actor ?? "", correlationID: event.correlationID ?? "",
        causationID: event.causationID ?? "",
        attributes: event.extensions.map { ($0.name, $0.value) }))
  }
}
