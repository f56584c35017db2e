import LMDB
package import TransparencyLog

/// What a verification found.
package enum Verdict: Equatable, Sendable {
  /// Everything recomputed from the records is what is stored.
  case sound(size: UInt64, root: Hash)
  /// The first position that is wrong, and what is wrong there.
  case damaged(position: UInt64, reason: String)
}

/// Recomputes everything that the journal says from its records alone.
///
/// For each record: its place, its check sum, its time, its stream and revision. For the whole: every
/// stored node of the tree, the head, its edge and root. A record whose check sum was made to fit is
/// still found by the node above it, which covers 256 positions. Every commitment to the heads of the
/// streams is recomputed, too.
struct Verification {
  private let store: JournalStore
  private var edge = CompactRange()
  private var recorded = Int64.min
  private var streams: StreamRoster
  private var tree = StreamTree()
  private let commitment: CommitmentReader
  /// Commitments about so long ago that the heads of then are known only to another pass.
  private var postponed: [(position: UInt64, commitment: StreamsCommitment)] = []

  init(
    _ store: JournalStore, memory: Int = StreamRoster.memory,
    commitment: @escaping CommitmentReader = { _, _ in nil }
  ) {
    self.store = store
    streams = StreamRoster(memory: memory)
    self.commitment = commitment
  }

  /// Verifies; calls `progress` with the number of records read, every 4,096 of them.
  mutating func run(
    _ transaction: borrowing ReadTransaction, progress: (UInt64) -> Void
  ) throws(JournalError) -> Verdict {
    let head: Head
    do throws(JournalError) {
      head = try store.head(transaction)
      // The fields are moved out so that the closure can change them one record at a time.
      var state = self
      try store.scan(transaction, from: 0, to: head.size) { record throws(JournalError) in
        if state.edge.size % 4_096 == 0 { progress(state.edge.size) }
        try state.check(record, transaction)
      }
      self = state
    } catch {
      switch error {
      case .damaged(let position, let reason): return .damaged(position: position, reason: reason)
      case .unreadable(_, let reason): return .damaged(position: 0, reason: reason)
      default: throw error
      }
    }
    progress(head.size)
    let count = try inStorage { () throws(LMDBError) in try transaction.count(store.records) }
    guard count == Int(head.size) else {
      return .damaged(
        position: head.size, reason: "the head counts \(head.size) records, there are \(count)")
    }
    let nodes = try inStorage { () throws(LMDBError) in try transaction.count(store.tree) }
    guard nodes == JournalStore.nodeCount(at: head.size) else {
      return .damaged(
        position: head.size, reason: "the tree has \(nodes) nodes, which does not fit the head")
    }
    guard edge == head.edge, edge.root == head.root else {
      return .damaged(
        position: head.size & ~255,
        reason: """
          the records from here on hash to the root \(edge.root), the head says \(head.root)
          """)
    }
    guard UInt32(streams.count) == head.streams, head.size == 0 || recorded == head.recorded else {
      return .damaged(
        position: head.size, reason: "the head's stream count or time is not the records'")
    }
    do throws(JournalError) {
      try checkPostponed(transaction)
    } catch {
      guard case .damaged(let position, let reason) = error else { throw error }
      return .damaged(position: position, reason: reason)
    }
    return .sound(size: head.size, root: head.root)
  }

  private mutating func check(
    _ record: UnsafeRawBufferPointer, _ transaction: borrowing ReadTransaction
  ) throws(JournalError) {
    let position = edge.size
    func wrong(_ reason: String) -> JournalError { .damaged(position: position, reason: reason) }
    let header = RecordHeader(record)
    guard RecordLayout.checksum(record) == header.check else {
      throw wrong("its bytes do not have the check sum that they were written with")
    }
    guard RecordLayout.tags.allSatisfy({ record[$0.offset] == $0.tag }) else {
      throw wrong("its header is not laid out as a header")
    }
    guard header.position == position else { throw wrong("it says position \(header.position)") }
    guard header.recorded >= recorded else { throw wrong("it was recorded before the one before") }
    recorded = header.recorded
    guard let envelope = Envelope(record) else { throw wrong("its envelope cannot be read") }
    try checkStream(header, envelope)
    if let committed = try commitment(header, record) { try check(committed, at: position) }
    let leaf = MerkleTree.leafHash(record)
    streams.add(stream: header.stream, subject: envelope.subject, leaf: leaf)
    var failed: (height: Int, index: UInt64)?
    edge.append(leaf: leaf) { height, index, hash in
      guard height % JournalStore.nodeHeight == 0 else { return }
      let key = JournalStore.nodeKey(height: height, index: index)
      let stored = try? transaction.value(store.tree, key)
      let isSame = stored?.withUnsafeBytes { bytes in
        hash.withUnsafeBytes { $0.elementsEqual(bytes) }
      }
      if isSame != true { failed = failed ?? (height, index) }
    }
    if let failed {
      let first = failed.index << UInt64(failed.height)
      throw .damaged(
        position: first,
        reason: """
          the records \(first) to \(position) do not hash to the tree's node above them; \
          one of them, or the node, was changed
          """)
    }
  }

