import Money
package import StrictJSON
import SwiftProtobuf

/// The outside form of events: CloudEvents 1.0 in JSON.
package enum CloudEvents {
  /// Reads one event.
  ///
  /// Throws what is wrong and where; nothing unknown inside `data` is let through. Unknown attributes
  /// beside it are carried as extensions, `recordedtime` and `sequence` are ignored.
  package static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, customTypes: CustomTypes = .none
  ) throws(EventError) -> ProposedEvent {
    do {
      var reader = CloudEventReader(JSONScanner(bytes), customTypes)
      let event = try reader.event()
      try reader.scanner.end()
      return event
    } catch {
      throw EventError(error, in: bytes)
    }
  }

  /// Reads one event.
  package static func parse(
    _ bytes: [UInt8], customTypes: CustomTypes = .none
  ) throws(EventError) -> ProposedEvent {
    try bytes.withUnsafeBufferPointer { buffer throws(EventError) in
      try parse(buffer, customTypes: customTypes)
    }
  }

  /// Reads a JSON array of events; the first fault throws and its place begins with its index.
  package static func parseBatch(
    _ bytes: UnsafeBufferPointer<UInt8>, customTypes: CustomTypes = .none
  ) throws(EventError) -> [ProposedEvent] {
    do {
      var reader = CloudEventReader(JSONScanner(bytes), customTypes)
      var events: [ProposedEvent] = []
      var more = try reader.scanner.beginArray()
      while more {
        events.append(try reader.event())
        more = try reader.scanner.nextElement()
      }
      try reader.scanner.end()
      return events
    } catch {
      throw EventError(error, in: bytes)
    }
  }

  /// Reads a JSON array of events.
  package static func parseBatch(
    _ bytes: [UInt8], customTypes: CustomTypes = .none
  ) throws(EventError) -> [ProposedEvent] {
    try bytes.withUnsafeBufferPointer { buffer throws(EventError) in
      try parseBatch(buffer, customTypes: customTypes)
    }
  }

  /// Writes a stored event with the attributes the ledger assigned.
  ///
  /// Throws when the record's payload cannot be read; whatever was parsed can be written.
  package static func write(_ event: StoredEvent) throws(EventError) -> [UInt8] {
    var writer = JSONWriter()
    try write(event, to: &writer)
    return writer.bytes
  }

  /// Writes a stored event as the next value.
  package static func write(
    _ event: StoredEvent, to writer: inout JSONWriter
  ) throws(EventError) {
    guard let type = event.type else {
      throw EventError(.unreadablePayload("type \(event.header.type) is unknown"))
    }
    writer.beginObject()
    writer.member("specversion", "1.0")
    writer.member("id", event.id)
    writer.member("source", event.source)
    writer.member("type", type.outsideName)
    writer.member("subject", event.subject)
    let occurrence = try event.occurrence
    if let instant = occurrence.instant {
      writer.member("time", instant.description)
      writer.member("timeprecision", occurrence.precision.outsideName)
    }
    writer.member("datacontenttype", "application/json")
    writer.member("recordedtime", event.recorded.description)
    let digits = String(event.position)
    writer.member("sequence", String(repeating: "0", count: 20 - digits.count) + digits)
    for (name, value) in [
      ("actor", event.actor), ("correlationid", event.correlationID),
      ("causationid", event.causationID),
    ] {
      if let value { writer.member(name, value) }
    }
    for attribute in event.extensions { writer.member(attribute.name, attribute.value) }
    writer.name("data")
    try writeData(event, type, to: &writer)
    if event.hasPersonal { try writePersonal(event, to: &writer) }
    writer.endObject()
  }

  /// Digests and never values: an export holds nothing that could not be shown to everybody.
  private static func writePersonal(
    _ event: StoredEvent, to writer: inout JSONWriter
  ) throws(EventError) {
    writer.name("personal")
    writer.beginObject()
    writer.name("digests")
    writer.beginArray()
    for digest in try event.personal {
      writer.beginObject()
      writer.member("name", digest.name)
      writer.member("person", digest.personID?.description ?? "")
      writer.member("retention", digest.retention.word)
      writer.member("digest", Base64URL.text(of: digest.digest))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  /// The JSON form of a stored event's payload, as it is stored and before any upcasting.
  package static func data(_ event: StoredEvent) throws(EventError) -> [UInt8] {
    guard let type = event.type else {
      throw EventError(.unreadablePayload("type \(event.header.type) is unknown"))
    }
    var writer = JSONWriter()
    try writeData(event, type, to: &writer)
    return writer.bytes
  }

  private static func writeData(
    _ event: StoredEvent, _ type: EventType, to writer: inout JSONWriter
  ) throws(EventError) {
    do {
      if let table = EventCatalogue.shared.shape(of: type.number) {
        try event.rawPayload.withUnsafeBufferPointer {
          try PayloadPrinter($0).message(table, to: &writer)
        }
      } else {
        writer.raw(try CustomEvent(serializedBytes: event.rawPayload).json.utf8)
      }
    } catch {
      throw EventError(error, in: UnsafeBufferPointer(start: nil, count: 0))
    }
  }
}

extension Precision {
  /// The value of the attribute `timeprecision`.
  var outsideName: String {
    switch self {
    case .second: "second"
    case .minute: "minute"
    case .day: "day"
    case .month: "month"
    case .unknown, .unspecified, .UNRECOGNIZED: "unknown"
    }
  }
}
