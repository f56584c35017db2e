import LMDB

/// Which rows are stored, so that a long check needs no long transaction: sixteen bytes for each,
/// whatever its size.
struct RowDigests {
  private struct Entry {
    let key: UInt64
    let row: UInt64
  }

  /// In the order of the keys' hashes.
  private var entries: [Entry] = []
  private var isMet: [Bool]

  init(
    _ transaction: borrowing ReadTransaction, _ database: Database
  ) throws(LMDBError) {
    entries.reserveCapacity(try transaction.count(database))
    var stored = try transaction.cursor(database)
    var isHere = try stored.first()
    while isHere {
      entries.append(
        Entry(
          key: stored.key.withUnsafeBytes(Self.hash),
          row: try stored.checkedValue.withUnsafeBytes(Self.hash)))
      isHere = try stored.next()
    }
    entries.sort { $0.key < $1.key }
    isMet = Array(repeating: false, count: entries.count)
  }

  enum Meeting { case same, other, missing }

  /// Looks for a derived row among the stored ones, and takes it off the list of those to be met.
  mutating func meet(_ key: String, _ row: [UInt8]?) -> Meeting {
    let row = row.map { $0.withUnsafeBytes(Self.hash) }
    var found: Int?
    for place in places(of: Self.hash(key)) where !isMet[place] {
      // Where two keys share a hash, the one whose row fits.
      if found == nil || entries[place].row == row { found = place }
    }
    guard let found else { return row == nil ? .same : .missing }
    isMet[found] = true
    return entries[found].row == row ? .same : .other
  }

  /// Whether a stored row was never met.
  func isLeft(_ key: UnsafeRawBufferPointer) -> Bool {
    places(of: Self.hash(key)).contains { !isMet[$0] }
  }

  var areAllMet: Bool { !isMet.contains(false) }

  private func places(of hash: UInt64) -> Range<Int> {
    var (start, end) = (0, entries.count)
    while start < end {
      let middle = (start + end) / 2
      if entries[middle].key < hash { start = middle + 1 } else { end = middle }
    }
    while end < entries.count, entries[end].key == hash { end += 1 }
    return start..<end
  }

  private static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  /// Keyed by a number of this process, so that nobody can choose bytes that share a hash.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }
}

/// Compares derived rows with stored ones, one after the other.
struct RowCheck {
  private let view: any ViewDefinition
  private let store: ViewStore
  private let limit: Int
  private var stored: RowDigests
  private var quarantined: [String: Quarantine]
  private(set) var rows = 0
  private(set) var count = 0
  private(set) var differences: [ViewVerification.Difference] = []

  init(
    _ view: any ViewDefinition, _ store: ViewStore, limit: Int, stored: RowDigests,
    _ quarantined: [QuarantinedAccount]
  ) {
    self.view = view
    self.store = store
    self.limit = limit
    self.stored = stored
    self.quarantined = Dictionary(
      quarantined.map { ($0.account, $0.quarantine) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func compare(
    _ account: String, _ row: [UInt8]?, _ quarantine: Quarantine?
  ) throws(ProjectionError) {
    try compare(account, row)
    try compare(quarantine, of: account)
  }

  mutating func compare(_ key: String, _ row: [UInt8]?) throws(ProjectionError) {
    if row != nil { rows += 1 }
    switch stored.meet(key, row) {
    case .same: break
    case .other: try note(key, try store.row(key), row)
    case .missing: try note(key, nil, row)
    }
  }

  mutating func compare(_ quarantine: Quarantine?, of account: String) throws(ProjectionError) {
    let found = quarantined.removeValue(forKey: account)
    guard found != quarantine else { return }
    note(
      account,
      [
        FieldChange(
          name: "quarantine", old: found?.reason ?? "none", new: quarantine?.reason ?? "none")
      ])
  }

  /// What is left was never derived.
  mutating func finish() throws(ProjectionError) {
    if !stored.areAllMet {
      for key in try store.keys(where: stored.isLeft) { try note(key, try store.row(key), nil) }
    }
    for account in quarantined.keys.sorted() {
      note(
        account,
        [
          FieldChange(
            name: "quarantine", old: quarantined[account]?.reason ?? "", new: "none")
        ])
    }
  }

  private mutating func note(
    _ key: String, _ old: [UInt8]?, _ new: [UInt8]?
  ) throws(ProjectionError) {
    note(key, FieldChange.between(view, key, old, new))
  }

  private mutating func note(_ key: String, _ fields: [FieldChange]) {
    count += 1
    if differences.count < limit {
      differences.append(ViewVerification.Difference(key: key, fields: fields))
    }
  }
}
