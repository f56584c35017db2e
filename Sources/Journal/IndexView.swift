import LMDB

/// The runs and the frozen tail as they stood at one moment.
///
/// What is newer lies in the live tail. A reader must look there first and make its view afterwards,
/// so that an entry on its way into a run is seen twice rather than not at all.
struct IndexView: ~Copyable {
  let runs: IndexRuns?
  let frozen: IndexTail?
  let manifest: Manifest
  let transaction: ReadTransaction?
  /// The filters of the runs, where they are to be asked many times; they lie in the transaction.
  var filters: [UnsafeRawBufferPointer]?

  /// Looks the filters up once for all questions to come.
  mutating func keepFilters() throws(JournalError) {
    filters = try inRuns { runs, transaction throws(LMDBError) in
      try runs.filters(manifest, transaction)
    }
  }

  func state(of subject: String) throws(JournalError) -> StreamEnd? {
    if let state = frozen?.state(of: subject) { return state }
    return try inRuns { runs, transaction throws(LMDBError) in
      try runs.state(of: subject, transaction)
    } ?? nil
  }

  func positions(of hash: UInt64) throws(JournalError) -> [UInt64] {
    let recent = frozen?.positions(of: hash) ?? []
    let older = try inRuns { runs, transaction throws(LMDBError) in
      guard let filters else { return try runs.positions(of: hash, manifest, transaction) }
      return try runs.positions(of: hash, manifest, filters, transaction)
    }
    return recent + (older ?? [])
  }

  func entries(of stream: UInt32) throws(JournalError) -> [StreamEntry] {
    let recent = frozen?.entries(of: stream) ?? []
    let older = try inRuns { runs, transaction throws(LMDBError) in
      try runs.entries(of: stream, manifest, transaction)
    }
    return recent + (older ?? [])
  }

  /// What the runs know of every stream.
  func runStates() throws(JournalError) -> [(subject: String, end: StreamEnd)] {
    try inRuns { runs, transaction throws(LMDBError) in try runs.states(transaction) } ?? []
  }

  private func inRuns<Result>(
    _ body: (IndexRuns, borrowing ReadTransaction) throws(LMDBError) -> Result
  ) throws(JournalError) -> Result? {
    guard let runs else { return nil }
    switch transaction {
    case .some(let transaction):
      do throws(LMDBError) {
        return try body(runs, transaction)
      } catch {
        guard error.isDamage else { throw .storage(error) }
        runs.distrust()
        throw .indexDamaged(reason: error.reason)
      }
    case .none:
      return nil
    }
  }
}

extension JournalIndex {
  /// What is known of a stream.
  func state(of subject: String) throws(JournalError) -> StreamEnd? {
    if let state = liveState(of: subject) { return state }
    return try view().state(of: subject)
  }

  /// The positions of every identity with this hash.
  func positions(of hash: UInt64) throws(JournalError) -> Set<UInt64> {
    let recent = livePositions(of: hash)
    return Set(recent + (try view().positions(of: hash)))
  }

  /// The entries of a stream in the order of happening.
  func entries(of stream: UInt32) throws(JournalError) -> [StreamEntry] {
    let recent = liveEntries(of: stream)
    var entries = recent + (try view().entries(of: stream))
    entries.sort { $0 < $1 }
    var unique: [StreamEntry] = []
    unique.reserveCapacity(entries.count)
    for entry in entries where unique.last != entry { unique.append(entry) }
    return unique
  }
}
