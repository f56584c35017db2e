package import TransparencyLog

/// Records by position, their roots, and the ways to find one: all that a question needs.
///
/// A journal conforms, and so do a ledger opened read-only and records that somebody exported.
package protocol Records: Sendable {
  /// How many records there are; also the position after the last one.
  func size() throws(JournalError) -> UInt64

  /// The root of the tree over the first `size` records.
  func root(at size: UInt64) throws(JournalError) -> Hash

  /// How many records had been recorded at `time` (µs since 1970 UTC): what was known then.
  func size(knownAt time: Int64) throws(JournalError) -> UInt64

  /// Calls `body` with every record from `from` up to, not including, `to`, in order of position.
  ///
  /// The buffer ends with the call. Records that are not held are passed over.
  func scan(
    from: UInt64, to: UInt64,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError)

  /// The bytes of the record at `position`.
  func record(at position: UInt64) throws(JournalError) -> [UInt8]

  /// The bytes of the records at `positions`, in their order.
  func records(at positions: [UInt64]) throws(JournalError) -> [[UInt8]]

  /// The events of a stream in the order of happening; empty when there is none.
  func entries(of subject: String) throws(JournalError) -> [StreamEntry]

  /// Where the event `id` of `source` was recorded, if it was.
  func position(source: String, id: String) throws(JournalError) -> UInt64?
}

extension Records {
  /// Calls `body` with every record below `to`.
  package func scan(
    to: UInt64, _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    try scan(from: 0, to: to, body)
  }

  package func records(at positions: [UInt64]) throws(JournalError) -> [[UInt8]] {
    var records: [[UInt8]] = []
    records.reserveCapacity(positions.count)
    for position in positions { records.append(try record(at: position)) }
    return records
  }

  /// Size and root at this moment.
  package func sizeAndRoot() throws(JournalError) -> (size: UInt64, root: Hash) {
    let size = try size()
    return (size, try root(at: size))
  }
}

extension Journal: Records {
  package func size() throws(JournalError) -> UInt64 { try head().size }
}
