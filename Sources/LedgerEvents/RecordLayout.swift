import CChecksum

/// Where the header's values lie in each record; see `Schemas/kontor/ledger/v1/record.proto`.
package enum RecordLayout {
  package static let position = 1
  package static let recorded = 10
  package static let occurred = 19
  package static let stream = 28
  package static let revision = 33
  package static let type = 38
  package static let businessDay = 43
  package static let check = 48
  package static let headerByteCount = 52
  /// The longest record.
  package static let maximumByteCount = 65_535

  /// The CRC-32C of a record as if its check field held zero.
  static func checksum(_ record: UnsafeRawBufferPointer) -> UInt32 {
    let zeros: UInt32 = 0
    let head = kontor_crc32c(0, record.baseAddress, check)
    let middle = withUnsafeBytes(of: zeros) { kontor_crc32c(head, $0.baseAddress, 4) }
    guard let start = record.baseAddress, record.count > headerByteCount else { return middle }
    return kontor_crc32c(middle, start + headerByteCount, record.count - headerByteCount)
  }

  /// The keys of the eight header fields, each before its value.
  static let keys: [(offset: Int, key: UInt8)] = [
    (0, 0x09), (9, 0x11), (18, 0x19), (27, 0x25), (32, 0x2D), (37, 0x35), (42, 0x3D), (47, 0x45),
  ]
}
