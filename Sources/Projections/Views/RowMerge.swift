import LMDB

/// The rows of two generations, walked together in the order of their keys.
struct RowMerge {
  private let view: any ViewDefinition
  private let limit: Int
  private(set) var rows = 0
  private(set) var changed = 0
  private(set) var added = 0
  private(set) var removed = 0
  private(set) var changes: [ViewDifference.Row] = []
  /// The first event behind what differs under each sum, by the key of the sum.
  private(set) var sumOrigins: [String: UInt64] = [:]

  init(_ view: any ViewDefinition, limit: Int) {
    self.view = view
    self.limit = limit
  }

  mutating func run(
    _ old: borrowing ReadTransaction, _ oldRows: Database, _ new: borrowing ReadTransaction,
    _ newRows: Database
  ) throws(LMDBError) {
    var before = try old.cursor(oldRows)
    var after = try new.cursor(newRows)
    var hasOld = try before.first()
    var hasNew = try after.first()
    while hasOld || hasNew {
      let (isOld, isNew) = Self.turn(hasOld ? before.bytes : nil, hasNew ? after.bytes : nil)
      if isNew { rows += 1 }
      let row = isOld ? before.row : nil
      let other = isNew ? after.row : nil
      if row != other { note(isOld ? before.bytes : after.bytes, row, other) }
      if isOld { hasOld = try before.next() }
      if isNew { hasNew = try after.next() }
    }
  }

  /// Whose row comes first; both where the keys are the same.
  private static func turn(_ old: [UInt8]?, _ new: [UInt8]?) -> (isOld: Bool, isNew: Bool) {
    guard let old else { return (false, true) }
    guard let new else { return (true, false) }
    if old == new { return (true, true) }
    let isOldFirst = old.lexicographicallyPrecedes(new)
    return (isOldFirst, !isOldFirst)
  }

  private mutating func note(_ key: [UInt8], _ old: [UInt8]?, _ new: [UInt8]?) {
    if old == nil { added += 1 } else if new == nil { removed += 1 } else { changed += 1 }
    if let ledger = view as? any LedgerView {
      let key = String(decoding: key, as: UTF8.self)
      for case let row? in [old, new] {
        guard let sum = ledger.sum(key, row), let origin = ledger.origin(key, row) else { continue }
        sumOrigins[sum] = min(sumOrigins[sum] ?? origin, origin)
      }
    }
    guard changes.count < limit else { return }
    let key = String(decoding: key, as: UTF8.self)
    changes.append(
      ViewDifference.Row(key: key, fields: FieldChange.between(view, key, old, new), origin: nil))
  }
}

extension Cursor {
  fileprivate var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }
  fileprivate var row: [UInt8] { value.withUnsafeBytes { Array($0) } }
}