  private func checkStream(_ header: RecordHeader, _ envelope: Envelope) throws(JournalError) {
    func wrong(_ reason: String) -> JournalError {
      .damaged(position: header.position, reason: reason)
    }
    guard let stream = streams.stream(header.stream, isAbout: envelope.subject) else {
      guard Int(header.stream) == streams.count, header.revision == 0 else {
        throw wrong("it opens stream \(header.stream), the next new stream is \(streams.count)")
      }
      return
    }
    guard stream.isSame else {
      throw wrong("its subject is not that of its stream \(header.stream)")
    }
    guard stream.count == header.revision else {
      throw wrong("it has revision \(header.revision) of its stream, \(stream.count) comes next")
    }
  }
}

/// Reads what a record commits the heads of all streams to; nil for every other record.
package typealias CommitmentReader =
  @Sendable (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> StreamsCommitment?

extension Verification {
  /// Recomputes what the record at `position` says of the streams as they were before it.
  private mutating func check(
    _ committed: StreamsCommitment, at position: UInt64
  ) throws(JournalError) {
    guard committed.size <= position else {
      throw .damaged(
        position: position,
        reason: "it commits the streams at size \(committed.size), which lay ahead of it")
    }
    guard let heads = streams.heads(at: committed.size) else {
      postponed.append((position, committed))
      return
    }
    tree.update(to: heads)
    try tree.check(committed, at: position)
  }

  /// Reads the records once more, as far as the commitments reach that speak of long ago.
  private mutating func checkPostponed(
    _ transaction: borrowing ReadTransaction
  ) throws(JournalError) {
    guard let last = postponed.map(\.commitment.size).max() else { return }
    var waiting = postponed.sorted {
      ($0.commitment.size, $0.position) > ($1.commitment.size, $1.position)
    }
    var (streams, tree) = (StreamRoster(), StreamTree())
    func settle() throws(JournalError) {
      while let next = waiting.last, next.commitment.size == streams.size {
        waiting.removeLast()
        tree.update(to: streams.heads(at: streams.size) ?? [])
        try tree.check(next.commitment, at: next.position)
      }
    }
    try settle()
    try store.scan(transaction, from: 0, to: last) { record throws(JournalError) in
      guard let envelope = Envelope(record) else { return }
      streams.add(
        stream: RecordHeader(record).stream, subject: envelope.subject,
        leaf: MerkleTree.leafHash(record))
      try settle()
    }
  }
}

extension StreamTree {
  fileprivate func check(
    _ committed: StreamsCommitment, at position: UInt64
  ) throws(JournalError) {
    guard committed.streams == count, committed.root == root else {
      throw .damaged(
        position: position,
        reason: """
          it commits \(committed.streams) streams with the root \(committed.root) at size \
          \(committed.size); the records say \(count) streams with the root \(root)
          """)
    }
  }
}

extension Journal {
  /// Recomputes the whole journal from its records.
  ///
  /// A file whose pages are damaged can end the process with a signal, so a program that verifies
  /// files of doubtful origin does it in a child process.
  ///
  /// `commitment` reads what a record commits the heads of the streams to; the journal knows no types.
  package func verify(
    progress: (UInt64) -> Void = { _ in },
    commitment: @escaping CommitmentReader = { _, _ in nil }
  ) throws(JournalError) -> Verdict {
    var verification = Verification(store, commitment: commitment)
    return try verification.run(try beginRead(), progress: progress)
  }

  /// The first record of the journal in the directory `path`, or nil when it is empty.
  package static func firstRecord(at path: String) throws(JournalError) -> [UInt8]? {
    let store = try JournalStore(
      opening: path + "/journal", options: EnvironmentOptions(isReadOnly: true))
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    guard try store.head(transaction).size > 0 else { return nil }
    return try store.record(at: 0, transaction)
  }

  /// The records of some types of the journal in the directory `path`, in their order.
  package static func records(
    of types: Set<UInt32>, at path: String
  ) throws(JournalError) -> [[UInt8]] {
    let store = try JournalStore(
      opening: path + "/journal",
      options: EnvironmentOptions(isReadOnly: true, checksPages: true))
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    var records: [[UInt8]] = []
    let size = try store.head(transaction).size
    try store.scan(transaction, from: 0, to: size) { record throws(JournalError) in
      if types.contains(RecordHeader(record).type) { records.append(Array(record)) }
    }
    return records
  }

  /// Verifies the journal in the directory `path` without its index and its anchor.
  package static func verify(
    at path: String, progress: (UInt64) -> Void = { _ in },
    commitment: @escaping CommitmentReader = { _, _ in nil }
  ) throws(JournalError) -> Verdict {
    let store = try JournalStore(
      opening: path + "/journal",
      options: EnvironmentOptions(isReadOnly: true, checksPages: true))
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    var verification = Verification(store, commitment: commitment)
    return try verification.run(transaction, progress: progress)
  }
}
