/// Records taken into a batch but not yet written: one buffer, and where each begins.
struct PendingRecords: ~Copyable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]

  var count: Int { starts.count - 1 }
  var byteCount: Int { bytes.count }

  /// Adds a record and fills in what the writer assigns.
  mutating func append(
    _ record: NewRecord, position: UInt64, recorded: Int64, stream: UInt32, revision: UInt32,
    businessDayIfUnknown: UInt32
  ) {
    let start = bytes.count
    bytes.append(contentsOf: record.bytes)
    bytes.withUnsafeMutableBytes { all in
      let bytes = UnsafeMutableRawBufferPointer(rebasing: all[start...])
      bytes.store(position, at: RecordLayout.position)
      bytes.store(recorded, at: RecordLayout.recorded)
      bytes.store(stream, at: RecordLayout.stream)
      bytes.store(revision, at: RecordLayout.revision)
      if !record.hasTime {
        bytes.store(recorded, at: RecordLayout.occurred)
        bytes.store(businessDayIfUnknown, at: RecordLayout.businessDay)
      }
      bytes.store(RecordLayout.checksum(.init(bytes)), at: RecordLayout.check)
    }
    starts.append(bytes.count)
  }

  func withRecord<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(.init(rebasing: $0[starts[index]..<starts[index + 1]])) }
  }

  /// Lends all records, and where each begins; the last place is the end of all.
  func withRecords<Result>(
    _ body: (UnsafeRawBufferPointer, UnsafeBufferPointer<Int>) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { bytes in starts.withUnsafeBufferPointer { body(bytes, $0) } }
  }

  /// Drops what was added after there were `count` records.
  mutating func truncate(to count: Int) {
    starts.removeSubrange((count + 1)...)
    bytes.removeSubrange(starts[count]...)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeSubrange(1...)
  }
}
