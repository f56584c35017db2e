import CLMDB

/// A place in a database, moving over its entries in the order of their keys.
///
/// Spans taken from it end when it moves or goes away.
package struct Cursor: ~Copyable, ~Escapable {
  private let pointer: OpaquePointer
  private var currentKey = UnsafeRawBufferPointer(start: nil, count: 0)
  private var currentValue = UnsafeRawBufferPointer(start: nil, count: 0)
  private var page = UInt(0)

  @_lifetime(immortal)
  init(transaction: OpaquePointer, database: Database) throws(LMDBError) {
    var pointer: OpaquePointer?
    let code = mdb_cursor_open(transaction, database.handle, &pointer)
    guard code == MDB_SUCCESS, let pointer else { throw .from(code, call: "mdb_cursor_open") }
    self.pointer = pointer
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

  /// Moves to the first entry; returns whether there is one.
  @_lifetime(self: copy self)
  package mutating func first() throws(LMDBError) -> Bool { try move(MDB_FIRST) }

  /// Moves to the last entry; returns whether there is one.
  @_lifetime(self: copy self)
  package mutating func last() throws(LMDBError) -> Bool { try move(MDB_LAST) }

  /// Moves to the entry after this one.
  @_lifetime(self: copy self)
  package mutating func next() throws(LMDBError) -> Bool { try move(MDB_NEXT) }

  /// Moves to the entry before this one.
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
  @_lifetime(self: copy self)
  package mutating func nextInScan() throws(LMDBError) -> Bool {
    guard try move(MDB_NEXT) else { return false }
    let entered = UInt(bitPattern: currentValue.baseAddress) & ~4_095
    if entered != page, let start = UnsafeRawPointer(bitPattern: entered) {
      page = entered
      var sum: UInt8 = 0
      for line in 0..<64 { sum &+= start.load(fromByteOffset: line * 64, as: UInt8.self) }
      withExtendedLifetime(sum) {}
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
