import Money

/// An event that somebody wants recorded, checked in its form but not yet accepted.
///
/// Whoever holds one knows: its id, source, subject and attributes have their forms, its payload is
/// a message of its type with all required fields, and its record is short enough.
package struct ProposedEvent: Hashable, Sendable {
  package let id: String
  package let source: String
  package let subject: String
  package let type: EventType
  package let occurrence: Occurrence
  package let actor: String?
  package let correlationID: String?
  package let causationID: String?
  /// In the order of their names.
  package let extensions: [EventAttribute]
  /// The wire bytes of the payload message, without a key.
  package let payload: [UInt8]
  package let personal: PersonalPart

  /// Throws what is wrong with an attribute, or that the record would be too long.
  init(
    id: String, source: String, subject: String, type: EventType, occurrence: Occurrence,
    actor: String?, correlationID: String?, causationID: String?, extensions: [EventAttribute],
    payload: [UInt8], personal: PersonalPart = .none
  ) throws(EventProblem) {
    self.id = id
    self.source = source
    self.subject = subject
    self.type = type
    self.occurrence = occurrence
    self.actor = actor
    self.correlationID = correlationID
    self.causationID = causationID
    self.extensions = extensions
    self.payload = payload
    self.personal = personal
    let size = recordByteBound
    guard size <= RecordLayout.maximumByteCount else { throw .tooLarge(bytes: size) }
  }

  /// The record with its header and envelope; the check is zero and filled in by the journal.
  ///
  /// The header's type and, where it is known, time come from the event.
  package func record(
    position: UInt64, recorded: Int64, stream: UInt32, revision: UInt32, businessDay: UInt32
  ) -> [UInt8] {
    var output = WireWriter(capacity: recordByteBound)
    RecordHeader(
      position: position, recorded: recorded,
      occurred: occurrence.instant?.microseconds ?? recorded, stream: stream, revision: revision,
      type: type.number, businessDay: businessDay
    ).write(to: &output)
    output.tag(9, .varint)
    output.varint(UInt64(occurrence.precision.rawValue))
    write(subject, 10, to: &output)
    write(source, 11, to: &output)
    write(id, 12, to: &output)
    write(actor, 13, to: &output)
    write(correlationID, 14, to: &output)
    write(causationID, 15, to: &output)
    for attribute in extensions {
      output.tag(16, .bytes)
      let start = output.beginLength()
      write(attribute.name, 1, to: &output)
      write(attribute.value, 2, to: &output)
      output.endLength(start)
    }
    for digest in digests {
      output.tag(17, .bytes)
      let bytes = digest.wireBytes
      output.varint(UInt64(bytes.count))
      bytes.withUnsafeBufferPointer { output.append($0) }
    }
    output.tag(type.number, .bytes)
    output.varint(UInt64(payload.count))
    payload.withUnsafeBufferPointer { output.append($0) }
    return Array(output.bytes)
  }

  /// What of it commits to values about a person; none as long as the values stand there themselves.
  package var digests: [PersonalDigest] {
    guard case .digests(let digests) = personal else { return [] }
    return digests
  }

  /// The values about a person that have to be sealed before the event can be recorded.
  package var personalValues: PersonalValues? {
    guard case .values(let values) = personal else { return nil }
    return values
  }

  private func write(_ text: String?, _ number: UInt32, to output: inout WireWriter) {
    guard var text, !text.isEmpty else { return }
    output.tag(number, .bytes)
    output.varint(UInt64(text.utf8.count))
    text.withUTF8 { output.append($0) }
  }

  /// The record's bytes, with each length counted as three.
  private var recordByteBound: Int {
    var count = RecordLayout.headerByteCount + 2 + 6 + payload.count
    for text in [subject, source, id, actor ?? "", correlationID ?? "", causationID ?? ""] {
      count += text.utf8.count + 4
    }
    for attribute in extensions {
      count += attribute.name.utf8.count + attribute.value.utf8.count + 13
    }
    return count + personalByteBound
  }

  /// The bytes of the digests that stand for the values, with each length counted as three.
  private var personalByteBound: Int {
    let names: [String]
    switch personal {
    case .none: return 0
    case .values(let values): names = values.values.map(\.name)
    case .digests(let digests): names = digests.map(\.name)
    }
    return names.reduce(0) {
      $0 + $1.utf8.count + PersonID.byteCount + PersonalDigest.digestByteCount + 18
    }
  }
}
