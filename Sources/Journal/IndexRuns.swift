import LMDB
import TransparencyLog

/// The index's LMDB environment: sorted runs, written once, merged when there are many.
///
///     identities  u32be run ‖ first entry → IndexBlock
///     streams     u32be run ‖ first entry → IndexBlock
///     filters     u32be run               → Bloom filter of a run of identities
///     names       subject                 → StreamEnd.stored
///     state       "manifest"              → Manifest.stored
///
/// A block fits into one LMDB overflow page. Every entry but a filter, which carries sums of its own,
/// ends in the check sum of `WriteTransaction.putChecked`, and a search checks every block that it
/// passes, also the ones on both sides of a run: a changed key cannot hide a block.
struct IndexRuns: Sendable {
  let environment: Environment
  let limits: IndexLimits
  let identities: Database
  let streams: Database
  let filters: Database
  let names: Database
  let state: Database

  static let manifestKey = Key("manifest")
  /// A file of this name beside the data says that damage was met; then the index is made anew.
  static let distrusted = "damaged"

  static func create(at path: String) throws(LMDBError) {
    try Environment.create(at: path) { environment throws(LMDBError) in
      for name in ["identities", "streams", "filters", "names", "state"] {
        _ = try environment.database(name)
      }
      let runs = try IndexRuns(environment, IndexLimits())
      var transaction = try WriteTransaction(environment)
      try transaction.putChecked(runs.state, manifestKey, Manifest().stored)
      try transaction.commit()
    }
  }

  /// The index in the directory `path`, each of its pages looked at.
  static func open(
    _ path: String, _ limits: IndexLimits, isReadOnly: Bool = false
  ) throws(LMDBError) -> IndexRuns {
    let options = EnvironmentOptions(isReadOnly: isReadOnly, checksPages: true)
    return try IndexRuns(try Environment(opening: path, options: options), limits)
  }

  init(_ environment: Environment, _ limits: IndexLimits) throws(LMDBError) {
    self.environment = environment
    self.limits = limits
    identities = try environment.existingDatabase("identities")
    streams = try environment.existingDatabase("streams")
    filters = try environment.existingDatabase("filters")
    names = try environment.existingDatabase("names")
    state = try environment.existingDatabase("state")
  }

  /// Notes that damage was met.
  ///
  /// Whoever only reads the ledger may fail to; then every answer says so.
  func distrust() {
    try? DurableFile.write([], to: environment.path + "/" + IndexRuns.distrusted)
  }

