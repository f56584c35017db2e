package import Money
import SwiftProtobuf

/// An event as it lies in the journal; its bytes are kept as they are.
package struct StoredEvent: Sendable {
  /// The whole record.
  package let bytes: [UInt8]
  package let header: RecordHeader
  private let envelope: RecordEnvelope

  /// Reads the header and the places of the envelope; throws when the bytes are no record.
  package init(_ bytes: [UInt8]) throws(EventError) {
    guard let header = bytes.withUnsafeBytes({ RecordHeader($0) }) else {
      throw EventError(.brokenRecord("the header is malformed"))
    }
    // One that was not appended yet has no check sum.
    guard
      header.check == 0
        || bytes.withUnsafeBytes({ RecordLayout.checksum($0) }) == header.check
    else {
      throw EventError(
        .brokenRecord("its bytes do not have the check sum that they were written with"))
    }
    self.bytes = bytes
    self.header = header
    do throws(EventProblem) {
      envelope = try bytes.withUnsafeBufferPointer { record throws(EventProblem) in
        try RecordEnvelope(record, header: header)
      }
    } catch {
      throw EventError(error)
    }
  }

  package var id: String { text(envelope.id) }
  package var source: String { text(envelope.source) }
  package var subject: String { text(envelope.subject) }
  package var actor: String? { optional(envelope.actor) }
  package var correlationID: String? { optional(envelope.correlationID) }
  package var causationID: String? { optional(envelope.causationID) }
  package var precision: Precision { envelope.precision }
  package var position: UInt64 { header.position }
  package var recorded: Instant { Instant(microseconds: header.recorded) }
  package var occurred: Instant { Instant(microseconds: header.occurred) }

  /// The stored type, before any upcasting; nil when this version does not know it.
  package var type: EventType? {
    guard header.type == EventType.customNumber else {
      return EventCatalogue.shared[number: header.type]
    }
    return (try? CustomEvent(serializedBytes: rawPayload)).map { EventType(custom: $0.type) }
  }

  /// The payload's wire bytes as they are stored.
  package var rawPayload: [UInt8] { Array(bytes[envelope.payload]) }

  /// The attributes the ledger carries without knowing them.
  package var extensions: [EventAttribute] {
    guard !envelope.extensions.isEmpty else { return [] }
    return bytes.withUnsafeBufferPointer { record in
      var reader = WireReader(record, envelope.extensions)
      var found: [EventAttribute] = []
      while let field = try? reader.next() {
        guard field.number == 16, field.kind == .bytes else { continue }
        var parts = WireReader(record, field.range)
        var (name, value) = ("", "")
        while let part = try? parts.next() {
          if part.number == 1, part.kind == .bytes { name = text(part.range) }
          if part.number == 2, part.kind == .bytes { value = text(part.range) }
        }
        found.append(EventAttribute(name: name, value: value))
      }
      return found
    }
  }

  /// Whether the event has values about a person.
  package var hasPersonal: Bool { !envelope.personal.isEmpty }

  /// What commits to the values about a person, in the order of their names; throws what is no
  /// digest.
  package var personal: [PersonalDigest] {
    get throws(EventError) {
      guard !envelope.personal.isEmpty else { return [] }
      do throws(EventProblem) {
        return try bytes.withUnsafeBufferPointer { record throws(EventProblem) in
          var reader = WireReader(record, envelope.personal)
          var found: [PersonalDigest] = []
          while let field = try reader.next() {
            guard field.number == 17, field.kind == .bytes else { continue }
            found.append(try digest(field.range))
          }
          return found
        }
      } catch {
        throw EventError(error)
      }
    }
  }

  private func digest(_ range: Range<Int>) throws(EventProblem) -> PersonalDigest {
    guard let digest = try? PersonalDigest(serializedBytes: Array(bytes[range])),
      digest.personID != nil, digest.digest.count == PersonalDigest.digestByteCount
    else { throw .brokenRecord("a digest of a personal value is malformed") }
    return digest
  }

  /// When it happened; throws when the day in the record does not exist.
  package var occurrence: Occurrence {
    get throws(EventError) {
      switch envelope.precision {
      case .second: return .second(occurred)
      case .minute: return .minute(occurred)
      case .day, .month:
        guard let day = try? occurred.day(offsetSeconds: 0) else {
          throw EventError(.brokenRecord("the day it happened is out of range"))
        }
        return envelope.precision == .day ? .day(day) : .month(day)
      case .unknown, .unspecified, .UNRECOGNIZED: return .unknown
      }
    }
  }

  /// The payload in its current form; throws when it cannot be decoded.
  package func data(
    upcasting chain: UpcasterChain = .standard
  ) throws(EventError) -> Record.OneOf_Data {
    let (type, payload) = try chain.current(type: header.type, payload: rawPayload, id: id)
    return try Record.OneOf_Data.decode(type: type, payload: payload)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func optional(_ range: Range<Int>) -> String? {
    range.isEmpty ? nil : text(range)
  }
}

extension Record.OneOf_Data {
  /// Decodes a payload, naming the type when that fails.
  static func decode(type: UInt32, payload: [UInt8]) throws(EventError) -> Record.OneOf_Data {
    do {
      if let data = try Record.OneOf_Data(typeNumber: type, payload: payload) { return data }
    } catch {
      throw EventError(.unreadablePayload("type \(type): \(error)"))
    }
    throw EventError(.unreadablePayload("type \(type) is unknown"))
  }
}

extension Replacement {
  /// The data that hold instead, in their current form; `id` is the corrected event's.
  package func decoded(
    id: String, upcasting chain: UpcasterChain = .standard
  ) throws(EventError) -> Record.OneOf_Data {
    let (number, payload) = try chain.current(type: type, payload: [UInt8](data), id: id)
    return try Record.OneOf_Data.decode(type: number, payload: payload)
  }
}
