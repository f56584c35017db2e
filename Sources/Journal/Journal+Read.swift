import LMDB
package import TransparencyLog

extension Journal {
  /// Calls `body` with every record from `from` up to, not including, `to`, in order of position.
  ///
  /// The buffer ends with the call. The head is the one that `to` was cut to.
  package func scan(
    from: UInt64 = 0, to: UInt64 = .max,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    let transaction = try beginRead()
    let head = try store.head(transaction)
    try store.scan(transaction, from: from, to: min(to, head.size)) { record throws(JournalError) in
      try body(RecordHeader(record), record)
    }
  }

  /// The bytes of the record at `position`.
  package func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    try store.record(at: position, try beginRead())
  }

  /// The bytes of the records at `positions`, in their order, as one moment shows them.
  package func records(at positions: [UInt64]) throws(JournalError) -> [[UInt8]] {
    let transaction = try beginRead()
    var records: [[UInt8]] = []
    records.reserveCapacity(positions.count)
    for position in positions { records.append(try store.record(at: position, transaction)) }
    return records
  }

  /// The events of a stream in the order of happening; empty when there is none.
  package func entries(of subject: String) throws(JournalError) -> [StreamEntry] {
    let transaction = try beginRead()
    let head = try store.head(transaction)
    try index.catchUp(transaction, to: head)
    guard let state = try index.state(of: subject) else { return [] }
    return try index.entries(of: state.number).filter { $0.position < head.size }
  }

  /// Where the event `id` of `source` was recorded, if it was.
  package func position(source: String, id: String) throws(JournalError) -> UInt64? {
    let transaction = try beginRead()
    let head = try store.head(transaction)
    try index.catchUp(transaction, to: head)
    let hash = Envelope.identityHash(source: source, id: id)
    for position in try index.positions(of: hash).sorted() where position < head.size {
      let isIt = try store.record(at: position, transaction).withUnsafeBytes { record in
        guard let envelope = Envelope(record) else { return false }
        return envelope.source.elementsEqual(source.utf8) && envelope.id.elementsEqual(id.utf8)
      }
      if isIt { return position }
    }
    return nil
  }

  /// The root that the journal had when it held `size` records.
  package func root(at size: UInt64) throws(JournalError) -> Hash {
    let transaction = try beginRead()
    // The newest one needs no recomputation.
    let head = try store.head(transaction)
    if size == head.size { return head.root }
    return try store.root(at: size, transaction)
  }

  /// How many records had been recorded at `time` (µs since 1970 UTC): what was known then.
  ///
  /// Recorded times never decrease, so this is a search by halves.
  package func size(knownAt time: Int64) throws(JournalError) -> UInt64 {
    let transaction = try beginRead()
    return try store.size(
      knownAt: time, below: try store.head(transaction).size, transaction)
  }

  /// Bytes that the journal's pages take, free ones included.
  package var usedBytes: Int { store.environment.usedBytes }

  /// Bytes that the index's pages take, free ones included.
  package var indexBytes: Int { index.runs?.environment.usedBytes ?? 0 }
}
