import Foundation
import LMDB
import Synchronization
package import TransparencyLog

/// The journal of a ledger's directory as it stood when it was opened, for reading only.
///
/// Nothing under the directory is written, and no index is needed: streams and identities are found
/// by passes over the headers, whose result is held in memory (some 24 and 40 bytes a record), each
/// made when it is first asked for.
///
/// Readers announce themselves in `lock.mdb` where that file lies there and may be written, as LMDB
/// wants it; then writers go on beside this. Where it cannot be, on a directory without write
/// permission or a copy without the file, the data file is read without it, which is sound as long as
/// nobody writes. So each answer is given only if no transaction was committed since the opening.
package final class ReadOnlyJournal: Sendable {
  /// The ledger's directory.
  package let path: String
  /// Size and root, and what else the head says, when it was opened.
  package let head: Head
  /// Whether writers know of this reader.
  package let isAnnounced: Bool
  private let store: JournalStore
  private let opened: UInt64
  private let streams = Mutex<StreamBook?>(nil)
  private let identities = Mutex<PositionsByHash?>(nil)

  /// Opens the journal in the directory `path`.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` when the anchor beside it knows a head
  ///   that is not in its history.
  package init(opening path: String) throws(JournalError) {
    self.path = path
    isAnnounced = access(path + "/journal/lock.mdb", R_OK | W_OK) == 0
    store = try JournalStore(
      opening: path + "/journal",
      options: EnvironmentOptions(isReadOnly: true, isLockless: !isAnnounced))
    // The note first: another process may append, and note it, between two looks.
    let noted = try HeadAnchor(path: path + "/anchors/heads").read()
    opened = store.environment.lastTransaction
    let store = store
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    head = try store.head(transaction)
    if let noted { try store.check(noted, transaction, head, path: path) }
    _ = consume transaction
    try refuseChanged()
  }

  /// Runs what reads; refused when pages may have been written anew under it.
  private func read<Result>(
    _ body: (borrowing ReadTransaction) throws(JournalError) -> Result
  ) throws(JournalError) -> Result {
    try refuseChanged()
    let store = store
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    do throws(JournalError) {
      let result = try body(transaction)
      try refuseChanged()
      return result
    } catch {
      // What looks like damage may be a page that was written anew.
      try refuseChanged()
      throw error
    }
  }

  private func refuseChanged() throws(JournalError) {
    if isAnnounced || store.environment.lastTransaction == opened { return }
    throw .writtenMeanwhile(path: path)
  }

  private func lookUp<Book: Sendable, Result>(
    _ kept: borrowing Mutex<Book?>, _ empty: Book,
    _ take: (inout Book, RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void,
    _ answer: (Book) throws(JournalError) -> Result
  ) throws(JournalError) -> Result {
    let book = kept.withLock { kept -> Swift.Result<Book, JournalError> in
      if let kept { return .success(kept) }
      var book = empty
      do throws(JournalError) {
        try scan(from: 0, to: head.size) { header, record throws(JournalError) in
          try take(&book, header, record)
        }
      } catch {
        return .failure(error)
      }
      kept = book
      return .success(book)
    }
    return try answer(try book.get())
  }
}

extension ReadOnlyJournal: Records {
  package func size() -> UInt64 { head.size }

  package func root(at size: UInt64) throws(JournalError) -> Hash {
    guard size < head.size else {
      guard size == head.size else { throw .rootNotHeld(size: size) }
      return head.root
    }
    return try read { transaction throws(JournalError) in try store.root(at: size, transaction) }
  }

  package func size(knownAt time: Int64) throws(JournalError) -> UInt64 {
    try read { transaction throws(JournalError) in
      try store.size(knownAt: time, below: head.size, transaction)
    }
  }

  package func scan(
    from: UInt64, to: UInt64,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    try read { transaction throws(JournalError) in
      try store.scan(transaction, from: from, to: min(to, head.size)) {
        record throws(JournalError) in
        let header = RecordHeader(record)
        // Now and then, lest a long pass go on over pages that are written anew.
        if header.position & 1_023 == 0 { try refuseChanged() }
        try body(header, record)
      }
    }
  }

  package func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    try read { transaction throws(JournalError) in try store.record(at: position, transaction) }
  }

  package func records(at positions: [UInt64]) throws(JournalError) -> [[UInt8]] {
    try read { transaction throws(JournalError) in
      var records: [[UInt8]] = []
      records.reserveCapacity(positions.count)
      for position in positions { records.append(try store.record(at: position, transaction)) }
      return records
    }
  }

  package func entries(of subject: String) throws(JournalError) -> [StreamEntry] {
    try lookUp(streams, StreamBook()) { book, header, record throws(JournalError) in
      try book.take(header, record)
    } _: { book in
      book.entries(of: subject)
    }
  }

  package func position(source: String, id: String) throws(JournalError) -> UInt64? {
    try lookUp(identities, PositionsByHash()) { book, header, record in
      guard let envelope = Envelope(record) else { return }
      book.add(header.position, envelope.identityHash)
    } _: { book throws(JournalError) in
      try book.position(source: source, id: id, in: self)
    }
  }
}

extension ReadOnlyJournal: ProvableRecords {
  /// Reads every header below `size`: there may be no index.
  package func streamHeads(at size: UInt64) throws(JournalError) -> [StreamHead] {
    guard size <= head.size else { throw .beyondHead(asked: size, size: head.size) }
    var ends: [UInt32: UInt64] = [:]
    try scan(from: 0, to: size) { header, _ throws(JournalError) in
      ends[header.stream] = header.position
    }
    return try read { transaction throws(JournalError) in
      try store.streamHeads(at: Array(ends.values), transaction)
    }
  }

  package func consistencyProof(
    from old: UInt64, to new: UInt64
  ) throws(JournalError) -> ConsistencyProof {
    try read { transaction throws(JournalError) in
      try store.consistencyProof(from: old, to: new, transaction)
    }
  }

  package func prunedTree(
    size: UInt64, showing positions: [UInt64]
  ) throws(JournalError) -> PrunedTree {
    try read { transaction throws(JournalError) in
      try store.prunedTree(size: size, showing: positions, transaction)
    }
  }
}
