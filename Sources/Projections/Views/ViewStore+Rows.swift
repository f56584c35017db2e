import LMDB

extension ViewStore {
  /// The row at a key; nil where there is none.
  func row(_ key: String) throws(ProjectionError) -> [UInt8]? {
    try read { transaction, _ throws(LMDBError) in
      try transaction.checkedValue(self.rows, Key(key))?.withUnsafeBytes { Array($0) }
    }
  }

  /// The keys of which this holds, in their order.
  func keys(
    where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(ProjectionError) -> [String] {
    try read { transaction, _ throws(LMDBError) in
      var keys: [String] = []
      var rows = try transaction.cursor(self.rows)
      var isHere = try rows.first()
      while isHere {
        let key = rows.key.withUnsafeBytes {
          isWanted($0) ? String(decoding: $0, as: UTF8.self) : nil
        }
        if let key { keys.append(key) }
        isHere = try rows.next()
      }
      return keys
    }
  }

  /// Every row as it is stored, by key.
  func allRows() throws(ProjectionError) -> [String: [UInt8]] {
    try read { transaction, _ throws(LMDBError) in
      var stored: [String: [UInt8]] = [:]
      var rows = try transaction.cursor(self.rows)
      var isHere = try rows.first()
      while isHere {
        let key = rows.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        stored[key] = try rows.checkedValue.withUnsafeBytes { Array($0) }
        isHere = try rows.next()
      }
      return stored
    }
  }
}

/// One page of the rows of a view in words.
package struct ViewPage: Sendable {
  package let name: String
  package let generation: UInt32
  package let rows: [(key: String, fields: [ViewField])]
  /// The key of the last row shown, where there are more.
  package let next: String?
  package let speaksFor: Standpoint
  package let rebuild: ViewRebuild?
  package let quarantined: [QuarantinedAccount]
}

extension Views {
  /// Rows of the running generation after a key, those whose key or account holds `text`.
  package func page(
    _ name: String, after: String? = nil, text: String? = nil, limit: Int = 100
  ) throws(ProjectionError) -> ViewPage {
    let view = try definition(name)
    let (store, rebuild) = try current(view)
    return try store.read { transaction, cursor throws(LMDBError) in
      var found: [(key: String, fields: [ViewField])] = []
      var isFull = false
      var rows = try transaction.cursor(store.rows)
      var isHere =
        if let after { try rows.seek(Key(Array(after.utf8) + [0])) } else { try rows.first() }
      while isHere, !isFull {
        let key = rows.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        let bytes = try rows.checkedValue.withUnsafeBytes { Array($0) }
        guard let fields = try? view.fields(key, bytes) else {
          throw .other(call: "reading the row of \(key)", code: 0)
        }
        let isWanted = text.map { text in
          key.contains(text) || fields.contains { $0.value.contains(text) }
        }
        if isWanted ?? true {
          if found.count >= max(1, limit) { isFull = true } else { found.append((key, fields)) }
        }
        isHere = try rows.next()
      }
      return ViewPage(
        name: view.name, generation: store.generation, rows: found,
        next: isFull ? found.last?.key : nil,
        speaksFor: Standpoint(size: cursor.size, root: cursor.root, asOf: nil), rebuild: rebuild,
        quarantined: try store.quarantined(transaction))
    }
  }
}
