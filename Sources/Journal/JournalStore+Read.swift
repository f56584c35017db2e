import LMDB
import TransparencyLog

extension JournalStore {
  /// Calls `body` with every record of [from, to) in order.
  func scan(
    _ transaction: borrowing ReadTransaction, from: UInt64, to: UInt64,
    _ body: (UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    guard from < to else { return }
    do {
      var cursor = try transaction.cursor(records)
      var isHere = try cursor.seek(Key(from))
      var position = from
      var entries: [PageEntry] = []
      while position < to {
        guard isHere else {
          throw JournalError.damaged(position: position, reason: "there is no such record")
        }
        entries.removeAll(keepingCapacity: true)
        try cursor.takePage(&entries)
        for entry in entries.prefix(Int(clamping: to - position)) {
          guard entry.key.count == 8, entry.key.bigEndian(at: 0) == position else {
            throw JournalError.damaged(position: position, reason: "there is no such record")
          }
          guard entry.value.count > RecordLayout.headerBytes else {
            throw JournalError.damaged(position: position, reason: "it is shorter than a header")
          }
          try body(entry.value)
          position += 1
        }
        if position < to { isHere = try cursor.next() }
      }
    } catch let error as LMDBError {
      throw .storage(error)
    } catch let error as JournalError {
      throw error
    } catch {
      throw .damaged(position: from, reason: "\(error)")
    }
  }

  /// The bytes of the record at `position`.
  func record(
    at position: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> [UInt8] {
    do throws(LMDBError) {
      if let value = try transaction.value(records, Key(position)) {
        return value.withUnsafeBytes { Array($0) }
      }
    } catch {
      throw .storage(error)
    }
    throw .damaged(position: position, reason: "there is no such record")
  }

  /// How many of the first `size` records had been recorded at `time`.
  ///
  /// Recorded times never decrease, so this is a search by halves.
  func size(
    knownAt time: Int64, below size: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> UInt64 {
    var (low, high) = (UInt64(0), size)
    while low < high {
      let middle = (low + high) / 2
      let record = try record(at: middle, transaction)
      guard record.count > RecordLayout.headerBytes else {
        throw .damaged(position: middle, reason: "it is shorter than a header")
      }
      let recorded = record.withUnsafeBytes { RecordHeader($0).recorded }
      if recorded <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The root that the journal had when it held `size` records.
  ///
  /// Takes whole nodes of 2⁸, 2¹⁶, 2²⁴ leaves as far as they reach and hashes at most 255 records,
  /// so it costs far less than a millisecond at any size.
  func root(
    at size: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> Hash {
    try edge(at: size, transaction).root
  }

  /// The right edge that the tree had when it held `size` leaves.
  func edge(
    at size: UInt64, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) -> CompactRange {
    var edge = CompactRange()
    for height in stride(from: 56, to: 0, by: -JournalStore.nodeHeight) {
      let width = UInt64(1) << UInt64(height)
      while size - edge.size >= width {
        let key = JournalStore.nodeKey(height: height, index: edge.size / width)
        do throws(LMDBError) {
          guard let value = try transaction.value(tree, key), value.byteCount == 32 else {
            throw LMDBError.other(call: "node", code: 0)
          }
          edge.append(subtree: value.withUnsafeBytes { Hash($0) }, height: height)
        } catch {
          throw .damaged(position: edge.size, reason: "an inner node of the tree is missing")
        }
      }
    }
    let start = edge.size
    try scan(transaction, from: start, to: size) { record throws(JournalError) in
      edge.append(leaf: MerkleTree.leafHash(record))
    }
    return edge
  }
}
