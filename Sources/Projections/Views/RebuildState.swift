import LMDB
import TransparencyLog

/// What a generation knows of its own making, until it is made.
struct RebuildState: Equatable, Sendable {
  /// The head of the journal that it is folded to.
  let size: UInt64
  let root: Hash
  let format: UInt32
  /// Accounts in all, 0 where they are not known yet.
  var accounts: UInt64 = 0
  var accountsDone: UInt64 = 0
  var events: UInt64 = 0
  var eventsDone: UInt64 = 0
  var workers: UInt64 = 0
  /// When the last checkpoint was written, in microseconds since 1970 UTC.
  var heartbeat: UInt64 = 0

  init(size: UInt64, root: Hash, format: UInt32) {
    self.size = size
    self.root = root
    self.format = format
  }

  var stored: [UInt8] {
    var row = RowWriter()
    for number in [
      size, UInt64(format), accounts, accountsDone, events, eventsDone, workers, heartbeat,
    ] { row.write(number) }
    return row.bytes + root.bytes
  }

  init(stored bytes: UnsafeRawBufferPointer) throws(RowReader.Broken) {
    guard bytes.count > Hash.byteCount else { throw RowReader.Broken() }
    let end = bytes.count - Hash.byteCount
    var row = RowReader(.init(rebasing: bytes[..<end]))
    root = Hash(.init(rebasing: bytes[end...]))
    size = try row.number()
    format = UInt32(truncatingIfNeeded: try row.number())
    accounts = try row.number()
    accountsDone = try row.number()
    events = try row.number()
    eventsDone = try row.number()
    workers = try row.number()
    heartbeat = try row.number()
  }
}

extension ViewStore {
  private static let rebuildKey = Key("rebuild")

  private static func laneKey(_ lane: Int) -> Key { Key("lane/\(lane)") }

  /// How far the making of this generation is; nil once it is made.
  func rebuildState() throws(ProjectionError) -> RebuildState? {
    do throws(LMDBError) {
      return try rebuildState(try ReadTransaction(environment))
    } catch {
      throw .view(name: folder.name, error)
    }
  }

  func rebuildState(
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> RebuildState? {
    guard let value = try transaction.checkedValue(meta, Self.rebuildKey) else { return nil }
    return value.withUnsafeBytes { try? RebuildState(stored: $0) }
  }

  func rebuildState(_ write: borrowing WriteTransaction) throws(LMDBError) -> RebuildState? {
    guard let value = try write.checkedValue(meta, Self.rebuildKey) else { return nil }
    return value.withUnsafeBytes { try? RebuildState(stored: $0) }
  }

  func put(_ state: RebuildState, _ write: inout WriteTransaction) throws(LMDBError) {
    try write.putChecked(meta, Self.rebuildKey, state.stored)
  }

  /// How many accounts of each lane are folded.
  func lanesDone() throws(ProjectionError) -> [Int] {
    do throws(LMDBError) {
      let transaction = try ReadTransaction(environment)
      var done = [Int](repeating: 0, count: AccountRoster.laneCount)
      for lane in done.indices {
        guard let value = try transaction.checkedValue(meta, Self.laneKey(lane)) else { continue }
        done[lane] = value.withUnsafeBytes { bytes in
          var row = RowReader(bytes)
          return (try? row.number()).map { Int(clamping: $0) } ?? 0
        }
      }
      return done
    } catch {
      throw .view(name: folder.name, error)
    }
  }

  func put(lane: Int, done: Int, _ write: inout WriteTransaction) throws(LMDBError) {
    var row = RowWriter()
    row.write(UInt64(done))
    try write.putChecked(meta, Self.laneKey(lane), row.bytes)
  }

  /// Empties the generation and notes what it is to become.
  func begin(_ state: RebuildState, rules: [String]) throws(ProjectionError) {
    try write { write in
      try write.empty(self.rows)
      try write.empty(self.quarantine)
      try write.empty(self.meta)
      try self.put(state, &write)
      try self.put(rules: rules, &write)
    }
  }

  /// Says that every row of `state` is there: from now on the generation is carried on as others are.
  func finish(_ state: RebuildState) throws(ProjectionError) {
    try write { write in
      try write.delete(self.meta, Self.rebuildKey)
      for lane in 0..<AccountRoster.laneCount { try write.delete(self.meta, Self.laneKey(lane)) }
      try self.put(
        ViewCursor(size: state.size, root: state.root, format: state.format), &write)
    }
  }
}