  /// The manifest; nil when what is stored is none that this program knows.
  func manifest(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> Manifest? {
    guard let value = try transaction.checkedValue(state, IndexRuns.manifestKey) else { return nil }
    return value.withUnsafeBytes { Manifest(stored: $0) }
  }

  func manifest(_ transaction: borrowing WriteTransaction) throws(LMDBError) -> Manifest? {
    guard let value = try transaction.checkedValue(state, IndexRuns.manifestKey) else { return nil }
    return value.withUnsafeBytes { Manifest(stored: $0) }
  }

  /// What the runs know of a stream.
  func state(
    of subject: String, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> StreamEnd? {
    guard Key.lengths.contains(subject.utf8.count) else { return nil }
    guard let value = try transaction.checkedValue(names, Key(subject)),
      value.byteCount == StreamEnd.byteCount
    else { return nil }
    return value.withUnsafeBytes { StreamEnd(stored: $0) }
  }

  /// What the runs know of every stream.
  func states(
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [(subject: String, end: StreamEnd)] {
    var states: [(subject: String, end: StreamEnd)] = []
    var cursor = try transaction.cursor(names)
    var isHere = try cursor.first()
    while isHere {
      let end = try cursor.checkedValue.withUnsafeBytes { bytes in
        bytes.count == StreamEnd.byteCount ? StreamEnd(stored: bytes) : nil
      }
      if let end {
        let subject = cursor.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        states.append((subject, end))
      }
      isHere = try cursor.next()
    }
    return states
  }

  /// The filter of each run of the manifest, empty where it has none; valid as long as the
  /// transaction lives.
  func filters(
    _ manifest: Manifest, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [UnsafeRawBufferPointer] {
    var found: [UnsafeRawBufferPointer] = []
    found.reserveCapacity(manifest.runs.count)
    for run in manifest.runs {
      let filter = try transaction.value(filters, IndexRuns.runKey(run.number))
      found.append(filter?.withUnsafeBytes { $0 } ?? UnsafeRawBufferPointer(start: nil, count: 0))
    }
    return found
  }

  /// The positions where an identity with this hash was recorded.
  func positions(
    of hash: UInt64, _ manifest: Manifest, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [UInt64] {
    try positions(of: hash, manifest, try filters(manifest, transaction), transaction)
  }

  /// The same with filters that were looked up before.
  func positions(
    of hash: UInt64, _ manifest: Manifest, _ filters: [UnsafeRawBufferPointer],
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [UInt64] {
    var positions: [UInt64] = []
    for (run, filter) in zip(manifest.runs, filters)
    where RunFilter.mayContain(hash, filter, run) {
      try search(
        identities, run.number, from: IdentityEntry(hash: hash, position: 0), transaction
      ) { entry in
        guard entry.hash == hash else { return false }
        positions.append(entry.position)
        return true
      }
    }
    return positions
  }

  /// The entries of a stream, run by run.
  func entries(
    of stream: UInt32, _ manifest: Manifest, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [StreamEntry] {
    var found: [StreamEntry] = []
    for run in manifest.runs {
      let first = StreamEntry(stream: stream, occurred: .min, position: 0, revision: 0)
      try search(streams, run.number, from: first, transaction) { entry in
        guard entry.stream == stream else { return false }
        found.append(entry)
        return true
      }
    }
    return found
  }

  /// Calls `body` with the entries of a run from `start` on, until it returns false.
  private func search<Entry: IndexEntry>(
    _ database: Database, _ run: UInt32, from start: Entry,
    _ transaction: borrowing ReadTransaction, _ body: (Entry) -> Bool
  ) throws(LMDBError) {
    var cursor = try transaction.cursor(database)
    let runBytes = IndexRuns.runBytes(run)
    // The block that holds the first wanted entry may begin before it.
    var isHere = try cursor.seekBefore(IndexRuns.key(run, start))
    if isHere { _ = try cursor.checkedValue }
    if !(isHere && cursor.key.hasPrefix(runBytes)) {
      // Then the run begins here. Seeking its beginning would trust the pages above once more.
      isHere = isHere ? try cursor.next() : try cursor.first()
    }
    while isHere {
      guard cursor.key.hasPrefix(runBytes) else {
        _ = try cursor.checkedValue
        return
      }
      var goesOn = true
      let isBlock = try cursor.checkedValue.withUnsafeBytes { block in
        IndexBlock.read(block) { (entry: Entry) in
          if !(entry < start) { goesOn = body(entry) }
          return goesOn
        }
      }
      guard isBlock else { throw IndexRuns.unreadableBlock(environment.path) }
      guard goesOn else { return }
      isHere = try cursor.next()
    }
  }

  static func unreadableBlock(_ path: String) -> LMDBError {
    .corrupted(call: "a block of a run cannot be read", path: path, code: 0)
  }

  static func runBytes(_ run: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: run)
    return bytes
  }

  static func runKey(_ run: UInt32) -> Key { Key(runBytes(run)) }

  static func key<Entry: IndexEntry>(_ run: UInt32, _ entry: Entry) -> Key {
    var bytes = runBytes(run)
    entry.append(to: &bytes)
    return Key(bytes)
  }
}

extension RawSpan {
  func hasPrefix(_ prefix: [UInt8]) -> Bool {
    withUnsafeBytes { $0.starts(with: prefix) }
  }
}
