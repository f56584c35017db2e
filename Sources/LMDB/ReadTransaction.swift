import CLMDB

/// A view of the environment as it stood at one commit, for as long as the value lives.
///
/// Keep it short: while it lives, no page that it can see is reused, so every overwrite makes the
/// file grow. A long export takes a new transaction per page. It ends by itself when it goes out of
/// scope, and no span that it gave can outlive it. Several may live on one thread; none keeps its
/// thread. Bytes lie as LMDB put them, which is on even addresses at best: load numbers unaligned.
package struct ReadTransaction: ~Copyable {
  let pointer: OpaquePointer
  let environment: Environment

  /// Begins a read; frees the slots of dead readers first when all are taken.
  ///
  /// Reading goes on after a failed commit, unless LMDB itself refuses it.
  ///
  /// - Throws: ``LMDBError/readersFull(path:)``, ``LMDBError/lockFileReplaced(path:)``,
  ///   ``LMDBError/mapInUse`` when another process made the map larger and reads of this one keep it
  ///   from being moved.
  package init(_ environment: Environment) throws(LMDBError) {
    pointer = try environment.begin(MDB_RDONLY)
    self.environment = environment
  }

  deinit {
    mdb_txn_abort(pointer)
    environment.gate.leave()
  }

  /// The value at `key`, without copying it.
  @_lifetime(borrow self)
  package func value(_ database: Database, _ key: Key) throws(LMDBError) -> RawSpan? {
    guard let found = try lookUp(pointer, database.handle(in: environment), key, environment) else {
      return nil
    }
    return _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// A cursor over `database`.
  @_lifetime(borrow self)
  package func cursor(_ database: Database) throws(LMDBError) -> Cursor {
    let cursor = try Cursor(
      transaction: pointer, database: database.handle(in: environment), isOverMap: true,
      path: environment.path)
    return _overrideLifetime(cursor, borrowing: self)
  }

  /// How many entries the database holds.
  package func count(_ database: Database) throws(LMDBError) -> Int {
    try countEntries(pointer, database.handle(in: environment))
  }
}

func lookUp(
  _ transaction: OpaquePointer, _ handle: MDB_dbi, _ key: Key, _ environment: Environment
) throws(LMDBError) -> UnsafeRawBufferPointer? {
  var found = MDB_val()
  let code = key.withValue { mdb_get(transaction, handle, &$0, &found) }
  if code == MDB_NOTFOUND { return nil }
  guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_get", path: environment.path) }
  return UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size)
}

func countEntries(_ transaction: OpaquePointer, _ handle: MDB_dbi) throws(LMDBError) -> Int {
  var stat = MDB_stat()
  let code = mdb_stat(transaction, handle, &stat)
  guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_stat") }
  return stat.ms_entries
}
