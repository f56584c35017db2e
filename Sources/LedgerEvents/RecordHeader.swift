/// The values at fixed places in a record, read without decoding it.
package struct RecordHeader: Hashable, Sendable {
  package var position: UInt64
  /// Microseconds since 1970-01-01 UTC.
  package var recorded: Int64
  /// Microseconds since 1970-01-01 UTC.
  package var occurred: Int64
  package var stream: UInt32
  package var revision: UInt32
  package var type: UInt32
  /// The calendar day as year * 10000 + month * 100 + day.
  package var businessDay: UInt32
  /// The CRC-32C of the record with this field zero.
  package var check: UInt32

  package init(
    position: UInt64, recorded: Int64, occurred: Int64, stream: UInt32, revision: UInt32,
    type: UInt32, businessDay: UInt32, check: UInt32 = 0
  ) {
    self.position = position
    self.recorded = recorded
    self.occurred = occurred
    self.stream = stream
    self.revision = revision
    self.type = type
    self.businessDay = businessDay
    self.check = check
  }

  /// Reads the header, nil when the bytes are no record.
  package init?(_ record: UnsafeRawBufferPointer) {
    guard record.count >= RecordLayout.headerByteCount,
      RecordLayout.keys.allSatisfy({ record[$0.offset] == $0.key })
    else { return nil }
    func read<Number: FixedWidthInteger>(_ offset: Int) -> Number {
      Number(littleEndian: record.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
    position = read(RecordLayout.position)
    recorded = read(RecordLayout.recorded)
    occurred = read(RecordLayout.occurred)
    stream = read(RecordLayout.stream)
    revision = read(RecordLayout.revision)
    type = read(RecordLayout.type)
    businessDay = read(RecordLayout.businessDay)
    check = read(RecordLayout.check)
  }

  func write(to output: inout WireWriter) {
    output.tag(1, .fixed64)
    output.fixed64(position)
    output.tag(2, .fixed64)
    output.fixed64(UInt64(bitPattern: recorded))
    output.tag(3, .fixed64)
    output.fixed64(UInt64(bitPattern: occurred))
    for (number, value) in zip(4..., [stream, revision, type, businessDay, check]) {
      output.tag(UInt32(number), .fixed32)
      output.fixed32(value)
    }
  }
}
