import CLMDB

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
  private var page = UInt(0)

  /// Opens a cursor; `isOverMap` says that every page lies in the map, as in a read transaction.
  @_lifetime(immortal)
  init(
    transaction: OpaquePointer, database: MDB_dbi, isOverMap: Bool, path: String
  ) throws(LMDBError) {
    var pointer: OpaquePointer?
    let code = mdb_cursor_open(transaction, database, &pointer)
    guard code == MDB_SUCCESS, let pointer else { throw .from(code, call: "mdb_cursor_open") }
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

  /// Moves to the entry after this one, for a scan over everything that reads the values.
  ///
  /// LMDB fills a page from its top, so rising keys lie at falling addresses, which the processor
  /// does not prefetch. Reading one byte per cache line of a page just entered, in rising order,
  /// makes a scan about twice as fast.
  ///
  /// The 4096 bytes read are the aligned ones around the key. A key has at least one byte and lies
  /// whole in its leaf page, so one of the 4096 is mapped, and since systems map in aligned units of
  /// 4096 or a multiple, all of them are. The value would not do: an empty one may begin where its
  /// page ends, which can be the end of the file, and reading there stops the process. Changed pages
  /// of a write transaction lie in the heap, not in the map, and are left alone.
  @_lifetime(self: copy self)
  package mutating func nextInScan() throws(LMDBError) -> Bool {
    guard try move(MDB_NEXT) else { return false }
    let entered = UInt(bitPattern: currentKey.baseAddress) & ~4_095
    if isOverMap, entered != page {
      page = entered
      kontor_touch_page(UnsafeRawPointer(bitPattern: entered))
    }
    return true
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
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_cursor_get") }
    currentKey = UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
    currentValue = UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
    return true
  }
}
