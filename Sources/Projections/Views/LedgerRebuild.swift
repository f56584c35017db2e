import Dispatch
import LMDB
import Synchronization

/// Makes the rows of a view over the whole ledger, in steps of which a kill loses one.
///
/// First account by account, as other views; whose claims are open is noted beside the rows. Then the
/// holders of open claims are settled, some at a time, and last what belongs to periods. Each step
/// writes its rows, its part of the sums and the note that it is done in one transaction.
struct LedgerRebuild: LaneWork {
  let making: CommissionMaking
  let store: ViewStore
  let workers: Int

  func part(of account: String) throws(ProjectionError) -> CommissionPart {
    try making.part(of: account)
  }

  func rowCount(_ part: CommissionPart) -> Int { part.rows.count }

  func put(
    _ part: CommissionPart, of account: String, at place: LanePlace,
    _ write: inout WriteTransaction
  ) throws {
    try store.put(part, &write)
    guard !part.open.isEmpty else { return }
    try write.putChecked(store.meta, ViewStore.openKey(place), part.open.stored(account))
  }

  /// Settles what is open once every account is read.
  func settle(
    _ progress: @escaping @Sendable (RebuildProgress) -> Void
  ) throws(ProjectionError) {
    let open = try store.openHolders()
    let settled = try store.settledHolders()
    let left = making.pieces(
      open.map { account, parts in
        (account, parts.filter { settled.isDisjoint(with: $0.holders) })
      })
    let total = open.lazy.flatMap(\.open).reduce(0) { $0 + $1.claims }
    let shared = Mutex<(next: Int, claims: UInt64, failure: ProjectionError?)>(
      (0, total - left.reduce(0) { $0 + $1.claims }, nil))
    @Sendable func next() -> CommissionPiece? {
      shared.withLock { shared in
        guard shared.failure == nil, shared.next < left.count else { return nil }
        defer { shared.next += 1 }
        return left[shared.next]
      }
    }
    let commits = RowCommits()
    DispatchQueue.concurrentPerform(iterations: max(1, workers)) { _ in
      do throws(ProjectionError) {
        while let piece = next() {
          let part = try making.part(of: piece)
          try commits.submit { () throws(ProjectionError) in
            try write(part, as: ViewStore.settledKey(piece), piece.holders.stored)
            let claims = shared.withLock { shared in
              shared.claims += piece.claims
              return shared.claims
            }
            progress(
              RebuildProgress(
                generation: store.generation, done: claims, total: total, unit: "claim"))
          }
        }
      } catch {
        shared.withLock { $0.failure = $0.failure ?? error }
      }
    }
    try commits.finish()
    if let failure = shared.withLock({ $0.failure }) { throw failure }
    guard try !store.hasPeriods() else { return }
    try write(try making.partOfPeriods(), as: ViewStore.periodsKey, [1])
  }

  /// Rows are the same however often they are written, so only the last of them come with the sums.
  private func write(
    _ part: CommissionPart, as step: Key, _ note: [UInt8]
  ) throws(ProjectionError) {
    var part = part
    while part.rows.count > Self.rowLimit {
      let rows = part.rows.suffix(Self.rowLimit)
      try store.write { write in
        for (key, row) in rows { try write.putChecked(self.store.rows, Key(key), row) }
      }
      part.rows.removeLast(rows.count)
    }
    try store.write { write in
      try self.store.put(part, &write)
      try write.putChecked(self.store.meta, step, note)
      guard var state = try self.store.rebuildState(write) else { return }
      state.heartbeat = UInt64(machineTime())
      try self.store.put(state, &write)
    }
  }

  private static var rowLimit: Int { 1_024 }
}

extension ViewStore {
  private static let makingPrefix = "making/"
  static let periodsKey = Key("making/periods")

  static func openKey(_ place: LanePlace) -> Key { Key("making/open/\(place.lane)/\(place.index)") }

  /// Nobody is in two pieces, so the first of its holders names one.
  static func settledKey(_ piece: CommissionPiece) -> Key {
    let first = piece.holders[0]
    return Key(
      CommissionView.key(
        "making/settled", "\(first.isAccount ? "account" : "payee")/\(first.id)"))
  }

  /// Adds a part to what is there.
  fileprivate func put(_ part: CommissionPart, _ write: inout WriteTransaction) throws {
    for (key, row) in part.rows { try write.putChecked(rows, Key(key), row) }
    try part.totals.put(in: self, &write)
    for (account, reason) in part.quarantined {
      let known = try write.checkedValue(quarantine, Key(account))?.withUnsafeBytes {
        try Quarantine(stored: $0)
      }
      try write.putChecked(quarantine, Key(account), (known?.joined(with: reason) ?? reason).stored)
    }
  }

  fileprivate func openHolders() throws(ProjectionError) -> [(account: String, open: [OpenHolders])]
  {
    try making("making/open/") { value throws(RowReader.Broken) in
      try [OpenHolders].read(value)
    }
  }

  /// Who is settled; holders that hang together are so together.
  fileprivate func settledHolders() throws(ProjectionError) -> Set<HolderID> {
    Set(
      try making("making/settled") { value throws(RowReader.Broken) in
        try [HolderID].read(value)
      }.joined())
  }

  fileprivate func hasPeriods() throws(ProjectionError) -> Bool {
    try !making("making/periods") { _ in true }.isEmpty
  }

  /// What was noted under keys that begin so.
  private func making<Note>(
    _ prefix: String, _ read: (UnsafeRawBufferPointer) throws(RowReader.Broken) -> Note
  ) throws(ProjectionError) -> [Note] {
    try self.read { transaction, _ throws(LMDBError) in
      var notes: [Note] = []
      var entries = try transaction.cursor(meta)
      var isHere = try entries.seek(Key(prefix))
      while isHere {
        let key = entries.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        guard key.hasPrefix(prefix) else { break }
        let note = try entries.checkedValue.withUnsafeBytes { try? read($0) }
        guard let note else { throw LMDBError.other(call: "reading the note \(key)", code: 0) }
        notes.append(note)
        isHere = try entries.next()
      }
      return notes
    }
  }

  /// The keys of all notes, to be removed with the last step.
  func making(_ write: borrowing WriteTransaction) throws(LMDBError) -> [Key] {
    var keys: [Key] = []
    var entries = try write.cursor(meta)
    var isHere = try entries.seek(Key(Self.makingPrefix))
    while isHere {
      let key = entries.key.withUnsafeBytes { [UInt8]($0) }
      guard key.starts(with: Self.makingPrefix.utf8) else { break }
      keys.append(Key(key))
      isHere = try entries.next()
    }
    return keys
  }
}
