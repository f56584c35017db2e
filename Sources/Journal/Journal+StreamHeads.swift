import LMDB
import TransparencyLog

extension Journal {
  /// The heads of all streams when the journal held `size` records, in the order of the subjects'
  /// bytes; all of them as one moment shows them.
  ///
  /// The index knows where each stream ended last, so it costs a lookup and a hash for each stream,
  /// and a search for each that went on since `size`.
  ///
  /// - Throws: ``JournalError/beyondHead(asked:size:)`` when the journal has not held so many yet.
  package func streamHeads(at size: UInt64) throws(JournalError) -> [StreamHead] {
    let transaction = try beginRead()
    let head = try store.head(transaction)
    guard size <= head.size else {
      throw .beyondHead(asked: size, size: head.size)
    }
    try index.catchUp(transaction, to: head)
    var ends: [UInt64] = []
    for end in try index.states() {
      if end.last < size {
        ends.append(end.last)
      } else if let earlier = try index.entries(of: end.number).lazy.map(\.position)
        .filter({ $0 < size }).max()
      {
        ends.append(earlier)
      }
    }
    return try store.streamHeads(at: ends, transaction)
  }

  /// The heads of all streams when the journal held `size` records, in one hash.
  package func streamsCommitment(at size: UInt64) throws(JournalError) -> StreamsCommitment {
    let tree = StreamTree(try streamHeads(at: size))
    return StreamsCommitment(size: size, streams: tree.count, root: tree.root)
  }
}

extension JournalStore {
  /// The heads that the records at these positions are, in the order of the subjects' bytes.
  func streamHeads(
    at positions: [UInt64], _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> [StreamHead] {
    var heads: [StreamHead] = []
    heads.reserveCapacity(positions.count)
    // In the order of the pages.
    for position in positions.sorted() { heads.append(try streamHead(at: position, transaction)) }
    heads.sort { $0.subject.lexicographicallyPrecedes($1.subject) }
    return heads
  }

  /// The head that the record at `position` is of its stream.
  private func streamHead(
    at position: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> StreamHead {
    let found: StreamHead?
    do throws(LMDBError) {
      found = try transaction.value(records, Key(position))?.withUnsafeBytes { record in
        guard let envelope = Envelope(record) else { return nil }
        return StreamHead(
          subject: Array(envelope.subject), revision: RecordHeader(record).revision,
          record: MerkleTree.leafHash(record))
      }
    } catch {
      throw .storage(error)
    }
    guard let found else { throw .damaged(position: position, reason: "it cannot be read") }
    return found
  }
}

extension JournalIndex {
  /// What is known of every stream, each once, in no order.
  fileprivate func states() throws(JournalError) -> [StreamEnd] {
    var ends = liveStates()
    let view = try view()
    for (subject, end) in view.frozen?.touched ?? [:] where ends[subject] == nil {
      ends[subject] = end
    }
    for (subject, end) in try view.runStates() where ends[subject] == nil { ends[subject] = end }
    return Array(ends.values)
  }
}
