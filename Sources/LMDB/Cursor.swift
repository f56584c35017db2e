import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place in a database, moving over its entries in the order of their keys.
///
/// Spans taken from it end when it moves or goes away. A move that finds nothing returns false, and
/// key and value stay those of the entry before.
package struct Cursor: ~Copyable, ~Escapable {
  private let pointer: OpaquePointer
  private var currentKey = UnsafeRawBufferPointer(start: nil, count: 0)
  private var currentValue = UnsafeRawBufferPointer(start: nil, count: 0)
  private let isOverMap: Bool
  private let path: String
  private var pageSize = 0

  /// Opens a cursor; `isOverMap` says that every page lies in the map, as in a read transaction.
  @_lifetime(immortal)
  init(
    transaction: OpaquePointer, database: MDB_dbi, isOverMap: Bool, path: String
  ) throws(LMDBError) {
    var pointer: OpaquePointer?
    let code = mdb_cursor_open(transaction, database, &pointer)
    guard code == MDB_SUCCESS, let pointer else {
      throw .from(code, call: "mdb_cursor_open", path: path)
    }
    self.pointer = pointer
    self.isOverMap = isOverMap
    self.path = path
  }

  deinit { mdb_cursor_close(pointer) }

  /// The bytes of the key here; empty before the first move.
  package var key: RawSpan {
    @_lifetime(borrow self)
    get { _overrideLifetime(RawSpan(_unsafeBytes: currentKey), borrowing: self) }
  }

  /// The bytes of the value here; empty before the first move.
  package var value: RawSpan {
    @_lifetime(borrow self)
    get { _overrideLifetime(RawSpan(_unsafeBytes: currentValue), borrowing: self) }
  }

  /// The bytes of a value that was put with a check sum; empty before the first move.
  ///
  /// - Throws: ``LMDBError/damagedEntry(path:key:)`` when key or value were changed.
  package var checkedValue: RawSpan {
    @_lifetime(borrow self)
    get throws(LMDBError) {
      if currentKey.isEmpty { return value }
      guard let content = CheckSum.open(key: currentKey, currentValue) else {
        throw .damagedEntry(path: path, key: Array(currentKey))
      }
      return _overrideLifetime(RawSpan(_unsafeBytes: content), borrowing: self)
    }
  }

  /// Moves to the first entry; returns whether there is one.
  @_lifetime(self: copy self)
  package mutating func first() throws(LMDBError) -> Bool { try move(MDB_FIRST) }

  /// Moves to the last entry; returns whether there is one.
  @_lifetime(self: copy self)
  package mutating func last() throws(LMDBError) -> Bool { try move(MDB_LAST) }

  /// Moves to the entry after this one; at first, to the first.
  @_lifetime(self: copy self)
  package mutating func next() throws(LMDBError) -> Bool { try move(MDB_NEXT) }

  /// Moves to the entry before this one; at first, and after a ``seek(_:)`` in vain, to the last.
  @_lifetime(self: copy self)
  package mutating func previous() throws(LMDBError) -> Bool { try move(MDB_PREV) }

  /// Moves to the first entry whose key is not less than `key`.
  @_lifetime(self: copy self)
  package mutating func seek(_ key: Key) throws(LMDBError) -> Bool {
    var value = MDB_val()
    var found = MDB_val()
    let code = key.withValue { key in
      let code = mdb_cursor_get(pointer, &key, &value, MDB_SET_RANGE)
      found = key
      return code
    }
    return try take(code, found, value)
  }

  /// Moves to the last entry whose key is less than `key`; returns whether there is one.
  ///
  /// For a cursor that was not moved yet: another one looks first where it is.
  ///
  /// - Throws: ``LMDBError/damagedEntry(path:key:)`` when an entry beside that place lies on the wrong
  ///   side of it: then a page above, whose keys no check sum covers, leads elsewhere than their order
  ///   says, and what is looked for may lie there.
  @_lifetime(self: copy self)
  package mutating func seekBefore(_ key: Key) throws(LMDBError) -> Bool {
    let isPlaced = try seek(key)
    if isPlaced, compare(key) < 0 { throw .damagedEntry(path: path, key: key.bytes) }
    guard isPlaced ? try previous() : try last() else { return false }
    if compare(key) >= 0 { throw .damagedEntry(path: path, key: key.bytes) }
    return true
  }

  /// Less than zero when the key here comes before `key`, zero when it is the same.
  func compare(_ key: Key) -> Int {
    key.withValue { key in
      let other = UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
      guard let own = currentKey.baseAddress, let its = other.baseAddress else { return -1 }
      let order = memcmp(own, its, min(currentKey.count, other.count))
      return order == 0 ? currentKey.count - other.count : Int(order)
    }
  }

  /// Appends this entry and those after it in its page to `entries`, and moves to the last of them:
  /// a scan that asks LMDB once for a page and not for each entry.
  ///
  /// Changed pages of a write transaction lie in the heap, at any address; there it is this one alone.
  @_lifetime(self: copy self)
  package mutating func takePage(_ entries: inout [PageEntry]) throws(LMDBError) {
    entries.append(PageEntry(key: currentKey, value: currentValue))
    guard isOverMap, let page = LeafPage(of: currentKey, size: findPageSize()) else { return }
    let count = entries.count
    page.append(after: currentKey, to: &entries)
    guard entries.count > count, let last = entries.last else { return }
    var key = MDB_val(
      mv_size: last.key.count, mv_data: UnsafeMutableRawPointer(mutating: last.key.baseAddress))
    var value = MDB_val()
    let code = mdb_cursor_get(pointer, &key, &value, MDB_SET_KEY)
    guard try take(code, key, value) else { throw .from(code, call: "mdb_cursor_get", path: path) }
  }

  @_lifetime(self: copy self)
  private mutating func findPageSize() -> Int {
    if pageSize == 0 {
      var stat = MDB_stat()
      mdb_stat(mdb_cursor_txn(pointer), mdb_cursor_dbi(pointer), &stat)
      pageSize = Int(stat.ms_psize)
    }
    return pageSize
  }

  @_lifetime(self: copy self)
  private mutating func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Bool {
    var key = MDB_val()
    var value = MDB_val()
    let code = mdb_cursor_get(pointer, &key, &value, operation)
    return try take(code, key, value)
  }

  @_lifetime(self: copy self)
  private mutating func take(
    _ code: Int32, _ key: MDB_val, _ value: MDB_val
  ) throws(LMDBError) -> Bool {
    if code == MDB_NOTFOUND { return false }
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_cursor_get", path: path) }
    currentKey = UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
    currentValue = UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
    return true
  }
}
