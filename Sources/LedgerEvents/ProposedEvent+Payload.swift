import StrictJSON
import SwiftProtobuf

extension ProposedEvent {
  /// Builds an event from a typed payload, which is checked as if it came from outside.
  ///
  /// Throws what an attribute or the payload breaks; a place in the payload begins with `/data`.
  package init<Payload: EventPayload>(
    id: String, source: String, subject: String, occurrence: Occurrence, data: Payload,
    actor: String? = nil, correlationID: String? = nil, causationID: String? = nil,
    extensions: [EventAttribute] = []
  ) throws(EventError) {
    guard let type = EventCatalogue.shared[number: Payload.typeNumber],
      let table = EventCatalogue.shared.shape(of: type.number)
    else { throw EventError(.unreadablePayload("type \(Payload.typeNumber)")) }
    let payload = try Self.canonical(data, table)
    do {
      try AttributeRules.check(id: id, source: source, subject: subject)
      try AttributeRules.check([
        "actor": actor, "correlationid": correlationID, "causationid": causationID,
      ])
      try self.init(
        id: id, source: source, subject: subject, type: type, occurrence: occurrence, actor: actor,
        correlationID: correlationID, causationID: causationID,
        extensions: try AttributeRules.checked(extensions), payload: payload)
    } catch {
      throw EventError(error, in: UnsafeBufferPointer(start: nil, count: 0))
    }
  }

  /// Sends the message through its JSON form, so that no door into the ledger has weaker rules.
  private static func canonical(
    _ data: some EventPayload, _ table: MessageTable
  ) throws(EventError) -> [UInt8] {
    var writer = JSONWriter()
    do {
      let wire: [UInt8] = try data.serializedBytes()
      writer.beginObject()
      writer.name("data")
      try wire.withUnsafeBufferPointer { try PayloadPrinter($0).message(table, to: &writer) }
      writer.endObject()
    } catch {
      throw EventError(error, in: UnsafeBufferPointer(start: nil, count: 0))
    }
    return try writer.bytes.withUnsafeBufferPointer { json throws(EventError) in
      do {
        var scanner = JSONScanner(json)
        _ = try scanner.beginObject()
        _ = try scanner.name()
        var transcoder = PayloadTranscoder(scanner)
        try transcoder.message(table)
        return Array(transcoder.output.bytes)
      } catch {
        throw EventError(error, in: json)
      }
    }
  }
}
