import CChecksum

/// Where the fields of a record lie.
///
/// A record is one Protobuf message (`kontor.ledger.v1.Record`). Its first eight fields are always
/// present, have fixed widths and come in this order, so each value has a fixed place that a scan
/// reads without decoding. Little-endian, as Protobuf stores fixed-width numbers.
///
///     offset  bytes  field
///          1      8  position       place in the journal
///         10      8  recorded       µs since 1970 UTC, set by the writer, never decreasing
///         19      8  occurred       µs since 1970 UTC
///         28      4  stream         number of the stream
///         33      4  revision       place in the stream
///         38      4  type           type number = field number of the payload
///         43      4  business day   yyyymmdd
///         48      4  check          CRC-32C of the record with these four bytes zero
///         52         precision, subject, source, id, actor, …, payload
package enum RecordLayout {
  package static let headerBytes = 52
  package static let maximumBytes = 65_535

  static let position = 1
  static let recorded = 10
  static let occurred = 19
  static let stream = 28
  static let revision = 33
  static let type = 38
  static let businessDay = 43
  static let check = 48

  /// The tag bytes of the header fields: field number and wire type (1 = 64 bit, 5 = 32 bit).
  static let tags: [(offset: Int, tag: UInt8)] = [
    (0, 1 << 3 | 1), (9, 2 << 3 | 1), (18, 3 << 3 | 1), (27, 4 << 3 | 5), (32, 5 << 3 | 5),
    (37, 6 << 3 | 5), (42, 7 << 3 | 5), (47, 8 << 3 | 5),
  ]

  /// The CRC-32C of a record as if its check field held zero.
  static func checksum(_ record: UnsafeRawBufferPointer) -> UInt32 {
    let zero: UInt32 = 0
    let head = kontor_crc32c(0, record.baseAddress, check)
    let middle = withUnsafeBytes(of: zero) { kontor_crc32c(head, $0.baseAddress, 4) }
    guard let start = record.baseAddress, record.count > headerBytes else { return middle }
    return kontor_crc32c(middle, start + headerBytes, record.count - headerBytes)
  }

  /// Whether two records say the same, leaving out what the writer assigns.
  static func haveSameContent(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.count == right.count, left.count > headerBytes else { return false }
    guard
      left[type..<type + 4].elementsEqual(right[type..<type + 4]),
      left[headerBytes...].elementsEqual(right[headerBytes...])
    else { return false }
    let (a, b) = (RecordHeader(left), RecordHeader(right))
    guard Envelope(left).map(\.hasTime) ?? true else { return true }
    return a.occurred == b.occurred && a.businessDay == b.businessDay
  }
}

/// The fixed part of a record.
package struct RecordHeader: Equatable, Sendable {
  package let position: UInt64
  /// Microseconds since 1970 UTC.
  package let recorded: Int64
  /// Microseconds since 1970 UTC.
  package let occurred: Int64
  package let stream: UInt32
  package let revision: UInt32
  package let type: UInt32
  /// The calendar day in the ledger's time zone, as yyyymmdd.
  package let businessDay: UInt32
  package let check: UInt32

  /// Reads the header of a record, which has at least ``RecordLayout/headerBytes`` bytes.
  @inline(__always)
  package init(_ record: UnsafeRawBufferPointer) {
    precondition(record.count >= RecordLayout.headerBytes, "a record has a whole header")
    func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Number {
      Number(littleEndian: record.loadUnaligned(fromByteOffset: offset, as: type))
    }
    position = number(RecordLayout.position, UInt64.self)
    recorded = number(RecordLayout.recorded, Int64.self)
    occurred = number(RecordLayout.occurred, Int64.self)
    stream = number(RecordLayout.stream, UInt32.self)
    revision = number(RecordLayout.revision, UInt32.self)
    type = number(RecordLayout.type, UInt32.self)
    businessDay = number(RecordLayout.businessDay, UInt32.self)
    check = number(RecordLayout.check, UInt32.self)
  }
}
