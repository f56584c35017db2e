import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A set of changes that becomes visible and durable at ``commit()``, or never.
///
/// It belongs to the thread that began it: committing on another returns success and then blocks
/// every later writer. A transaction that goes out of scope uncommitted leaves nothing behind.
package struct WriteTransaction: ~Copyable {
  private var open: OpaquePointer?
  private let thread = pthread_self()
  let environment: Environment

  /// Begins a write; waits while another process or thread holds one.
  ///
  /// - Throws: ``LMDBError/nestedWrite`` on a thread that holds one already,
  ///   ``LMDBError/poisoned`` after a failed commit, ``LMDBError/lockFileReplaced(path:)``.
  package init(_ environment: Environment) throws(LMDBError) {
    try environment.enterWrite()
    try environment.checkWritable()
    var pointer: OpaquePointer?
    var code = mdb_txn_begin(environment.pointer, nil, 0, &pointer)
    if code == MDB_MAP_RESIZED {
      try environment.adoptMapSize()
      code = mdb_txn_begin(environment.pointer, nil, 0, &pointer)
    }
    guard code == MDB_SUCCESS, let pointer else {
      throw .from(code, call: "mdb_txn_begin", path: environment.path)
    }
    environment.noteWriter(pthread_self())
    open = pointer
    self.environment = environment
  }

  deinit {
    guard let open else { return }
    environment.noteWriter(nil)
    mdb_txn_abort(open)
  }

  /// Makes the changes durable and visible.
  ///
  /// - Throws: ``LMDBError/mapFull`` and ``LMDBError/transactionFull`` leave nothing behind. Any
  ///   other error leaves it unknown whether the changes are on disk, and poisons the environment.
  package consuming func commit() throws(LMDBError) {
    let pointer = pointer
    do throws(LMDBError) {
      try environment.checkWritable()
    } catch {
      open = nil
      environment.noteWriter(nil)
      mdb_txn_abort(pointer)
      throw error
    }
    open = nil
    environment.noteWriter(nil)
    let code = mdb_txn_commit(pointer)
    if code == MDB_SUCCESS { return }
    let error = LMDBError.from(code, call: "mdb_txn_commit", path: environment.path)
    if error != .mapFull, error != .transactionFull { environment.poison() }
    throw error
  }

  var pointer: OpaquePointer {
    precondition(pthread_equal(thread, pthread_self()) != 0, "a write belongs to its thread")
    guard let open else { preconditionFailure("the transaction has ended") }
    return open
  }

  /// A database of this environment, created when it is not there.
  ///
  /// The handle is valid elsewhere only after this transaction has committed.
  package func openDatabase(_ name: String) throws(LMDBError) -> Database {
    var handle: MDB_dbi = 0
    let code = mdb_dbi_open(pointer, name, UInt32(MDB_CREATE), &handle)
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_dbi_open \(name)") }
    return Database(handle: handle, name: name)
  }

  /// The value at `key` as this transaction sees it; the span ends with the next change.
  @_lifetime(borrow self)
  package func value(_ database: Database, _ key: Key) throws(LMDBError) -> RawSpan? {
    guard let found = try lookUp(pointer, database, key) else { return nil }
    return _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// A cursor over `database` as this transaction sees it; it ends with the next change.
  @_lifetime(borrow self)
  package func cursor(_ database: Database) throws(LMDBError) -> Cursor {
    _overrideLifetime(try Cursor(transaction: pointer, database: database), borrowing: self)
  }

  /// Puts `value` at `key`, in place of what was there.
  package mutating func put(
    _ database: Database, _ key: Key, _ value: [UInt8]
  ) throws(LMDBError) {
    let code = value.withUnsafeBytes { bytes in
      key.withValue { key in
        var data = MDB_val(
          mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        return mdb_put(pointer, database.handle, &key, &data, 0)
      }
    }
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_put \(database.name)") }
  }

  /// Removes `key`; returns whether it was there.
  @discardableResult
  package mutating func delete(_ database: Database, _ key: Key) throws(LMDBError) -> Bool {
    let code = key.withValue { mdb_del(pointer, database.handle, &$0, nil) }
    if code == MDB_NOTFOUND { return false }
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_del \(database.name)") }
    return true
  }

  /// Removes every entry of `database`.
  package mutating func empty(_ database: Database) throws(LMDBError) {
    let code = mdb_drop(pointer, database.handle, 0)
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_drop \(database.name)") }
  }

  /// How many entries the database holds.
  package func count(_ database: Database) throws(LMDBError) -> Int {
    try countEntries(pointer, database)
  }

  /// A writer at the end of `database`.
  @_lifetime(borrow self)
  package func appender(_ database: Database) throws(LMDBError) -> Appender {
    _overrideLifetime(try Appender(transaction: pointer, database: database), borrowing: self)
  }
}
