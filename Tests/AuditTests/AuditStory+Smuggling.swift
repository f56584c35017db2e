import Journal
import Ledger
import LedgerEvents
import SwiftProtobuf

extension AuditStory {
  /// Appends an event past every rule of the domain, as somebody does who has the files and a
  /// program of his own.
  func smuggle(
    _ id: String, on subject: String, _ data: some EventPayload, actor: String = "e-2"
  ) throws {
    let event = try ProposedEvent(
      id: id, source: Ledger.ownSource, subject: subject, occurrence: .unknown, data: data,
      actor: actor)
    let record = NewRecord(
      subject: event.subject, source: event.source, id: event.id,
      time: .init(
        occurred: nil, businessDay: nil, precision: UInt64(event.occurrence.precision.rawValue)),
      type: event.type.number, payload: event.payload, provenance: .init(actor: actor))
    _ = try ledger.journal.write { try $0.append([record]) }
  }
}
