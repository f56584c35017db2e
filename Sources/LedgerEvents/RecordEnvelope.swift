/// Where the values between a record's header and the end of its payload lie.
package struct RecordEnvelope: Sendable {
  package private(set) var precision: Precision = .unspecified
  package private(set) var subject = 0..<0
  package private(set) var source = 0..<0
  package private(set) var id = 0..<0
  /// Empty when there is none, like the two that follow.
  package private(set) var actor = 0..<0
  package private(set) var correlationID = 0..<0
  package private(set) var causationID = 0..<0
  /// From the first extension to behind the last one, keys included; other fields may lie between.
  package private(set) var extensions = 0..<0
  /// From the first digest of a personal value to behind the last one, keys included.
  package private(set) var personal = 0..<0
  /// The payload message's wire bytes.
  package private(set) var payload = 0..<0

  /// Reads the envelope of a record with this header; throws what is broken, whatever the bytes.
  package init(
    _ record: UnsafeBufferPointer<UInt8>, header: RecordHeader
  ) throws(EventProblem) {
    var reader = WireReader(record, RecordLayout.headerByteCount..<record.count)
    var hasPayload = false
    var start = reader.offset
    while let field = try reader.next() {
      switch (field.number, field.kind) {
      case (9, .varint):
        precision = Precision(rawValue: Int(truncatingIfNeeded: field.value)) ?? .unspecified
      case (10, .bytes): subject = field.range
      case (11, .bytes): source = field.range
      case (12, .bytes): id = field.range
      case (13, .bytes): actor = field.range
      case (14, .bytes): correlationID = field.range
      case (15, .bytes): causationID = field.range
      case (16, .bytes):
        extensions = (extensions.isEmpty ? start : extensions.lowerBound)..<reader.offset
      case (17, .bytes):
        personal = (personal.isEmpty ? start : personal.lowerBound)..<reader.offset
      case (header.type, .bytes):
        payload = field.range
        hasPayload = true
      case (100..., _):
        throw .brokenRecord("the payload is not of the type in the header")
      default: break
      }
      start = reader.offset
    }
    guard hasPayload, header.type >= 100 else { throw .brokenRecord("there is no payload") }
    guard !id.isEmpty, !source.isEmpty, !subject.isEmpty else {
      throw .brokenRecord("id, source or subject is missing")
    }
  }
}

extension RecordEnvelope {
  /// The first field of a record's payload, where it is a text; documents begin with their id.
  ///
  /// The bytes lie in the record; nil where it is none, or its payload begins with something else.
  package static func firstText(of record: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let bytes = record.assumingMemoryBound(to: UInt8.self)
    guard let header = RecordHeader(record),
      let envelope = try? RecordEnvelope(bytes, header: header)
    else { return nil }
    var reader = WireReader(bytes, envelope.payload)
    guard let field = try? reader.next(), field.number == 1, field.kind == .bytes else {
      return nil
    }
    return UnsafeRawBufferPointer(rebasing: record[field.range])
  }
}
