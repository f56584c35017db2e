import CLMDB

/// A view of the environment as it stood at one commit, for as long as the value lives.
///
/// Keep it short: while it lives, no page that it can see is reused. It ends by itself when it goes
/// out of scope, and no span that it gave can outlive it.
package struct ReadTransaction: ~Copyable {
  let pointer: OpaquePointer
  let environment: Environment

  /// Begins a read; frees the slots of dead readers first when all are taken.
  package init(_ environment: Environment) throws(LMDBError) {
    var pointer: OpaquePointer?
    environment.noteRead(began: true)
    var code = mdb_txn_begin(environment.pointer, nil, UInt32(MDB_RDONLY), &pointer)
    if code == MDB_READERS_FULL, environment.clearStaleReaders() > 0 {
      code = mdb_txn_begin(environment.pointer, nil, UInt32(MDB_RDONLY), &pointer)
    }
    if code == MDB_MAP_RESIZED {
      environment.noteRead(began: false)
      try environment.adoptMapSize()
      environment.noteRead(began: true)
      code = mdb_txn_begin(environment.pointer, nil, UInt32(MDB_RDONLY), &pointer)
    }
    guard code == MDB_SUCCESS, let pointer else {
      environment.noteRead(began: false)
      throw .from(code, call: "mdb_txn_begin", path: environment.path)
    }
    self.pointer = pointer
    self.environment = environment
  }

  deinit {
    mdb_txn_abort(pointer)
    environment.noteRead(began: false)
  }

  /// The value at `key`, without copying it.
  @_lifetime(borrow self)
  package func value(_ database: Database, _ key: Key) throws(LMDBError) -> RawSpan? {
    guard let found = try lookUp(pointer, database, key) else { return nil }
    return _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// A cursor over `database`.
  @_lifetime(borrow self)
  package func cursor(_ database: Database) throws(LMDBError) -> Cursor {
    let cursor = try Cursor(transaction: pointer, database: database)
    return _overrideLifetime(cursor, borrowing: self)
  }

  /// How many entries the database holds.
  package func count(_ database: Database) throws(LMDBError) -> Int {
    try countEntries(pointer, database)
  }
}

func lookUp(
  _ transaction: OpaquePointer, _ database: Database, _ key: Key
) throws(LMDBError) -> UnsafeRawBufferPointer? {
  var found = MDB_val()
  let code = key.withValue { mdb_get(transaction, database.handle, &$0, &found) }
  if code == MDB_NOTFOUND { return nil }
  guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_get") }
  return UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size)
}

func countEntries(_ transaction: OpaquePointer, _ database: Database) throws(LMDBError) -> Int {
  var stat = MDB_stat()
  let code = mdb_stat(transaction, database.handle, &stat)
  guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_stat") }
  return stat.ms_entries
}
