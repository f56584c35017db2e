/// A record that is ready but for what only the writer can assign: position, recorded time, stream
/// number, revision and check.
///
/// It is encoded where it is made, so that the writer's thread only fills in numbers and hashes.
package struct NewRecord: Sendable {
  package let subject: String
  let hasTime: Bool
  /// Whether it has a source and an id.
  let isIdentified: Bool
  let bytes: [UInt8]
  let identityHash: UInt64

  /// Source and id stand in the bytes; they are asked for only where something is refused.
  package var source: String { text(\.source) }
  package var id: String { text(\.id) }

  /// When something happened, as the record's header keeps it.
  package struct Time: Sendable {
    /// Microseconds since 1970 UTC; for a calendar day its midnight UTC.
    ///
    /// Nil where it is not known, and the time of recording stands in for it.
    package var occurred: Int64?
    /// The calendar day in the ledger's time zone as yyyymmdd; nil together with `occurred`.
    package var businessDay: UInt32?
    /// The number of the value in the enum `Precision`.
    package var precision: UInt64

    package init(occurred: Int64?, businessDay: UInt32?, precision: UInt64) {
      self.occurred = occurred
      self.businessDay = businessDay
      self.precision = precision
    }
  }

  /// Whose doing it is; empty texts are left out.
  package struct Provenance: Sendable {
    package var actor: String
    package var correlationID: String
    package var causationID: String
    /// Names and values the journal carries without knowing them, in the order of the names.
    package var attributes: [(name: String, value: String)]
    /// Messages that commit to what lies elsewhere, in their order; the journal does not read them.
    package var digests: [[UInt8]]

    package init(
      actor: String = "", correlationID: String = "", causationID: String = "",
      attributes: [(name: String, value: String)] = [], digests: [[UInt8]] = []
    ) {
      self.actor = actor
      self.correlationID = correlationID
      self.causationID = causationID
      self.attributes = attributes
      self.digests = digests
    }
  }

  /// Encodes a record whose payload is the message field `type` with the bytes `payload`.
  package init(
    subject: String, source: String, id: String, time: Time, type: UInt32, payload: [UInt8],
    provenance: Provenance = .init()
  ) {
    self.subject = subject
    hasTime = time.occurred != nil
    isIdentified = !source.isEmpty && !id.isEmpty
    var bytes = [UInt8](repeating: 0, count: RecordLayout.headerBytes)
    bytes.reserveCapacity(RecordLayout.headerBytes + 160 + payload.count)
    for (offset, tag) in RecordLayout.tags { bytes[offset] = tag }
    bytes.store(UInt64(bitPattern: time.occurred ?? 0), at: RecordLayout.occurred)
    bytes.store(type, at: RecordLayout.type)
    bytes.store(time.businessDay ?? 0, at: RecordLayout.businessDay)
    if time.precision != 0 {
      bytes.append(varint: Envelope.Field.precision << 3)
      bytes.append(varint: time.precision)
    }
    bytes.append(field: Envelope.Field.subject, subject)
    bytes.append(field: Envelope.Field.source, source)
    bytes.append(field: Envelope.Field.id, id)
    bytes.append(field: Envelope.Field.actor, provenance.actor)
    bytes.append(field: Envelope.Field.correlation, provenance.correlationID)
    bytes.append(field: Envelope.Field.causation, provenance.causationID)
    for (name, value) in provenance.attributes {
      var attribute: [UInt8] = []
      attribute.append(field: 1, name)
      attribute.append(field: 2, value)
      bytes.append(varint: Envelope.Field.attribute << 3 | 2)
      bytes.append(varint: UInt64(attribute.count))
      bytes += attribute
    }
    for digest in provenance.digests {
      bytes.append(varint: Envelope.Field.digest << 3 | 2)
      bytes.append(varint: UInt64(digest.count))
      bytes += digest
    }
    bytes.append(varint: UInt64(type) << 3 | 2)
    bytes.append(varint: UInt64(payload.count))
    bytes += payload
    self.bytes = bytes
    identityHash = Envelope.identityHash(source: source, id: id)
  }

  /// Whether this is the event that a stored record was made from, going by source and id.
  func hasIdentity(of stored: UnsafeRawBufferPointer) -> Bool {
    bytes.withUnsafeBytes { own in
      guard let own = Envelope(own), let stored = Envelope(stored) else { return false }
      return own.source.elementsEqual(stored.source) && own.id.elementsEqual(stored.id)
    }
  }

  private func text(_ part: (Envelope) -> UnsafeRawBufferPointer) -> String {
    bytes.withUnsafeBytes { bytes in
      Envelope(bytes, isWhole: false).map { String(decoding: part($0), as: UTF8.self) } ?? ""
    }
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Puts a number in little-endian order at `offset`, where there is room for it.
  func store<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
  }
}

extension [UInt8] {
  /// Puts a number in little-endian order at `offset`, where there is room for it.
  mutating func store<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    withUnsafeMutableBytes { $0.store(number, at: offset) }
  }

  mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate mutating func append(field: UInt64, _ text: String) {
    var text = text
    guard !text.isEmpty else { return }
    append(varint: field << 3 | 2)
    text.withUTF8 { utf8 in
      append(varint: UInt64(utf8.count))
      append(contentsOf: utf8)
    }
  }
}
