/// The parts of a record after its header that the journal itself needs: whom it is about, and the
/// identity that makes a second sending recognisable.
///
/// The buffers point into the record and end with it.
package struct Envelope {
  package let hasTime: Bool
  package let subject: UnsafeRawBufferPointer
  package let source: UnsafeRawBufferPointer
  package let id: UnsafeRawBufferPointer

  /// Protobuf field numbers, and the value of `Precision` that says the time is not known.
  enum Field {
    static let precision: UInt64 = 9
    static let subject: UInt64 = 10
    static let source: UInt64 = 11
    static let id: UInt64 = 12
    static let actor: UInt64 = 13
    static let correlation: UInt64 = 14
    static let causation: UInt64 = 15
    static let attribute: UInt64 = 16
    static let digest: UInt64 = 17
    static let unknownPrecision: UInt64 = 5
  }

  /// Reads the envelope; nil when the bytes are not those of a record.
  package init?(_ record: UnsafeRawBufferPointer) { self.init(record, isWhole: true) }

  /// The same, of a record that may yet lack a part that every stored one has.
  init?(_ record: UnsafeRawBufferPointer, isWhole: Bool) {
    guard record.count > RecordLayout.headerBytes else { return nil }
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    var (subject, source, id) = (none, none, none)
    var hasTime = true
    var offset = RecordLayout.headerBytes
    // Fields come in the order of their numbers, so everything wanted lies before field 13.
    fields: while offset < record.count {
      guard let tag = Envelope.varint(record, &offset) else { return nil }
      switch (tag >> 3, tag & 7) {
      case (Field.precision, 0):
        guard let value = Envelope.varint(record, &offset) else { return nil }
        hasTime = value != Field.unknownPrecision
      case (Field.subject, 2):
        guard let bytes = Envelope.bytes(record, &offset) else { return nil }
        subject = bytes
      case (Field.source, 2):
        guard let bytes = Envelope.bytes(record, &offset) else { return nil }
        source = bytes
      case (Field.id, 2):
        guard let bytes = Envelope.bytes(record, &offset) else { return nil }
        id = bytes
      default:
        break fields
      }
    }
    if isWhole, subject.isEmpty || source.isEmpty || id.isEmpty { return nil }
    self.hasTime = hasTime
    self.subject = subject
    self.source = source
    self.id = id
  }

  /// A number that finds the identity again; two identities may share one, so compare them.
  package var identityHash: UInt64 { Envelope.identityHash(source: source, id: id) }

  static func identityHash(source: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) -> UInt64 {
    var hash = mix(0x9E37_79B9_7F4A_7C15, source)
    hash = mix(hash ^ 0xFF, id)
    hash ^= hash >> 33
    hash &*= 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 29)
  }

  private static func mix(_ start: UInt64, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start ^ UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      offset += 8
    }
    while offset < bytes.count {
      hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01B3
      offset += 1
    }
    return hash ^ (hash >> 32)
  }

  private static func varint(_ record: UnsafeRawBufferPointer, _ offset: inout Int) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard offset < record.count else { return nil }
      let byte = record[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  private static func bytes(
    _ record: UnsafeRawBufferPointer, _ offset: inout Int
  ) -> UnsafeRawBufferPointer? {
    guard let length = varint(record, &offset), length <= UInt64(record.count - offset) else {
      return nil
    }
    let start = offset
    offset += Int(length)
    return UnsafeRawBufferPointer(rebasing: record[start..<offset])
  }
}
